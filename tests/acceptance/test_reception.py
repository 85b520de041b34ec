"""陈阿姨 wants to talk face to face: she books a time, is reminded, and what she says becomes a matter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from casework.clockwork import sweep_receptions
from casework.desk import Desk
from casework.people.community_file import check
from casework.people.organisation import import_community
from casework.privacy import own_data
from classifier.labels import load_labels
from data.engine import transaction
from data.keys import fetch
from data.tables import Appointment, Community, Person, Visit
from data.vocabulary import AppointmentState, State, VisitKind
from tests.acceptance.test_address import live_in
from tests.acceptance.test_forgetting import traces
from tests.acceptance.world import COMMUNITY, NOON, World, labels, texts

PROPERTY = "members: [{name: 王师傅}, {name: 赵师傅}]"
DAYS = """
    reception:
      - {days: wed, hours: 19:00-20:00, slot: 20 min, where: 物业前台, who: 王师傅}
      - {days: sat, hours: 09:00-10:00, slot: 30 min, at_once: 2, where: 活动室}"""
WEDNESDAY, NEXT_WEDNESDAY, SATURDAY = "11月25日（周三）", "12月2日（周三）", "11月28日（周六）"


def import_again(world: World, change: Callable[[str], str]) -> None:
    """Bring in the community's file once more, changed."""
    text = change(COMMUNITY.read_text("utf-8"))
    file = check(text, "community.yaml", load_labels().concerns)
    with transaction(world.engine) as session:
        import_community(session, file, world.now)


@pytest.fixture(autouse=True)
def reception_days(world: World) -> None:
    """The property company receives on Wednesday evenings and Saturday mornings."""
    import_again(world, lambda text: text.replace(PROPERTY, PROPERTY + DAYS))


def choose(world: World, phone: Phone, day: str, at: str) -> None:
    """Walk from /reception to the question whether this is the time."""
    world.say(phone, "/reception")
    world.press(phone, "物业服务中心")
    world.press(phone, next(label for label in labels(phone) if label.startswith(day)))
    world.press(phone, next(label for label in labels(phone) if label.startswith(at)))


def book(world: World, phone: Phone, day: str = WEDNESDAY, at: str = "19:20") -> None:
    """Book a time."""
    choose(world, phone, day, at)
    world.tap(phone, "rc_book")


def states(world: World) -> list[AppointmentState]:
    """Return what became of all appointments, oldest first."""
    return [row.state for row in world.rows(Appointment)]


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


def test_the_calendar_of_the_file_holds_after_a_new_import(world: World, chen: Phone) -> None:
    import_again(world, lambda text: text)
    world.say(chen, "/reception")
    assert "还没有接待日" in texts(chen)[-1]
    assert world.now == NOON
