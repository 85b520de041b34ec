"""陈阿姨 wants to talk face to face: she books a time, moves it, gives it up, and is reminded."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from casework.clockwork import sweep_receptions
from data.engine import transaction
from data.tables import Appointment, Person
from data.vocabulary import AppointmentState
from tests.acceptance.receiving import (
    NEXT_WEDNESDAY,
    SATURDAY,
    WEDNESDAY,
    book,
    choose,
    open_reception_days,
    states,
)
from tests.acceptance.test_address import live_in
from tests.acceptance.world import World, labels, texts


@pytest.fixture(autouse=True)
def reception_days(world: World) -> None:
    """The property company receives on Wednesday evenings and Saturday mornings."""
    open_reception_days(world)


# ── booking ──


def test_she_books_a_time_and_the_host_hears_of_it_without_a_name(
    world: World, wang: Phone, chen: Phone
) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    world.say(chen, "/reception")
    assert "物业服务中心" in labels(chen)
    world.press(chen, "物业服务中心")
    assert labels(chen)[0] == f"{WEDNESDAY} · 空 3"
    world.press(chen, labels(chen)[0])
    assert labels(chen)[:3] == ["19:00", "19:20", "19:40"]
    world.press(chen, "19:20")
    assert "王师傅" in texts(chen)[-1]
    world.tap(chen, "rc_book")
    assert "CT-R0001" in texts(chen)[-1]
    assert "物业前台" in texts(chen)[-1]
    assert world.told(wang)[-1] == "reception_news"
    assert "3号楼" in texts(wang)[-1]
    assert "陈阿姨" not in texts(wang)[-1]
    assert "502" not in texts(wang)[-1]


def test_two_press_the_same_time_and_one_of_them_sees_what_is_free(world: World, chen: Phone) -> None:
    other = world.resident(1002, "吴叔")
    choose(world, chen, WEDNESDAY, "19:20")
    choose(world, other, WEDNESDAY, "19:20")
    world.tap(chen, "rc_book")
    world.tap(other, "rc_book")
    assert "慢了一步" in texts(other)[-1]
    assert labels(other)[:2] == ["19:00", "19:40"]
    assert len(world.rows(Appointment)) == 1
    world.press(other, "19:40")
    world.tap(other, "rc_book")
    assert states(world) == [AppointmentState.BOOKED] * 2


def test_where_two_are_received_at_once_the_third_is_told(world: World, chen: Phone) -> None:
    phones = [chen, world.resident(1002, "吴叔"), world.resident(1003, "孙姨")]
    for phone in phones:
        choose(world, phone, SATURDAY, "09:00")
    for phone in phones:
        world.tap(phone, "rc_book")
    assert [row.seat for row in world.rows(Appointment)] == [0, 1]
    assert "慢了一步" in texts(phones[2])[-1]


def test_nobody_holds_more_than_two_nor_comes_twice_at_once(world: World, chen: Phone) -> None:
    book(world, chen)
    book(world, chen, SATURDAY, "09:30")
    world.say(chen, "/reception")
    answer = world.press(chen, "物业服务中心")
    assert answer.text == world.words("refusals", "enough_appointments", most=2)
    assert len(world.rows(Appointment)) == 2


def test_nobody_books_to_and_fro_all_day(world: World, wang: Phone, chen: Phone) -> None:
    for _ in range(6):
        book(world, chen)
        world.tap(chen, "rc_cancel")
    choose(world, chen, WEDNESDAY, "19:20")
    assert world.tap(chen, "rc_book").text == world.words("refusals", "booked_too_often")
    assert world.told(wang).count("reception_news") == 12


def test_a_household_comes_once(world: World, chen: Phone) -> None:
    husband = world.resident(1002, "老陈")
    for phone in (chen, husband):
        live_in(world, phone, "3号楼", "1", "502")
    book(world, chen, SATURDAY, "09:00")
    choose(world, husband, SATURDAY, "09:00")
    assert world.tap(husband, "rc_book").text == world.words("refusals", "household_comes")


def test_whoever_is_banned_books_nothing(world: World, chen: Phone) -> None:
    choose(world, chen, WEDNESDAY, "19:20")
    with transaction(world.engine) as session:
        person = session.exec(select(Person).where(col(Person.telegram_id) == 1001)).one()
        person.banned_until = world.now + timedelta(days=7)
        session.add(person)
    assert "12月1日" in world.tap(chen, "rc_book").text
    assert world.rows(Appointment) == []


def test_what_it_is_about_and_who_comes_is_hers_to_say(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.tap(chen, "rc_words")
    world.say(chen, "想问问加装电梯怎么分摊")
    assert "加装电梯" in texts(chen)[-1]
    assert "加装电梯" in texts(wang)[-1]
    assert "陈阿姨" not in texts(wang)[-1]
    world.tap(chen, "rc_share")
    assert "陈阿姨" in texts(wang)[-1]
    assert world.cases() == [], "what it is about is no matter yet"


def test_an_emergency_is_never_what_an_appointment_is_about(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.tap(chen, "rc_words")
    world.say(chen, "有人被困在电梯里")
    assert world.told(chen)[-1] == "receipt_emergency"
    assert world.rows(Appointment)[0].about == ""


def test_she_moves_it_and_the_old_time_is_free_again(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.tap(chen, "rc_words")
    world.say(chen, "电梯的事")
    world.tap(chen, "rc_move")
    world.press(chen, next(label for label in labels(chen) if label.startswith(NEXT_WEDNESDAY)))
    world.press(chen, "19:00")
    world.tap(chen, "rc_book")
    before, after = world.rows(Appointment)
    assert (before.state, before.seat, after.about) == (AppointmentState.MOVED, None, "电梯的事")
    assert "改到" in texts(wang)[-1]
    other = world.resident(1002, "吴叔")
    book(world, other)
    assert states(world)[-1] is AppointmentState.BOOKED


def test_she_gives_it_up(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.tap(chen, "rc_cancel")
    assert world.told(chen)[-1] == "appointment_cancelled"
    assert "不来了" in texts(wang)[-1]
    assert world.forge(chen, "rcg:1") == world.words("refusals", "appointment_over")


def test_others_neither_see_nor_touch_it(world: World, chen: Phone, charlie: Phone) -> None:
    book(world, chen)
    other = world.resident(1002, "吴叔")
    for press in ("rca:1", "rcg:1", "rcn:1", "rcw:1"):
        assert world.forge(other, press) == world.words("refusals", "not_yours")
    for press in ("dyg:1", "dyc:1", "dym:1", "dys:1"):
        assert world.forge(charlie, press) == world.words("refusals", "not_your_body")
    assert states(world) == [AppointmentState.BOOKED]


def test_a_button_of_a_time_that_is_gone_says_so(world: World, chen: Phone) -> None:
    choose(world, chen, WEDNESDAY, "19:20")
    world.pass_time(timedelta(days=2))
    assert world.tap(chen, "rc_book").text == world.words("refusals", "slot_gone")
    assert world.forge(chen, "rck:1:0:29400000:-") == world.words("refusals", "no_reception", body="居委会")


# ── reminders ──


def test_she_is_reminded_the_day_before_and_an_hour_before(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen, NEXT_WEDNESDAY)
    world.pass_time(timedelta(days=6, hours=20, minutes=29))  # until 08:29 on Tuesday
    assert "remind_appointment" not in world.told(chen)
    world.pass_time(timedelta(minutes=1))
    assert world.told(chen).count("remind_appointment") == 1
    world.clock_shows("08:30")
    assert world.told(wang)[-1] == "reception_list"
    assert "CT-R0001" in texts(wang)[-1]
    world.clock_shows("18:20")
    assert world.told(chen).count("remind_appointment") == 2
    assert NEXT_WEDNESDAY in texts(chen)[-1]


def test_after_a_day_of_darkness_nothing_is_said_twice_or_too_late(
    world: World, wang: Phone, chen: Phone
) -> None:
    book(world, chen, NEXT_WEDNESDAY)
    world.now += timedelta(days=8, hours=7, minutes=25)  # Wednesday, 19:25: the desk was down all the time
    sweep_receptions(world.engine, world.now)
    world.pump()
    assert "remind_appointment" not in world.told(chen)
    assert world.told(wang).count("reception_list") == 1
    sweep_receptions(world.engine, world.now)
    world.pump()
    assert world.told(wang).count("reception_list") == 1
    world.pass_time(timedelta(hours=1))
    assert world.told(wang)[-1] == "ask_outcome"
