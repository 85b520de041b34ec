"""The cast of the stories and the world they live in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.phone import Phone
from bot.playground.server import StandIn
from tests.acceptance.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A desk over a fresh database and a fresh stand-in, at noon of a Tuesday."""
    with StandIn() as stand_in:
        built = World(stand_in, f"sqlite:///{tmp_path / 'desk.db'}")
        yield built
        built.close()


@pytest.fixture
def chen(world: World) -> Phone:
    """陈阿姨, a resident of building 3, who pressed start and gave no address yet."""
    phone = world.phone(1001, "陈阿姨")
    phone.start()
    world.pump()
    return phone


@pytest.fixture
def li(world: World) -> Phone:
    """李姐, the member household of building 3."""
    return world.member(2001, "李姐")


@pytest.fixture
def wang(world: World) -> Phone:
    """王师傅, of the property company."""
    return world.member(2002, "王师傅")


@pytest.fixture
def charlie(world: World) -> Phone:
    """查理, a member of building 7, who must be refused what is building 3's."""
    return world.member(2003, "查理")


@pytest.fixture
def zhou(world: World) -> Phone:
    """周书记, the coordinator."""
    return world.member(3001, "周书记")
