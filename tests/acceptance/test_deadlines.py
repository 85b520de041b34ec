"""The clock: reminders, breaches written once, the next in line, the morning's digest, the second round."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.vocabulary import State
from tests.acceptance.world import ZONE, World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LAMP = "3号楼东侧路灯不亮"


def sign_for_the_last_date(world: World, phone: Phone) -> None:
    """Sign the newest case with the latest date on offer."""
    world.tap(phone, "sign")
    offered = labels(phone)
    world.press(phone, offered[offered.index(world.label("other_date")) - 1])


def test_at_three_quarters_of_the_time_the_member_is_reminded(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=5))
    assert "remind_near_due" not in world.told(li)
    world.pass_time(timedelta(hours=7))
    assert world.told(li).count("remind_near_due") == 1


def test_an_overdue_case_is_reminded_told_above_and_flagged_once(
    world: World, chen: Phone, li: Phone, zheng: Phone
) -> None:
    world.say(chen, GATE)
    due = world.case().due_at
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=7, minutes=1))
    assert "remind_overdue" in world.told(li)
    assert world.told(zheng)[-1] == "overdue"
    assert "李姐" in texts(zheng)[-1]
    assert world.case().due_breached_at == due
    world.pass_time(timedelta(days=3))
    assert world.case().due_breached_at == due


def test_where_nobody_is_above_the_coordinator_hears_of_it(
    world: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    sign_for_the_last_date(world, wang)
    world.pass_time(timedelta(days=7, minutes=1))
    assert world.told(zhou)[-1] in ("overdue", "digest")
    assert "overdue" in world.told(zhou)


def test_who_does_not_sign_loses_the_case_to_the_next_in_line(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    sign_by = world.case().sign_by
    world.pass_time(timedelta(days=1, minutes=1))
    assert world.told(zhao).count("ping") == 1
    assert "taken_away" in world.told(wang)
    assert world.told(zhou).count("sign_late") == 1
    assert "赵师傅" in texts(chen)[-1]
    assert world.case().sign_breached_at == sign_by
    world.pass_time(timedelta(days=1))
    assert world.case().sign_breached_at == sign_by, "a breach is written once"
    assert world.told(zhou).count("sign_late") == 2


def test_the_last_in_line_is_reminded_day_after_day(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    world.pass_time(timedelta(days=3, minutes=1))
    assert world.told(wang).count("remind_sign") == 3
    assert world.told(wang).count("ping") == 1


def test_a_signed_case_is_never_passed_on(world: World, chen: Phone, wang: Phone, zhao: Phone) -> None:
    world.say(chen, LAMP)
    sign_for_the_last_date(world, wang)
    world.pass_time(timedelta(days=2))
    assert "ping" not in world.told(zhao)
    assert world.case().sign_breached_at is None


def test_work_lists_what_is_open_and_leads_to_its_card(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.say(chen, "3号楼有人半夜敲到很晚")
    world.say(li, "/work")
    assert world.told(li)[-1] == "digest"
    assert len(labels(li)) == 2
    world.press(li, labels(li)[0])
    assert GATE in texts(li)[-1]
    assert world.label("sign") in labels(li)


def test_work_of_a_resident_is_empty(world: World, chen: Phone) -> None:
    world.say(chen, "/work")
    assert world.told(chen)[-1] == "digest_empty"


def test_the_digest_comes_at_half_past_eight_to_those_with_open_work(
    world: World, chen: Phone, li: Phone, charlie: Phone
) -> None:
    world.say(chen, GATE)
    world.clock_shows("08:29")
    assert "digest" not in world.told(li)
    world.clock_shows("08:30")
    assert world.told(li).count("digest") == 1
    assert "digest" not in world.told(charlie)
    world.clock_shows("08:30")
    assert world.told(li).count("digest") == 2


def test_digests_missed_while_the_desk_was_down_are_sent_once(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.die()
    world.now += timedelta(days=3)
    world.open()
    world.pass_time(timedelta(minutes=1))
    assert world.told(li).count("digest") == 1


def test_the_second_round_has_a_date_of_its_own(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=6))
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.tap(chen, "solved_no")
    due = (world.now + timedelta(days=7)).astimezone(ZONE)
    assert world.case().state is State.RECTIFICATION
    for phone in (chen, li, zhou):
        assert f"{due.month}月{due.day}日" in "".join(texts(phone)[-2:])
    world.pass_time(timedelta(days=3))
    assert world.case().due_breached_at is None, "the first date no longer counts"
    world.pass_time(timedelta(days=2, hours=7))
    assert world.told(li).count("remind_near_due") == 2, "once in each round"
    assert f"{due.month}月{due.day}日" in "".join(texts(li)[-2:])
    world.pass_time(timedelta(days=2))
    assert "remind_overdue" in world.told(li)
    assert "overdue" in world.told(zhou)


def test_the_digest_of_the_second_round_is_not_late_for_the_first(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign_for_the_last_date(world, li)
    world.pass_time(timedelta(days=6))
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.tap(chen, "solved_no")
    world.pass_time(timedelta(days=1))
    world.say(li, "/work")
    assert world.notices("digest")[-1].facts["overdue"] == 0


def test_the_supervisor_sends_the_handler_back_to_it(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.tap(chen, "solved_no")
    world.tap(li, "done")
    world.say(li, "又上了油")
    world.tap(zhou, "not_yet")
    assert world.told(li)[-1] == "not_confirmed"
    assert world.case().state is State.RECTIFICATION
    world.tap(li, "done")
    world.let(li.photo, "整个换了")
    assert world.told(zhou)[-2:] == ["ask_confirm", "attachment"]
    world.tap(zhou, "confirm")
    assert world.case().state is State.RESOLVED
    assert "整个换了" in texts(chen)[-1]
