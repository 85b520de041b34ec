"""A date that is missed: told above, a working day later up a tier, after five before the branch."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.vocabulary import State, Way
from tests.acceptance.test_deadlines import GATE, LAMP, sign_for_the_last_date
from tests.acceptance.world import ZONE, World, labels, texts


def shown(world: World) -> str:
    """Say what the compound's clocks show."""
    return world.now.astimezone(ZONE).strftime("%m-%d %H:%M")


def test_a_working_day_late_it_goes_up_and_the_resident_reads_why(
    world: World, chen: Phone, li: Phone, zheng: Phone
) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    due = world.case().due_at
    world.pass_time(timedelta(days=7, hours=23))
    assert "raised" not in world.timeline()
    world.pass_time(timedelta(hours=2))
    assert world.timeline().count("raised") == 1
    assert (world.case().state, world.case().way) == (State.ASSIGNED, Way.ESCALATED)
    assert "12月1日（周二）" in texts(chen)[-1]
    assert "郑组长" in texts(chen)[-1]
    assert "12月1日（周二）" in next(text for text in texts(zheng) if "转给您" in text)
    assert "taken_away" in world.told(li)
    assert world.case().due_breached_at == world.case().due_at == due, "written once, and not extended"
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert "还没办好，转给东院党小组" in texts(chen)[-1]


def test_a_weekend_is_no_working_day(world: World, chen: Phone, li: Phone, zheng: Phone) -> None:
    world.pass_time(timedelta(days=3))  # Friday noon
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=7 + 2, hours=23))
    assert shown(world) == "12-07 11:00", "the Monday after the Friday it was due"
    assert "raised" not in world.timeline()
    world.pass_time(timedelta(hours=2))
    assert "raised" in world.timeline()


def test_five_working_days_late_the_branch_has_it(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=8, hours=1))
    world.tap(zheng, "sign")
    offered = next(list(m.labels) for m in zheng.messages() if world.label("other_date") in m.labels)
    world.press(zheng, offered[offered.index(world.label("other_date")) - 1])
    world.pass_time(timedelta(days=5, hours=22))
    assert "long_overdue" not in world.told(zhou)
    world.pass_time(timedelta(hours=2))
    assert world.told(zhou).count("long_overdue") == 1
    assert "ping" in world.told(zhou)
    assert world.timeline().count("raised") == 2
    assert "周书记" in texts(chen)[-1]
    world.pass_time(timedelta(days=9))
    assert world.timeline().count("raised") == 2, "it goes up once for each span"
    assert world.told(zhou).count("long_overdue") == 1


def test_where_the_branch_is_not_above_the_coordinators_are_told(
    world: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    sign_for_the_last_date(world, wang)
    world.pass_time(timedelta(days=14, hours=1))
    assert world.told(zhou).count("long_overdue") == 1
    assert "raised" not in world.timeline(), "nobody of the committee is at their phone"
    assert world.case().state is State.ACCEPTED


def test_spans_are_the_communitys_and_null_is_never(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.tune(deadlines={"up_after": None, "branch_after": "3 h"})
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=7, hours=4))
    assert "long_overdue" in world.timeline()
    assert world.timeline().count("raised") == 1
    assert world.case().state is State.ASSIGNED


def test_what_is_planned_or_done_goes_nowhere(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=7, hours=1))
    world.tap(li, "done")
    world.say(li, "门轴换了新的")
    world.pass_time(timedelta(days=12))
    assert "raised" not in world.timeline()
    assert "long_overdue" not in world.timeline()


def test_what_is_done_late_while_the_desk_was_down_is_late(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.now += timedelta(days=8)  # nothing was swept meanwhile
    world.tap(li, "done")
    world.say(li, "门轴换了新的")
    assert world.case().due_breached_at is not None
    assert world.timeline()[-2:] == ["overdue", "finished"]


def test_deadlines_may_be_working_days(world: World, chen: Phone, li: Phone) -> None:
    world.tune(
        calendar={"country": "CN"},
        holidays=["2026-11-26"],
        deadlines={"due": {"emergency": "2 h", "urgent": "24 h", "normal": "3 wd"}},
    )
    world.say(chen, GATE)
    due = world.case().due_at
    assert due is not None
    assert due.astimezone(ZONE).strftime("%m-%d %H:%M") == "11-30 12:00"
