"""A body whose members claim cases (领办): the first press has it, and nothing waits for ever."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from data.engine import transaction
from data.tables import Assignment, Body, Community, Member, Timer
from data.vocabulary import AssignmentState, State, TimerKind
from tests.acceptance.world import World, labels, texts

HEAVY = "楼下花坛的木栏倒了，太重我一个人搬不动"
HOUR = timedelta(hours=1)


@pytest.fixture
def xie(world: World) -> Phone:
    """谢阿姨, a volunteer on duty."""
    return world.member(2101, "谢阿姨")


@pytest.fixture
def qi(world: World) -> Phone:
    """戚小雨, another volunteer on duty."""
    return world.member(2102, "戚小雨")


@pytest.fixture
def gao(world: World) -> Phone:
    """高老师, a volunteer who is not on duty."""
    return world.member(2103, "高老师")


def work(world: World) -> Assignment:
    """Return the only assignment."""
    (only,) = world.rows(Assignment)
    return only


def pending(world: World) -> set[TimerKind]:
    """Return what the clock will do."""
    with transaction(world.engine) as session:
        rows = session.exec(select(Timer.kind).where(col(Timer.settled_at).is_(None))).all()
    return set(rows)


def test_all_on_duty_are_asked_and_the_receipt_names_the_body(
    world: World, chen: Phone, xie: Phone, qi: Phone, gao: Phone
) -> None:
    world.say(chen, HEAVY)
    assert world.told(xie)[-1] == world.told(qi)[-1] == "ping_claim"
    assert "ping_claim" not in world.told(gao)
    assert "11月24日（周二）16:00 还没有人领办" in texts(xie)[-1]
    assert "👤 红马甲志愿队 来办\n👥 谁来领办，定了就写在这里" in texts(chen)[-1]
    assert world.case().state is State.ASSIGNED
    assert work(world).member_id is None
    assert {TimerKind.CLAIM, TimerKind.SIGN, TimerKind.DUE} <= pending(world)


def test_the_first_press_has_it_and_everybody_reads_who(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.say(chen, HEAVY)
    world.tap(xie, "claim")
    assert any("哪天能办好" in text for text in texts(xie)), "the dates follow, as after signing in"
    assert "谢阿姨 领办了" in texts(qi)[-1]
    assert not world.shows(qi, "claim")
    assert "👤 红马甲志愿队 谢阿姨 来办" in texts(chen)[-1], "the receipt says who took it"
    assert TimerKind.CLAIM not in pending(world)
    assert TimerKind.SIGN in pending(world), "she still has to promise a date in time"
    world.press(xie, labels(xie)[0])
    assert world.case().state is State.ACCEPTED
    assert world.told(chen)[-1] == "signed"
    assert world.timeline()[-3:] == ["dispatched", "claimed", "signed"]


def test_two_press_at_the_same_time_and_the_second_is_told_who_has_it(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.say(chen, HEAVY)
    claim = f"clm:{work(world).id}"
    world.tap(xie, "claim")
    # 戚小雨's press was under way when her card changed.
    assert world.forge(qi, claim) == world.words("refusals", "taken_by_another", handler="谢阿姨")
    assert world.timeline().count("claimed") == 1
    world.forge(xie, claim)
    assert world.timeline().count("claimed") == 1, "who has it may press again"


def test_what_somebody_claimed_nobody_else_promises(
    world: World, chen: Phone, xie: Phone, qi: Phone, zhou: Phone
) -> None:
    world.say(chen, HEAVY)
    world.tap(xie, "claim")
    for verb in ("sign", "done", "ret"):
        assert "谢阿姨" in world.forge(qi, f"{verb}:{work(world).id}")


def test_nobody_claims_it_and_one_of_them_gets_it(world: World, chen: Phone, xie: Phone, qi: Phone) -> None:
    world.say(chen, HEAVY)
    signed_by = world.case().sign_by
    world.pass_time(4 * HOUR)
    assert world.told(xie)[-1] == "ping"
    assert "没有人领办，按规矩轮到您" in texts(xie)[-1]
    assert "没有人领办，交给了 谢阿姨" in texts(qi)[-1]
    assert "谢阿姨" in texts(chen)[-1]
    assert world.case().sign_by == signed_by, "the time to sign in ran all the while"
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert "到时候还没有人领办，交给了红马甲志愿队的 谢阿姨" in texts(chen)[-1]
    assert world.forge(qi, f"clm:{work(world).id}") == world.words(
        "refusals", "taken_by_another", handler="谢阿姨"
    )


def test_who_claimed_and_promised_nothing_loses_it_when_the_time_to_sign_in_is_over(
    world: World, chen: Phone, xie: Phone, qi: Phone, zhou: Phone
) -> None:
    world.say(chen, HEAVY)
    world.tap(xie, "claim")
    world.pass_time(24 * HOUR)
    assert "ping" in world.told(qi)
    assert world.case().sign_breached_at is not None


def test_a_member_who_blocked_the_bot_is_not_asked_and_nobody_waits_for_them(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.let(qi.block)
    world.say(chen, HEAVY)
    assert world.told(xie)[-1] == "ping", "only one could claim it, so it is hers"
    assert world.timeline()[-1] == "dispatched"


def test_a_card_that_cannot_be_delivered_leaves_it_to_the_others(
    world: World, chen: Phone, xie: Phone, qi: Phone, zhou: Phone
) -> None:
    world.control.fault("forbidden", "sendMessage", chat_id=qi.user_id)
    world.say(chen, HEAVY)
    assert world.told(zhou)[-1] == "undeliverable"
    assert work(world).is_open_to_claim()
    world.tap(xie, "claim")
    assert work(world).is_claimed()


def test_when_none_of_them_can_be_reached_it_goes_up_at_once(
    world: World, chen: Phone, xie: Phone, qi: Phone, zhou: Phone
) -> None:
    for phone in (xie, qi):
        world.control.fault("forbidden", "sendMessage", chat_id=phone.user_id)
    world.say(chen, HEAVY)
    assert "ping" in world.told(zhou), "the branch stands above the volunteers"
    before, now = world.rows(Assignment)
    assert before.state is AssignmentState.REPLACED
    assert now.body_id != before.body_id
    assert TimerKind.CLAIM not in pending(world)


def test_nobody_claims_their_own_case(world: World, xie: Phone, qi: Phone, gao: Phone) -> None:
    with transaction(world.engine) as session:
        for seat in session.exec(select(Member)).all():
            seat.on_duty = True
            session.add(seat)
    world.say(xie, HEAVY)
    assert "ping_claim" not in world.told(xie)
    assert world.told(qi)[-1] == world.told(gao)[-1] == "ping_claim"
    assert world.forge(xie, f"clm:{work(world).id}") == world.words("refusals", "own_case")


def test_what_is_urgent_is_given_to_one_at_once(world: World, chen: Phone, xie: Phone, qi: Phone) -> None:
    with transaction(world.engine) as session:
        for body in session.exec(select(Body)).all():
            body.categories = ["utilities", "facilities"] if body.key == "volunteers" else []
            session.add(body)
    world.say(chen, "停水了")
    assert world.told(xie)[-1] == "ping"
    assert "ping_claim" not in world.told(qi)


def test_in_the_quiet_hours_the_time_begins_when_the_card_is_sent(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.clock_shows("23:00")
    world.say(chen, HEAVY)
    assert world.waiting(xie) == ["ping_claim"]
    world.clock_shows("08:00")
    assert work(world).is_open_to_claim()
    world.clock_shows("11:59")
    assert work(world).is_open_to_claim()
    world.clock_shows("12:00")
    assert not work(world).is_open_to_claim()


def test_a_claim_takes_back_cards_that_were_not_sent_yet(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.clock_shows("23:00")
    world.say(chen, HEAVY)
    world.say(qi, "/work")
    assert "1 件等人领办" in texts(qi)[-1]
    world.press(qi, labels(qi)[0])
    world.tap(qi, "claim")
    assert world.waiting(xie) == []


def test_the_daily_list_shows_what_waits(world: World, chen: Phone, xie: Phone, qi: Phone) -> None:
    world.tune(deadlines={"sign": {"emergency": "15 min", "urgent": "1 h", "normal": "48 h"}})
    with transaction(world.engine) as session:
        (volunteers,) = [body for body in session.exec(select(Body)).all() if body.key == "volunteers"]
        volunteers.claim = "40 h"
        session.add(volunteers)
    world.say(chen, HEAVY)
    world.clock_shows("08:30")
    assert world.told(xie)[-1] == "digest"
    assert "您手上没有要办的事。\n🙋 还有 1 件等人领办。" in texts(xie)[-1]
    world.press(xie, labels(xie)[0])
    assert "有件事等人领办" in texts(xie)[-1]


def test_a_rule_leaves_it_to_be_claimed_whatever_the_body_does(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    with transaction(world.engine) as session:
        (community,) = session.exec(select(Community)).all()
        community.routing = [{"categories": ["facilities"], "body": "property", "claim": "2 h"}]
        session.add(community)
    world.say(chen, "3号楼东侧路灯不亮")
    assert world.told(wang)[-1] == world.told(zhao)[-1] == "ping_claim"


def test_what_the_resident_adds_reaches_all_who_may_claim_it(
    world: World, chen: Phone, xie: Phone, qi: Phone
) -> None:
    world.say(chen, HEAVY)
    world.tap(chen, "add")
    world.say(chen, "就在三单元门口")
    assert world.told(xie)[-1] == world.told(qi)[-1] == "resident_added"


def test_given_back_it_is_over_for_all(world: World, chen: Phone, xie: Phone, qi: Phone, zhou: Phone) -> None:
    world.say(chen, HEAVY)
    world.tap(xie, "return")
    world.tap(xie, "return_not_ours")
    world.tap(xie, "owner_unknown")
    assert not world.shows(qi, "claim")
    assert world.case().state is State.TRIAGE
    assert TimerKind.CLAIM not in pending(world)


def test_a_coordinator_names_the_body_and_its_members_claim(
    world: World, chen: Phone, li: Phone, xie: Phone, qi: Phone, zhou: Phone
) -> None:
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    world.say(zhou, "/case 1")
    world.tap(zhou, "owners")
    world.press(zhou, "红马甲志愿队")
    assert world.told(xie)[-1] == world.told(qi)[-1] == "ping_claim"
    assert world.told(chen)[-1] == "new_owner"
    world.tap(qi, "claim")
    assert "戚小雨 领办了" in texts(xie)[-1]
