"""陈阿姨 comes on a reception day: what she says becomes a matter; a day is closed; a handler invites her."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from casework.desk import Desk
from casework.privacy import own_data
from data.engine import transaction
from data.keys import fetch
from data.tables import Appointment, Community, Person, Visit
from data.vocabulary import AppointmentState, State, VisitKind
from tests.acceptance.receiving import (
    NEXT_WEDNESDAY,
    SATURDAY,
    WEDNESDAY,
    book,
    import_again,
    open_reception_days,
    states,
)
from tests.acceptance.test_address import live_in
from tests.acceptance.test_forgetting import download, traces
from tests.acceptance.world import World, labels, texts


@pytest.fixture(autouse=True)
def reception_days(world: World) -> None:
    """The property company receives on Wednesday evenings and Saturday mornings."""
    open_reception_days(world)


# ── what comes of it ──


def receive(world: World, chen: Phone) -> None:
    """Let the appointment of Wednesday evening go by."""
    book(world, chen)
    world.pass_time(timedelta(hours=31, minutes=41))


def test_what_she_says_there_goes_the_road_of_her_own_words(world: World, wang: Phone, chen: Phone) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    receive(world, chen)
    assert world.told(wang)[-1] == "ask_outcome"
    world.tap(wang, "rc_came")
    world.say(wang, "门口的路灯不亮，晚上不敢走")
    case = world.case()
    assert (case.category, case.building, case.state) == ("facilities", "3", State.ASSIGNED)
    assert world.told(chen)[-1] == "receipt", "she has the bot, so she gets it herself"
    assert case.number in texts(chen)[-1]
    assert "outcome_saved" in world.told(wang)
    (visit,) = world.rows(Visit)
    assert visit.kind is VisitKind.RECEPTION
    (appointment,) = world.rows(Appointment)
    assert (appointment.state, appointment.concern_id) == (AppointmentState.CAME, visit.concern_id)
    assert world.forge(wang, "dym:1") == world.words("refusals", "appointment_settled")


def test_nothing_to_be_done_opens_nothing(world: World, wang: Phone, chen: Phone) -> None:
    receive(world, chen)
    world.tap(wang, "rc_talked")
    assert states(world) == [AppointmentState.TALKED]
    assert world.cases() == []
    world.pass_time(timedelta(days=1))
    assert world.told(wang).count("ask_outcome") == 1


def test_who_does_not_come_is_told_and_counted(world: World, wang: Phone, chen: Phone) -> None:
    receive(world, chen)
    world.tap(wang, "rc_missed")
    assert world.told(chen)[-1] == "appointment_missed"
    book(world, chen, NEXT_WEDNESDAY)
    world.pass_time(timedelta(days=7))
    world.tap(wang, "rc_missed")
    assert "第 2 次" in texts(chen)[-1]
    world.say(wang, "/reception")
    assert "没来 2 人" in texts(wang)[-1]


def test_an_unanswered_question_is_asked_once_more(world: World, wang: Phone, chen: Phone) -> None:
    receive(world, chen)
    world.pass_time(timedelta(days=3))
    assert world.told(wang).count("ask_outcome") == 2


def test_nobody_says_how_it_was_before_it_began(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    assert "还没到时间" in world.forge(wang, "dyc:1")


# ── whoever receives ──


def test_a_member_sees_the_days_and_who_comes(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.say(wang, "/reception")
    assert labels(wang)[0] == f"{WEDNESDAY} · 1"
    world.press(wang, labels(wang)[0])
    assert "CT-R0001" in texts(wang)[-1]
    world.press(wang, "19:20 CT-R0001")
    assert "没说名字" in texts(wang)[-1]


def test_a_day_is_closed_and_all_who_booked_are_offered_another(
    world: World, wang: Phone, chen: Phone
) -> None:
    other = world.resident(1002, "吴叔")
    book(world, chen)
    book(world, other, at="19:40")
    world.tap(chen, "rc_words")
    world.say(chen, "电梯的事")
    world.say(wang, "/reception")
    world.press(wang, labels(wang)[0])
    world.tap(wang, "rc_close_day")
    world.say(wang, "好")
    assert texts(wang)[-1] == world.words("refusals", "why_missing")
    world.say(wang, "当晚停电检修")
    assert "2 人" in texts(wang)[-1]
    for phone in (chen, other):
        assert world.told(phone)[-1] == "appointment_called_off"
        assert "停电检修" in texts(phone)[-1]
    world.tap(chen, "rc_again")
    assert not any(label.startswith(WEDNESDAY) for label in labels(chen)), "that day is closed"
    world.press(chen, labels(chen)[0])
    world.press(chen, labels(chen)[0])
    world.tap(chen, "rc_book")
    assert states(world) == [AppointmentState.CALLED_OFF] * 2 + [AppointmentState.BOOKED]
    assert world.rows(Appointment)[-1].about == "电梯的事"


def test_a_closed_day_can_be_opened_again(world: World, wang: Phone, chen: Phone) -> None:
    world.say(wang, "/reception")
    world.press(wang, labels(wang)[0])
    world.tap(wang, "rc_close_day")
    world.say(wang, "全员培训")
    world.say(chen, "/reception")
    world.press(chen, "物业服务中心")
    assert not labels(chen)[0].startswith(WEDNESDAY)
    world.say(wang, "/reception")
    world.press(wang, f"{WEDNESDAY} · 0")
    world.tap(wang, "rc_open_day")
    book(world, chen)
    assert states(world) == [AppointmentState.BOOKED]


def test_one_time_is_closed_and_the_others_stand(world: World, wang: Phone, chen: Phone) -> None:
    book(world, chen)
    world.tap(wang, "rc_see_guest")
    world.tap(wang, "rc_call_off")
    world.say(wang, "那会儿要开会")
    assert world.told(chen)[-1] == "appointment_called_off"
    world.tap(chen, "rc_again")
    world.press(chen, labels(chen)[0])
    assert labels(chen)[:2] == ["19:00", "19:40"]
    assert states(world) == [AppointmentState.CALLED_OFF]


# ── owner contact ──


def test_a_handler_invites_the_resident_of_a_case(world: World, wang: Phone, chen: Phone) -> None:
    world.say(chen, "3号楼东侧路灯不亮")
    world.tap(wang, "sign")
    world.press(wang, labels(wang)[0])
    world.tap(wang, "invite_to_talk")
    assert world.told(chen)[-1] == "invited_to_talk"
    world.tap(chen, "rc_choose_time")
    world.press(chen, labels(chen)[0])
    world.press(chen, "19:00")
    world.tap(chen, "rc_book")
    (appointment,) = world.rows(Appointment)
    assert appointment.case_id == world.case().id
    assert world.timeline()[-2:] == ["invited", "talk_booked"]
    assert world.forge(wang, "inv:1") == world.words("refusals", "talk_booked_already", number="CT-2026-0001")


def test_an_uninvited_talk_about_a_case_is_refused(world: World, chen: Phone) -> None:
    world.say(chen, "3号楼东侧路灯不亮")
    assert world.forge(chen, "rcb:6:c1") == world.words("refusals", "unknown_button")


# ── one's own data ──


def test_it_is_among_her_data_and_goes_when_she_is_forgotten(world: World, wang: Phone, chen: Phone) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    book(world, chen)
    world.tap(chen, "rc_words")
    world.say(chen, "加装电梯怎么分摊")
    world.tap(chen, "rc_share")
    world.tap(wang, "rc_see_guest")
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, fetch(session, Community, 1))
        person = session.exec(select(Person).where(col(Person.telegram_id) == 1001)).one()
        (kept,) = own_data.collect(desk, person)["appointments"]
    assert (kept["words"], kept["name_shown"]) == ("加装电梯怎么分摊", True)
    world.say(chen, "/forget")
    world.tap(chen, "forget_all")
    world.tap(chen, "forget_yes")
    (appointment,) = world.rows(Appointment)
    assert (appointment.state, appointment.about) == (AppointmentState.CANCELLED, "")
    assert appointment.household_id is None
    assert traces(world, "加装电梯", "陈阿姨") == set()


def test_it_stands_in_the_file_she_can_read(world: World, chen: Phone) -> None:
    book(world, chen)
    world.say(chen, "/mydata")
    assert "您约过的接待（1 次）" in download(world, chen, "linli-my-data.txt").decode("utf-8-sig")


# ── the file changes ──


def test_a_time_that_is_taken_out_of_the_file_is_called_off(world: World, chen: Phone) -> None:
    book(world, chen)
    book(world, chen, SATURDAY, "09:00")
    open_reception_days(world, "days: wed", "days: thu")
    world.pump()
    assert states(world) == [AppointmentState.CALLED_OFF, AppointmentState.BOOKED]
    assert world.told(chen)[-1] == "appointment_called_off"
    assert "接待的日子改了" in texts(chen)[-1]
    world.tap(chen, "rc_again")
    assert labels(chen)[0].startswith("11月26日（周四）")


def test_a_new_place_is_told_and_nothing_else(world: World, chen: Phone) -> None:
    book(world, chen)
    for _ in range(2):
        open_reception_days(world, "物业前台", "二楼")
        world.pump()
    assert world.told(chen).count("remind_appointment") == 1
    assert "二楼" in texts(chen)[-1]
    assert states(world) == [AppointmentState.BOOKED]


def test_where_nobody_receives_any_more_that_is_said(world: World, chen: Phone) -> None:
    import_again(world, lambda text: text)
    world.say(chen, "/reception")
    assert "还没有接待日" in texts(chen)[-1]
