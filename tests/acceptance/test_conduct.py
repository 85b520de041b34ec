"""Too much, too rude, or not to be done: with a reason, by two people, and never an emergency."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from data.engine import transaction
from data.tables import Ban, Decline, Member, Person
from data.vocabulary import Outcome, Role, State
from tests.acceptance.world import World, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LIFT = "给我们单元装两部新电梯，下个月就要"
WHY = "加装电梯要本楼三分之二同意，现在只有四户"


@pytest.fixture
def ding(world: World) -> Phone:
    """丁主任, made a second coordinator."""
    phone = world.member(3002, "丁主任")
    with transaction(world.engine) as session:
        seated = select(Member).join(Person, col(Person.id) == col(Member.person_id))
        seat = session.exec(seated.where(Person.name == "丁主任")).one()
        seat.role = Role.COORDINATOR
        session.add(seat)
    return phone


def open_card(world: World, phone: Phone, number: str = "1") -> None:
    """Open a case's card by its number."""
    world.say(phone, f"/case {number}")


# ── declined by two ──


def propose(world: World, zhou: Phone) -> None:
    open_card(world, zhou)
    world.tap(zhou, "turn_down")
    world.say(zhou, WHY)


def test_it_takes_two_signatures_to_decline(
    world: World, chen: Phone, wang: Phone, zhou: Phone, ding: Phone
) -> None:
    world.say(chen, f"3号楼的路灯不亮，{LIFT}")
    propose(world, zhou)
    assert world.case().state is State.ASSIGNED, "one is not enough"
    assert world.told(ding)[-1] == "decline_asked"
    world.tap(ding, "decline_yes")
    case = world.case()
    assert (case.state, case.outcome) == (State.ARCHIVED, Outcome.DECLINED)
    assert WHY in texts(chen)[-1]
    world.say(zhou, "/stats")
    assert world.words("outcomes", "declined") in texts(zhou)[-1]


def test_the_second_may_refuse_and_it_goes_on(
    world: World, chen: Phone, wang: Phone, zhou: Phone, ding: Phone
) -> None:
    world.say(chen, f"3号楼的路灯不亮，{LIFT}")
    propose(world, zhou)
    world.tap(ding, "decline_no")
    assert world.case().state is State.ASSIGNED
    assert world.told(zhou)[-1] == "decline_refused"
    assert "turned_down" not in world.told(chen)


def test_nobody_signs_twice(world: World, chen: Phone, wang: Phone, zhou: Phone, ding: Phone) -> None:
    world.say(chen, f"3号楼的路灯不亮，{LIFT}")
    propose(world, zhou)
    assert world.forge(zhou, "tdy:1") == world.words("refusals", "two_signatures")
    assert world.forge(wang, "tdy:1") == world.words("refusals", "coordinators_only")
    assert [row.agreed for row in world.rows(Decline)] == [None]


def test_one_coordinator_alone_declines_nothing(world: World, chen: Phone, wang: Phone, zhou: Phone) -> None:
    world.say(chen, f"3号楼的路灯不亮，{LIFT}")
    propose(world, zhou)
    assert texts(zhou)[-1] == world.words("refusals", "no_second_signature")
    assert world.rows(Decline) == []


# ── bans ──


def ban(world: World, zhou: Phone) -> None:
    open_card(world, zhou)
    world.tap(zhou, "ban")
    world.tap(zhou, "ban_days", days=7)
    world.say(zhou, "连着三天骂人")


def test_a_ban_has_a_reason_and_an_end(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, GATE)
    ban(world, zhou)
    assert "连着三天骂人" in texts(chen)[-1]
    world.say(chen, "7号楼的路灯不亮")
    assert world.told(chen)[-1] == "banned"
    assert len(world.cases()) == 1
    world.pass_time(timedelta(days=7, minutes=1))
    world.say(chen, "7号楼的路灯不亮")
    assert len(world.cases()) == 2


def test_an_emergency_is_always_heard(world: World, chen: Phone, wang: Phone, zhou: Phone) -> None:
    world.say(chen, "3号楼的路灯不亮")
    ban(world, zhou)
    world.say(chen, "3号楼电梯里有人被困")
    assert world.told(chen)[-1] == "receipt_emergency"


def test_somebody_else_decides_the_appeal(
    world: World, chen: Phone, li: Phone, zhou: Phone, ding: Phone
) -> None:
    world.say(chen, GATE)
    ban(world, zhou)
    world.tap(chen, "appeal_ban")
    world.say(chen, "那是别人用我的手机发的")
    assert "那是别人用我的手机发的" in texts(ding)[-1]
    assert "ban_appeal" not in world.told(zhou)
    assert world.forge(zhou, "lift:1") == world.words("refusals", "own_ban")
    world.tap(ding, "lift_ban")
    assert world.told(chen)[-1] == "ban_decided"
    world.say(chen, "7号楼的路灯不亮")
    assert len(world.cases()) == 2
    (row,) = world.rows(Ban)
    assert row.lifted_at is not None


def test_an_appeal_is_made_once_and_by_whom_it_concerns(
    world: World, chen: Phone, li: Phone, zhou: Phone, charlie: Phone
) -> None:
    world.say(chen, GATE)
    ban(world, zhou)
    assert world.forge(charlie, "apb:1") == world.words("refusals", "not_yours")
    world.tap(chen, "appeal_ban")
    world.say(chen, "不是我写的")
    assert world.forge(chen, "apb:1") == world.words("refusals", "ban_appealed_already")


# ── floods ──


def test_the_thirteenth_message_in_ten_minutes_waits(world: World, chen: Phone, wang: Phone) -> None:
    for number in range(1, 13):
        world.say(chen, f"3号楼{number}01室门口的路灯不亮")
    assert len(world.cases()) == 12
    world.say(chen, "3号楼1401室门口的路灯不亮")
    assert world.told(chen)[-1] == "too_much"
    world.say(chen, "3号楼电梯里有人被困")
    assert world.told(chen)[-1] == "receipt_emergency", "an emergency is heard all the same"
    world.pass_time(timedelta(minutes=11))
    world.say(chen, "3号楼1501室门口的路灯不亮")
    assert world.told(chen)[-1] == "receipt"


def test_the_same_words_a_third_time_are_known(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, "谢谢大家")
    world.say(chen, "谢谢大家")
    world.say(chen, "谢谢大家")
    assert world.told(chen)[-1] == "too_much"
