"""The cast of the stories and the world they live in."""

import shutil
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import live_labels
from bot.playground.phone import Phone
from bot.playground.server import StandIn
from casework.rules.words import Words
from classifier.labels import load_labels
from tests.acceptance.world import World


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Read labels and texts once for all stories: they take longer than the stories themselves."""
    labels, load = load_labels(), live_labels.load_texts
    texts = load(labels)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")  # else the library warns of itself at every 429
        patch.setattr(
            live_labels,
            "load_texts",
            lambda own, words: dict(texts) if (own, words) == (labels, Words()) else load(own, words),
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def certificates_once() -> Iterator[None]:
    """Read the machine's certificates once: each client of the desk would, and none of them needs any."""
    context = ssl.create_default_context()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", lambda *_args, **_more: context)
        yield


@pytest.fixture(scope="session")
def closing() -> Iterator[ThreadPoolExecutor]:
    """Where stand-ins are stopped while the next story begins: a server takes a while to end."""
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def world(blank: Path, tmp_path: Path, closing: ThreadPoolExecutor) -> Iterator[World]:
    """A desk over a fresh database and a fresh stand-in, at noon of a Tuesday."""
    shutil.copy(blank, tmp_path / "desk.db")
    stand_in = StandIn().__enter__()
    try:
        built = World(stand_in, f"sqlite:///{tmp_path / 'desk.db'}")
        yield built
        built.close()
    finally:
        closing.submit(stand_in.stop)


@pytest.fixture
def chen(world: World) -> Phone:
    """陈阿姨, a resident of building 3, who pressed start and gave no address yet."""
    return world.resident(1001, "陈阿姨")


@pytest.fixture
def li(world: World) -> Phone:
    """李姐, the member household of building 3."""
    return world.member(2001, "李姐")


@pytest.fixture
def wang(world: World) -> Phone:
    """王师傅, of the property company."""
    return world.member(2002, "王师傅")


@pytest.fixture
def zhao(world: World) -> Phone:
    """赵师傅, of the property company, next in line after 王师傅."""
    return world.member(2004, "赵师傅")


@pytest.fixture
def charlie(world: World) -> Phone:
    """查理, a member of building 7, who must be refused what is building 3's."""
    return world.member(2003, "查理")


@pytest.fixture
def zheng(world: World) -> Phone:
    """郑组长, of the party group, one tier above 李姐 and 查理."""
    return world.member(2005, "郑组长")


@pytest.fixture
def zhou(world: World) -> Phone:
    """周书记, the coordinator."""
    return world.member(3001, "周书记")
