"""When things fall due: spans, local hours, and the two nights on which the clocks are moved."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import deadlines
from casework.rules.calendar import Calendar
from casework.rules.parameters import Deadlines, Quiet, ReviewHabits
from data.vocabulary import Urgency, Way

SHANGHAI, KOLKATA = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Kolkata")
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
ZONES = (SHANGHAI, KOLKATA, LONDON, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia"))
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
PLAIN = Calendar(SHANGHAI)
NIGHT = Quiet()  # 22:00 to 08:00
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES)


def utc(text: str) -> datetime:
    """Read a moment in UTC, such as «2026-10-25 00:30»."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str, zone: ZoneInfo) -> datetime:
    """Read a moment on a local clock and give it in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("urgency", "sign", "due"),
    [
        (Urgency.EMERGENCY, timedelta(minutes=15), 2 * HOUR),
        (Urgency.URGENT, HOUR, 24 * HOUR),
        (Urgency.NORMAL, 24 * HOUR, 7 * DAY),
    ],
)
def test_signing_and_handling_have_spans_by_urgency(
    urgency: Urgency, sign: timedelta, due: timedelta
) -> None:
    assert deadlines.sign_by(NOON, urgency, Deadlines(), PLAIN) - NOON == sign
    assert deadlines.due_at(NOON, urgency, Way.SINGLE, Deadlines(), PLAIN) - NOON == due


@pytest.mark.parametrize("way", [Way.JOINT, Way.ESCALATED])
@pytest.mark.parametrize(
    ("urgency", "due"),
    [(Urgency.NORMAL, 15 * DAY), (Urgency.URGENT, 24 * HOUR), (Urgency.EMERGENCY, 2 * HOUR)],
)
def test_joint_and_escalated_cases_have_a_span_of_their_own_unless_urgent(
    way: Way, urgency: Urgency, due: timedelta
) -> None:
    assert deadlines.due_at(NOON, urgency, way, Deadlines(), PLAIN) - NOON == due


@pytest.mark.parametrize(("share", "hours"), [(0.75, 18), (0.5, 12), (0.25, 6)])
def test_the_warning_comes_at_a_share_of_the_time(share: float, hours: int) -> None:
    assert deadlines.warn_at(NOON, NOON + DAY, Deadlines(warn_at_share=share)) == NOON + hours * HOUR


@given(moments, st.timedeltas(timedelta(minutes=1), 30 * DAY), st.floats(0.01, 0.99))
def test_the_warning_lies_between_dispatch_and_due(
    dispatched: datetime, span: timedelta, share: float
) -> None:
    warned = deadlines.warn_at(dispatched, dispatched + span, Deadlines(warn_at_share=share))
    assert dispatched < warned < dispatched + span


TEN = ReviewHabits()  # a day later, at ten


@pytest.mark.parametrize(
    ("resolved", "asked"),
    [
        ("2026-11-24 12:00", "2026-11-25 10:00"),
        ("2026-11-24 20:30", "2026-11-25 10:00"),
        ("2026-11-24 00:05", "2026-11-25 10:00"),
        ("2026-11-24 23:59", "2026-11-25 10:00"),
        ("2028-02-28 12:00", "2028-02-29 10:00"),
        ("2028-02-29 12:00", "2028-03-01 10:00"),
        ("2026-12-31 12:00", "2027-01-01 10:00"),
    ],
)
def test_the_resident_is_asked_on_the_next_day_at_ten(resolved: str, asked: str) -> None:
    assert deadlines.ask_at(local(resolved, SHANGHAI), SHANGHAI, TEN) == local(asked, SHANGHAI)


@pytest.mark.parametrize("at", [None, time(10, 0)])
def test_a_span_below_a_day_is_meant_as_it_stands(at: time | None) -> None:
    habits = ReviewHabits(ask_after=timedelta(seconds=2), at=at)
    assert deadlines.ask_at(NOON, SHANGHAI, habits) == NOON + timedelta(seconds=2)


def test_without_a_time_of_day_the_question_comes_exactly_then() -> None:
    assert deadlines.ask_at(NOON, SHANGHAI, ReviewHabits(at=None)) == NOON + DAY


@pytest.mark.parametrize(
    ("zone", "resolved", "asked"),
    [
        (LONDON, "2026-03-28 15:00", "2026-03-29 10:00"),
        (LONDON, "2026-10-24 15:00", "2026-10-25 10:00"),
        (NEW_YORK, "2026-03-07 15:00", "2026-03-08 10:00"),
        (NEW_YORK, "2026-10-31 15:00", "2026-11-01 10:00"),
    ],
)
def test_ten_is_ten_on_the_day_the_clocks_are_moved(zone: ZoneInfo, resolved: str, asked: str) -> None:
    assert deadlines.ask_at(local(resolved, zone), zone, TEN) == local(asked, zone)


def test_a_day_of_25_hours_does_not_bring_the_question_before_the_result() -> None:
    midnight = ReviewHabits(at=time(0, 0))
    resolved = local("2026-10-25 00:30", LONDON)
    assert deadlines.ask_at(resolved, LONDON, midnight) == local("2026-10-26 00:00", LONDON)


@given(moments, zones, st.times(), st.timedeltas(timedelta(0), 10 * DAY))
def test_the_question_never_comes_before_the_result(
    resolved: datetime, zone: ZoneInfo, at: time, after: timedelta
) -> None:
    asked = deadlines.ask_at(resolved, zone, ReviewHabits(ask_after=after, at=at))
    assert resolved <= asked <= resolved + after + 2 * DAY


@pytest.mark.parametrize(
    ("now", "zone", "spoken"),
    [
        ("2026-11-24 21:59", SHANGHAI, "2026-11-24 21:59"),
        ("2026-11-24 22:00", SHANGHAI, "2026-11-25 08:00"),
        ("2026-11-24 23:59", SHANGHAI, "2026-11-25 08:00"),
        ("2026-11-25 00:00", SHANGHAI, "2026-11-25 08:00"),
        ("2026-11-25 07:59", SHANGHAI, "2026-11-25 08:00"),
        ("2026-11-25 08:00", SHANGHAI, "2026-11-25 08:00"),
        ("2026-11-25 03:00", KOLKATA, "2026-11-25 08:00"),
        ("2028-02-28 23:00", SHANGHAI, "2028-02-29 08:00"),
        ("2026-03-28 23:00", LONDON, "2026-03-29 08:00"),
        ("2026-10-24 23:00", LONDON, "2026-10-25 08:00"),
        ("2026-03-08 00:30", NEW_YORK, "2026-03-08 08:00"),
        ("2026-11-01 00:30", NEW_YORK, "2026-11-01 08:00"),
    ],
)
def test_a_notice_in_the_quiet_hours_waits_for_their_end(now: str, zone: ZoneInfo, spoken: str) -> None:
    assert deadlines.speak_at(local(now, zone), Urgency.NORMAL, zone, NIGHT) == local(spoken, zone)


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EMERGENCY])
def test_the_night_does_not_hold_what_is_urgent(urgency: Urgency) -> None:
    midnight = local("2026-11-25 00:00", SHANGHAI)
    assert deadlines.speak_at(midnight, urgency, SHANGHAI, NIGHT) == midnight


@pytest.mark.parametrize("quiet", [None, Quiet(start=time(22, 0), end=time(22, 0))])
def test_no_quiet_hours_hold_nothing(quiet: Quiet | None) -> None:
    for hour in range(24):
        now = NOON + hour * HOUR
        assert deadlines.speak_at(now, Urgency.NORMAL, SHANGHAI, quiet) == now


def test_quiet_hours_may_lie_within_one_day() -> None:
    siesta = Quiet(start=time(12, 0), end=time(14, 0))
    assert deadlines.speak_at(NOON, Urgency.NORMAL, SHANGHAI, siesta) == NOON + 2 * HOUR
    assert deadlines.speak_at(NOON - HOUR, Urgency.NORMAL, SHANGHAI, siesta) == NOON - HOUR


@pytest.mark.parametrize(
    ("now", "spoken"),
    [
        ("2026-10-25 00:15", "2026-10-25 01:30"),  # 01:15 in summer time
        ("2026-10-25 01:15", "2026-10-25 01:30"),  # 01:15 again, in winter time
        ("2026-03-29 00:45", "2026-03-29 01:30"),  # 01:30 is left out that night
    ],
)
def test_quiet_hours_that_end_in_the_moved_hour_end_once(now: str, spoken: str) -> None:
    night = Quiet(start=time(22, 0), end=time(1, 30))
    assert deadlines.speak_at(utc(now), Urgency.NORMAL, LONDON, night) == utc(spoken)


@given(moments, zones, st.integers(0, 1439), st.integers(1, 720))
def test_a_notice_is_held_for_less_than_a_day_and_out_of_the_quiet_hours(
    now: datetime, zone: ZoneInfo, start: int, length: int
) -> None:
    end = (start + length) % 1440
    quiet = Quiet(start=time(*divmod(start, 60)), end=time(*divmod(end, 60)))
    spoken = deadlines.speak_at(now, Urgency.NORMAL, zone, quiet)
    assert now <= spoken <= now + 14 * HOUR
    assert deadlines.speak_at(spoken, Urgency.NORMAL, zone, quiet) == spoken


@pytest.mark.parametrize(
    ("now", "zone", "digest"),
    [
        ("2026-11-24 08:29", SHANGHAI, "2026-11-24 08:30"),
        ("2026-11-24 08:30", SHANGHAI, "2026-11-25 08:30"),
        ("2026-11-24 23:59", KOLKATA, "2026-11-25 08:30"),
        ("2028-02-28 09:00", SHANGHAI, "2028-02-29 08:30"),
        ("2026-12-31 09:00", SHANGHAI, "2027-01-01 08:30"),
        ("2026-03-28 09:00", LONDON, "2026-03-29 08:30"),
        ("2026-10-24 09:00", LONDON, "2026-10-25 08:30"),
        ("2026-03-07 09:00", NEW_YORK, "2026-03-08 08:30"),
        ("2026-10-31 09:00", NEW_YORK, "2026-11-01 08:30"),
    ],
)
def test_the_digest_comes_at_half_past_eight_on_the_local_clock(
    now: str, zone: ZoneInfo, digest: str
) -> None:
    assert deadlines.next_digest(local(now, zone), zone, time(8, 30)) == local(digest, zone)


def test_a_digest_in_the_hour_that_is_repeated_comes_once() -> None:
    first = deadlines.next_digest(utc("2026-10-24 12:00"), LONDON, time(1, 45))
    assert first == utc("2026-10-25 00:45")
    assert deadlines.next_digest(first, LONDON, time(1, 45)) == utc("2026-10-26 01:45")
    in_between = utc("2026-10-25 01:30")  # 01:30 for the second time
    assert deadlines.next_digest(in_between, LONDON, time(1, 45)) == utc("2026-10-26 01:45")


def test_a_digest_in_the_hour_that_is_left_out_comes_after_it() -> None:
    assert deadlines.next_digest(utc("2026-03-29 00:30"), LONDON, time(1, 30)) == utc("2026-03-29 01:30")


@given(moments, zones, st.times())
def test_the_next_digest_is_always_later_and_never_far(now: datetime, zone: ZoneInfo, at: time) -> None:
    digest = deadlines.next_digest(now, zone, at)
    assert now < digest <= now + 50 * HOUR
    assert digest.tzinfo is UTC
