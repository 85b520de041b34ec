"""A handler asks who the resident is: first the resident, who may say no, then a coordinator."""

import pytest

from bot.playground.phone import Phone
from tests.acceptance.test_address import live_in
from tests.acceptance.test_handling import sign
from tests.acceptance.test_relay import GATE, my_case
from tests.acceptance.test_visits import DOOR, logs
from tests.acceptance.world import World, texts

WHY = "要上门看墙里的水管"


@pytest.fixture
def case(world: World, chen: Phone, li: Phone) -> None:
    """李姐 has 陈阿姨's case, and no more than the words and the building."""
    live_in(world, chen, "3号楼", "2", "502")
    world.say(chen, GATE)
    sign(world, li)


def ask_who(world: World, li: Phone, why: str = WHY) -> None:
    world.tap(li, "ask_who")
    world.say(li, why)


@pytest.mark.usefixtures("case")
def test_the_resident_is_asked_and_shows_the_room(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    ask_who(world, li, "？")
    assert texts(li)[-1] == world.words("refusals", "why_missing")
    world.say(li, WHY)
    assert world.told(li)[-1] == "who_passed"
    assert world.told(chen)[-1] == "who_asked"
    assert WHY in texts(chen)[-1]
    world.tap(chen, "share_room")
    assert "502室" in texts(li)[-1]
    assert f"想知道您是谁：{WHY}" in my_case(world, chen)
    assert world.forge(li, "who:1") == world.words("refusals", "who_was_asked")
    assert "who_wanted" not in world.told(zhou)


@pytest.mark.usefixtures("case")
def test_the_resident_says_no_and_a_coordinator_decides(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    assert world.forge(li, "whop:1") == world.words("refusals", "who_first_the_resident")
    ask_who(world, li)
    world.tap(chen, "who_no")
    assert world.told(li)[-1] == "who_refused"
    assert world.forge(chen, "whon:1") == world.words("refusals", "unknown_button"), "once is enough"
    world.tap(li, "who_pass_on")
    assert world.told(zhou)[-1] == "who_wanted"
    assert WHY in texts(zhou)[-1]
    assert "陈阿姨" not in texts(zhou)[-1]
    assert world.forge(li, "whop:1") == world.words("refusals", "who_was_asked")
    assert world.notices("revealed") == []
    world.tap(zhou, "reveal")
    world.say(zhou, WHY)
    assert world.told(li)[-1] == "revealed"
    assert "请协调员来定" in my_case(world, chen)


@pytest.mark.usefixtures("case")
def test_only_who_works_on_it_asks(world: World, chen: Phone, li: Phone, charlie: Phone) -> None:
    assert world.forge(charlie, "who:1") == world.words("refusals", "taken_by_another", handler="李姐")
    assert world.forge(chen, "who:1") == world.words("refusals", "taken_by_another", handler="李姐")
    assert world.forge(charlie, "whon:1") == world.words("refusals", "not_yours")


@pytest.mark.usefixtures("case")
def test_the_body_it_is_about_learns_no_name(world: World, chen: Phone, li: Phone) -> None:
    my_case(world, chen)
    world.tap(chen, "complain")
    world.tap(chen, "complain_body", name="3号楼中心户")
    refused = world.words("refusals", "respondent_gets_no_identity", body="3号楼中心户")
    assert world.forge(li, "who:1") == refused
    assert "who_asked" not in world.told(chen)


def test_for_a_resident_whom_no_message_reaches_the_coordinators_are_asked(
    world: World, li: Phone, wang: Phone, zhou: Phone
) -> None:
    logs(world, li, DOOR)
    sign(world, wang)
    ask_who(world, wang)
    assert world.told(wang)[-1] == "who_passed"
    assert world.told(zhou)[-1] == "who_wanted"
    assert {"who_asked", "who_passed_on"} <= set(world.timeline())
