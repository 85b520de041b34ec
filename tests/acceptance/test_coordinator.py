"""What a coordinator does in Telegram: triage, plan, reassign, settle, invite, read the figures."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Correction, Invite, Member
from data.vocabulary import Outcome, Role, Source, State
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
SMELL = "3号楼楼道有股怪味"
PLAN = "明年3月15日，等开春统一补种"


@pytest.fixture
def card(world: World, chen: Phone, zhou: Phone) -> Phone:
    """周书记, with the triage card of a doubted message before her."""
    world.say(chen, SMELL)
    world.tap(chen, "something_else")
    return zhou


def test_the_card_shows_words_place_and_why_but_no_name(world: World, card: Phone) -> None:
    for words in (SMELL, "3号楼", world.words("triage_reasons", "resident_unsure")):
        assert words in texts(card)[-1]
    assert "陈阿姨" not in texts(card)[-1]


def test_a_likely_category_sends_the_case_out(world: World, chen: Phone, wang: Phone, card: Phone) -> None:
    world.tap(card, "category", category="sanitation")
    assert world.told(wang)[-1] == "ping"
    assert world.told(chen)[-1] == "receipt"
    assert world.told(card)[-1] == "decided"
    (kept,) = world.rows(Correction)
    assert kept.source is Source.COORDINATOR


def test_all_categories_are_within_reach(world: World, chen: Phone, wang: Phone, card: Phone) -> None:
    world.tap(card, "all_categories")
    assert len(labels(card)) == len(world.desk.handling.labels.current().concerns)
    world.tap(card, "category", category="greening")
    assert world.case().category == "greening"
    assert world.told(wang)[-1] == "ping"


def test_an_owner_is_chosen_by_hand(world: World, chen: Phone, li: Phone, card: Phone) -> None:
    world.tap(card, "owners")
    assert "3号楼中心户" in labels(card)
    world.press(card, "3号楼中心户")
    assert world.told(li)[-1] == "ping"
    assert "3号楼中心户" in texts(chen)[-1]


def test_choosing_an_owner_twice_changes_nothing_more(
    world: World, chen: Phone, wang: Phone, zhao: Phone, card: Phone
) -> None:
    world.tap(card, "owners")
    choice = card.last().message_id
    world.press(card, "物业服务中心", message_id=choice)
    world.press(card, "物业服务中心", message_id=choice)
    assert "ping" not in world.told(zhao)
    assert "new_owner" not in world.told(chen)
    assert world.timeline().count("dispatched") == 1
    assert "reassigned" not in world.timeline()


def test_what_is_no_concern_is_dismissed_and_the_resident_told(
    world: World, chen: Phone, card: Phone
) -> None:
    world.tap(card, "dismiss")
    assert (world.case().state, world.case().outcome) == (State.ARCHIVED, Outcome.NOT_A_CONCERN)
    assert world.told(chen)[-1] == "dismissed"
    assert world.tap(card, "dismiss", message_id=card.last().message_id).alert


def test_a_plan_has_a_date_and_a_reason_and_is_told(world: World, chen: Phone, card: Phone) -> None:
    world.tap(card, "plan")
    world.say(card, "3月15日")
    assert texts(card)[-1] == world.words("refusals", "no_reason")
    world.say(card, "再等等吧，没有材料，也没有人手")
    assert texts(card)[-1] == world.words("refusals", "date_unclear")
    world.say(card, PLAN)
    assert world.case().state is State.PLANNED
    assert world.told(chen)[-1] == "planned"
    assert "等开春统一补种" in texts(chen)[-1]
    assert "3月15日" in texts(chen)[-1]


def test_a_plan_that_comes_due_goes_out_with_fresh_dates(
    world: World, chen: Phone, wang: Phone, card: Phone
) -> None:
    world.tap(card, "plan")
    world.say(card, "12月5日，等材料到货再修")
    world.clock_shows("18:01")
    world.pass_time(timedelta(days=11))
    assert "ping" in world.told(wang)
    assert world.told(chen)[-1] == "new_owner"
    case = world.case()
    assert (case.state, case.due_at - case.dispatched_at) == (State.ASSIGNED, timedelta(days=7))


def test_an_assigned_case_can_be_planned(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, GATE)
    world.pass_time(timedelta(days=1, minutes=1))  # nobody signs: the coordinator gets a card to steer by
    world.tap(zhou, "plan")
    world.say(zhou, PLAN)
    assert world.case().state is State.PLANNED
    world.pass_time(timedelta(days=9))
    assert "remind_overdue" not in world.told(li)


def test_a_late_case_is_given_to_somebody_else(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.pass_time(timedelta(days=1, minutes=1))
    late = next(m.message_id for m in zhou.messages() if world.label("owners") in m.labels)
    world.tap(zhou, "owners", message_id=late)
    world.press(zhou, "物业服务中心")
    assert world.told(wang)[-1] == "ping"
    assert world.told(zhou)[-1] in ("decided", "taken_away")
    assert world.told(chen)[-1] == "new_owner"


def test_a_case_is_escalated_by_the_coordinator_who_may_also_think_better_of_it(
    world: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    ding = world.member(4001, "丁主任")
    world.say(chen, "3号楼东侧路灯不亮")
    world.say(zhou, "/case 1")
    world.tap(zhou, "escalate")
    world.tap(zhou, "cancel")
    world.say(zhou, "/case 1")
    world.tap(zhou, "escalate")
    world.say(zhou, "路灯归街道管")
    assert world.told(ding)[-1] == "ping"
    assert world.told(wang)[-1] == "taken_away"


def test_a_deliberation_is_settled_in_words_and_asked_about_again(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    twice_unsolved(world, chen, li, zhou)
    assert world.case().state is State.DELIBERATION
    world.tap(zhou, "settle")
    world.say(zhou, "每月上一次油，物业负责")
    assert world.case().state is State.RESOLVED
    assert "每月上一次油" in texts(chen)[-1]
    world.clock_shows("10:00")
    world.tap(chen, "solved_yes")
    assert world.case().outcome is Outcome.SATISFIED


def test_triage_shows_every_waiting_case_again(world: World, chen: Phone, card: Phone) -> None:
    world.let(chen.photo)
    world.pass_time(timedelta(minutes=11))
    before = len(world.told(card))
    world.say(card, "/triage")
    assert world.told(card)[before:] == ["triage_card", "triage_card", "attachment"]


def test_triage_is_empty(world: World, zhou: Phone) -> None:
    world.say(zhou, "/triage")
    assert world.told(zhou)[-1] == "triage_empty"


def test_a_waiting_case_is_reminded_every_four_hours_until_it_is_decided(
    world: World, chen: Phone, wang: Phone, card: Phone
) -> None:
    world.pass_time(timedelta(hours=8, minutes=1))
    assert world.told(card).count("triage_waits") == 2
    world.tap(card, "category", category="sanitation")
    world.pass_time(timedelta(hours=12))
    assert world.told(card).count("triage_waits") == 2


def test_stats_count_what_there_is(world: World, chen: Phone, li: Phone, card: Phone) -> None:
    world.say(chen, GATE)
    world.say(card, "/stats")
    assert world.told(card)[-1] == "stats"
    facts = world.notices("stats")[-1].facts
    assert (facts["total"], facts["open"], facts["by_state"]["triage"]) == (2, 2, 1)


def test_somebody_named_is_invited_by_pressing(world: World, zhou: Phone) -> None:
    world.say(zhou, "/invite")
    world.press(zhou, "3号楼中心户")
    world.press(zhou, "李姐")
    assert world.told(zhou)[-1] == "invite"
    link = next(word for word in texts(zhou)[-1].split() if word.startswith("https://t.me/"))
    phone = world.phone(2001, "李姐")
    world.let(phone.start, link.partition("start=")[2])
    assert world.told(phone) == ["joined"]
    world.say(zhou, "/invite")
    world.press(zhou, "3号楼中心户")
    assert "李姐" not in labels(zhou), "her seat is taken"


def test_somebody_new_is_invited_as_a_coordinator(world: World, zhou: Phone) -> None:
    world.say(zhou, "/invite")
    world.press(zhou, "居委会")
    world.tap(zhou, "role_coordinator")
    (token,) = (row.token for row in world.rows(Invite) if row.member_id is None)
    phone = world.phone(5001, "吴干事")
    world.let(phone.start, token)
    assert world.rows(Member)[-1].role is Role.COORDINATOR
    world.say(phone, "/stats")
    assert world.told(phone)[-1] == "stats"


@pytest.mark.parametrize("command", ["/triage", "/stats", "/invite", "/case 1"])
def test_residents_and_members_are_refused_what_is_a_coordinators(
    world: World, chen: Phone, li: Phone, command: str
) -> None:
    world.say(chen, GATE)
    for phone in (chen, li):
        world.say(phone, command)
        assert texts(phone)[-1] == world.words("refusals", "coordinators_only")


def twice_unsolved(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    """Bring a case to deliberation."""
    world.say(chen, GATE)
    for _ in range(2):
        world.tap(li, "done")
        world.say(li, "上了油")
        if world.case().round > 1:
            world.tap(zhou, "confirm")
        world.clock_shows("10:00")
        world.tap(chen, "solved_no")
