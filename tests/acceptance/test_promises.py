"""A member signs in with a date: by a button, in words, and not just any."""

from datetime import date, timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Pledge
from data.vocabulary import State
from tests.acceptance.world import ZONE, World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def promised(world: World) -> list[date]:
    """Return the dates that were promised."""
    return [pledge.promised_for.astimezone(ZONE).date() for pledge in world.rows(Pledge)]


@pytest.fixture
def asked(world: World, chen: Phone, li: Phone) -> Phone:
    """李姐, who is asked to write a date."""
    world.say(chen, GATE)
    world.tap(li, "sign")
    world.tap(li, "other_date")
    return li


def test_every_offered_date_can_be_promised(world: World, chen: Phone, li: Phone) -> None:
    for number in range(4):
        world.say(chen, GATE.replace("3号楼", f"3号楼{number + 1}02室"))
        world.tap(li, "sign")
        world.press(li, labels(li)[number])
    assert {case.state for case in world.cases()} == {State.ACCEPTED}
    assert world.told(chen).count("signed") == 4


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("11月25日", date(2026, 11, 25)),
        ("这周五吧", date(2026, 11, 27)),
        ("明天", date(2026, 11, 25)),
        ("3天内", date(2026, 11, 27)),
    ],
)
def test_a_date_in_words_is_understood(
    world: World, chen: Phone, asked: Phone, words: str, day: date
) -> None:
    world.say(asked, words)
    assert promised(world) == [day]
    assert world.told(asked)[-1] == "card_signed"
    assert world.told(chen)[-1] == "signed"
    assert f"{day.month}月{day.day}日" in texts(chen)[-1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("看情况吧", "date_unclear"),
        ("11月20日", "date_too_late"),
        ("下周三", "date_too_late"),
        ("2026-11-23", "date_in_past"),
    ],
)
def test_any_other_date_is_asked_back_until_it_is_right(
    world: World, chen: Phone, asked: Phone, words: str, reason: str
) -> None:
    world.say(asked, words)
    expected = world.words("refusals", reason, latest="2026-12-01T12:00+08:00")
    assert texts(asked)[-1] == expected
    assert promised(world) == []
    world.say(asked, "明天")
    assert world.case().state is State.ACCEPTED


def test_next_wednesday_is_fine_where_there_is_time(world: World, chen: Phone, asked: Phone) -> None:
    world.tap(asked, "cancel")
    world.tune(deadlines={"due": {"emergency": "2 h", "urgent": "24 h", "normal": "15 d"}})
    world.say(chen, GATE)
    world.tap(chen, "not_same")
    world.tap(asked, "sign")
    world.tap(asked, "other_date")
    world.say(asked, "下周三")
    assert promised(world) == [date(2026, 12, 2)]


def test_a_member_may_leave_the_date_open_and_go_back(world: World, asked: Phone) -> None:
    world.tap(asked, "cancel")
    assert world.told(asked)[-1] == "cancelled"
    assert world.case().state is State.ASSIGNED


def test_a_passed_promise_is_reminded_and_noted(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.pass_time(timedelta(days=1))
    assert world.told(li).count("remind_pledge") == 1
    assert world.rows(Pledge)[0].kept is False
    assert "pledge_passed" in world.timeline()


def test_a_kept_promise_is_noted(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.tap(li, "done")
    world.say(li, "上了油")
    world.pass_time(timedelta(hours=12))
    assert world.rows(Pledge)[0].kept is True
    assert "remind_pledge" not in world.told(li)


def test_a_day_off_is_asked_back_and_may_be_meant(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    world.tap(li, "sign")
    world.tap(li, "other_date")
    world.say(li, "周六")
    assert world.told(li)[-1] == "ask_day_off"
    assert world.case().state is State.ASSIGNED, "nothing is promised yet"
    days = {
        "off": "2026-11-28T18:00+08:00",
        "before": "2026-11-27T18:00+08:00",
        "after": "2026-11-30T18:00+08:00",
    }
    assert labels(li)[:3] == [
        world.label("date", at=days["before"]),
        world.label("date_off", at=days["off"]),
        world.label("date", at=days["after"]),
    ]
    world.tap(li, "date_off", at=days["off"])
    assert world.case().state is State.ACCEPTED
    assert "11月28日（周六）18:00" in texts(chen)[-1]


def test_a_holiday_in_words_is_asked_back_and_a_make_up_day_is_not(
    world: World, chen: Phone, li: Phone
) -> None:
    world.tune(holidays=["2026-11-26"], workdays=["2026-11-28"])
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    world.tap(li, "sign")
    world.tap(li, "other_date")
    world.say(li, "周四")
    assert world.told(li)[-1] == "ask_day_off"
    world.tap(li, "other_date")
    world.say(li, "周六")
    assert world.case().state is State.ACCEPTED


def test_an_offered_day_off_says_so(world: World, chen: Phone, li: Phone) -> None:
    world.pass_time(timedelta(days=3))  # a Friday
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    world.tap(li, "sign")
    assert world.label("date_off", at="2026-11-28T18:00+08:00") in labels(li)
