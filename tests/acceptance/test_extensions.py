"""A later date: asked for once, in time and with a reason; granted by somebody else; told to the resident."""

from datetime import timedelta

from bot.playground.phone import Phone
from casework.clockwork import sweep_timers
from data.tables import Extension, Pledge
from data.vocabulary import State
from tests.acceptance.test_deadlines import GATE, sign_for_the_last_date
from tests.acceptance.world import ZONE, World, labels, texts

PART = "12月8日，门轴要从厂家订"


def asks(world: World, chen: Phone, li: Phone, words: str = PART) -> None:
    """陈阿姨 reports the gate, 李姐 takes it and then needs longer."""
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.tap(li, "extend")
    world.say(li, words)


def yes(world: World, phone: Phone) -> None:
    """Grant what was asked for."""
    world.tap(phone, "extension_yes", until="2026-12-08T18:00+08:00")


def local_due(world: World) -> str:
    """Say when the only case is due, as the compound's clocks show it."""
    due = world.case().due_at
    assert due is not None
    return due.astimezone(ZONE).strftime("%m-%d %H:%M")


def test_a_later_date_is_asked_for_granted_and_told(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    asks(world, chen, li)
    assert world.told(li)[-1] == "extension_saved"
    assert world.told(zhou)[-1] == "decide_extension"
    assert "门轴要从厂家订" in texts(zhou)[-1]
    assert local_due(world) == "12-01 12:00", "until somebody decides, the old date holds"
    yes(world, zhou)
    assert local_due(world) == "12-08 18:00"
    assert world.told(chen)[-1] == "extended"
    assert "12月8日" in texts(chen)[-1]
    assert "门轴要从厂家订" in texts(chen)[-1]
    assert world.told(li)[-1] == "extension_answer"
    assert "可以延到 12月8日（周二）18:00" in texts(li)[-1]
    assert world.timeline()[-2:] == ["extension_asked", "extended"]
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert "改到 12月8日（周二）18:00 前办好" in texts(chen)[-1]


def test_everything_counts_from_the_later_date(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    yes(world, zhou)
    world.pass_time(timedelta(days=10))
    assert "remind_overdue" not in world.told(li)
    assert "remind_pledge" not in world.told(li), "the promise moved with the date"
    assert world.told(li).count("remind_near_due") == 0
    world.pass_time(timedelta(days=2))
    assert world.told(li).count("remind_near_due") == 1
    world.tap(li, "done")
    world.say(li, "门轴换了新的")
    assert world.case().due_breached_at is None
    assert [pledge.kept for pledge in world.rows(Pledge)] == [True]
    world.say(zhou, "/stats")
    assert world.notices("stats")[-1].facts["on_time_percent"] == 100


def test_what_is_late_by_the_later_date_is_late(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    yes(world, zhou)
    world.pass_time(timedelta(days=14, hours=7))
    assert world.case().due_breached_at == world.case().due_at
    assert world.told(li).count("remind_overdue") == 1
    world.say(zhou, "/stats")
    assert world.notices("stats")[-1].facts["on_time_percent"] == 0


def test_refused_the_old_date_stays_and_nobody_bothers_the_resident(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    asks(world, chen, li)
    before = len(world.told(chen))
    world.tap(zhou, "extension_no")
    assert local_due(world) == "12-01 12:00"
    assert "不能延期" in texts(li)[-1]
    assert len(world.told(chen)) == before
    assert [row.granted for row in world.rows(Extension)] == [False]


def test_silence_keeps_the_old_date(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    world.pass_time(timedelta(days=7, minutes=1))
    assert world.case().due_breached_at is not None
    until = {"until": "2026-12-08T18:00+08:00"}
    card = next(m for m in zhou.messages() if world.label("extension_yes", **until) in m.labels)
    answer = world.press(zhou, world.label("extension_yes", **until), message_id=card.message_id)
    assert world.words("refusals", "extension_lapsed") in str(answer)
    assert local_due(world) == "12-01 12:00"


def test_once_and_never_again(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    world.tap(zhou, "extension_no")
    world.say(li, "/work")
    world.press(li, labels(li)[0])
    assert world.label("extend") not in labels(li), "the card no longer offers it"
    assert world.words("refusals", "extension_once") in world.forge(li, "ext:1")


def test_after_the_date_it_is_too_late(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=7, minutes=1))
    assert world.words("refusals", "extension_late") in world.forge(li, "ext:1")


def test_words_that_are_no_date_or_no_reason_are_asked_again(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    asks(world, chen, li, "过一阵吧，零件没到")
    for words, reason, facts in (
        ("12月8日", "extension_reason", {}),
        ("11月30日，零件没到货", "extension_not_later", {"due": "2026-12-01T12:00+08:00"}),
        ("明年3月15日，零件没到货", "date_too_late", {"latest": "2026-12-16T12:00+08:00"}),
    ):
        assert world.told(li)[-1] == "refusal"
        world.say(li, words)
        assert texts(li)[-1] == world.words("refusals", reason, **facts)
    world.say(li, PART)
    assert world.told(zhou)[-1] == "decide_extension", "the question stood all the while"


def test_only_the_handler_asks_and_only_others_decide(
    world: World, chen: Phone, li: Phone, charlie: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    for phone in (chen, charlie, zhou):
        world.forge(phone, "ext:1")
    assert world.rows(Extension) == []
    world.tap(li, "extend")
    world.say(li, PART)
    for phone in (chen, charlie, li):
        assert world.words("refusals", "not_yours_to_decide") in world.forge(phone, "exty:1")
    assert [row.granted for row in world.rows(Extension)] == [None]


def test_two_presses_one_decision(world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    yes(world, zhou)
    assert world.words("refusals", "extension_decided") in world.forge(zheng, "extn:1")
    assert local_due(world) == "12-08 18:00"


def test_a_second_round_is_extended_by_its_supervisor(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.tap(chen, "solved_no")
    world.say(li, "/work")
    world.press(li, labels(li)[0])
    world.tap(li, "extend")
    world.say(li, PART)
    assert "decide_extension" in world.told(zheng)
    assert "decide_extension" not in world.told(zhou), "the supervisor decides, nobody else"
    assert world.words("refusals", "supervisor_only") in world.forge(zhou, "exty:1")
    yes(world, zheng)
    assert (world.case().state, local_due(world)) == (State.RECTIFICATION, "12-08 18:00")
    assert "12月8日" in texts(chen)[-1]


def test_a_case_that_changed_hands_keeps_its_date(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    asks(world, chen, li)
    world.tap(zhou, "owners") if world.shows(zhou, "owners") else world.say(zhou, "/case 1")
    world.forge(zhou, "own:1:2")
    sweep_timers(world.engine, world.now)
    answer = world.forge(zhou, "exty:1")
    assert world.words("refusals", "moved_on", state="assigned") in answer
    assert local_due(world) == "12-01 12:00"
