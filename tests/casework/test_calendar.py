"""Working time: weekends, public holidays, make-up days, and clocks that are moved."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.rules.calendar import Calendar, calendar_of, years_uncovered
from casework.rules.parameters import Parameters
from casework.rules.spans import WorkingSpan, parse_span

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
ZONES = (
    *(SHANGHAI, LONDON, NEW_YORK, LOS_ANGELES, ZoneInfo("America/Santiago"), ZoneInfo("Asia/Kolkata")),
    *(ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")),
)
CHINA = Calendar(SHANGHAI, country="CN")
PLAIN = Calendar(SHANGHAI)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """Read a moment on a local clock and give it in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def shown(moment: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    """Write a moment as local clocks show it."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-11-24 12:00", "1 wd", "2026-11-25 12:00"),
        ("2026-11-27 12:00", "1 wd", "2026-11-30 12:00"),  # over a weekend
        ("2026-11-27 20:00", "1 wd", "2026-11-30 17:30"),  # after work: counts from Monday
        ("2026-11-28 12:00", "1 wd", "2026-11-30 17:30"),  # on a Saturday: the whole of Monday
        ("2026-11-27 00:00", "1 wd", "2026-11-27 17:30"),  # at midnight the day is still to come
        ("2026-11-26 23:59", "1 wd", "2026-11-27 17:30"),
        ("2026-11-24 12:00", "5 wd", "2026-12-01 12:00"),
        ("2026-11-24 12:00", "0.5 wd", "2026-11-24 16:30"),
        ("2026-11-24 16:30", "2 wh", "2026-11-25 09:30"),
        ("2026-11-24 12:00", "7 d", "2026-12-01 12:00"),  # plain time is plain
        ("2026-11-28 12:00", "0 wd", "2026-11-28 12:00"),
        ("2028-02-28 12:00", "1 wd", "2028-02-29 12:00"),
        ("2028-02-29 12:00", "1 wd", "2028-03-01 12:00"),
        ("2027-02-26 12:00", "1 wd", "2027-03-01 12:00"),
        ("2026-09-30 12:00", "1 wd", "2026-10-08 12:00"),  # over the National Day week
        ("2026-10-09 12:00", "1 wd", "2026-10-10 12:00"),  # a Saturday that is worked in exchange
        ("2026-02-13 12:00", "2 wd", "2026-02-24 12:00"),  # Spring Festival, Saturday the 14th worked
    ],
)
def test_working_time_is_counted_on(start: str, span: str, end: str) -> None:
    assert shown(CHINA.after(local(start), parse_span(span))) == end


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-11-25", True),
        ("2026-11-28", False),
        ("2026-10-01", False),
        ("2026-10-07", False),  # by exchange, not by law
        ("2026-10-10", True),  # a Saturday
        ("2026-09-20", True),  # a Sunday
        ("2027-10-01", False),  # by law, although the year's plan is not announced
    ],
)
def test_holidays_and_make_up_days_of_china(day: str, worked: bool) -> None:
    assert CHINA.is_working_day(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("country", "day", "worked"),
    [
        ("TW", "2026-10-10", False),
        ("TW", "2026-10-09", False),  # National Day is a Saturday: the Friday is off
        ("TW", "2026-10-08", True),
        ("HK", "2026-07-01", False),
        ("HK", "2026-11-28", True),  # only Sunday is the weekend
        ("HK", "2026-11-29", False),
    ],
)
def test_another_country_has_its_own_days(country: str, day: str, worked: bool) -> None:
    parameters = Parameters.model_validate({"calendar": {"country": country}})
    assert calendar_of(parameters, SHANGHAI).is_working_day(date.fromisoformat(day)) is worked


def test_a_holiday_that_is_moved_after_the_fact() -> None:
    moved = Parameters.model_validate(
        {"calendar": {"country": "CN"}, "holidays": ["2026-10-08"], "workdays": ["2026-10-07"]}
    )
    calendar = calendar_of(moved, SHANGHAI)
    assert calendar.is_working_day(date(2026, 10, 7))
    assert not calendar.is_working_day(date(2026, 10, 8))
    assert shown(calendar.after(local("2026-09-30 12:00"), WorkingSpan(days=2))) == "2026-10-09 12:00"


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        (NEW_YORK, "2026-03-06 12:00", "2026-03-09 12:00"),  # the clocks go forward on Sunday
        (NEW_YORK, "2026-10-30 12:00", "2026-11-02 12:00"),
        (LONDON, "2026-03-27 16:59", "2026-03-30 16:59"),
        (LONDON, "2026-10-23 09:00", "2026-10-26 09:00"),
    ],
)
def test_a_working_day_ends_at_the_same_hour_when_clocks_are_moved(
    zone: ZoneInfo, start: str, end: str
) -> None:
    assert shown(Calendar(zone).after(local(start, zone), WorkingSpan(days=1)), zone) == end


def test_working_hours_that_would_end_in_an_hour_that_does_not_exist_end_after_it() -> None:
    night = Calendar(NEW_YORK, starts=time(0, 0), ends=time(8, 0), weekend=frozenset())
    end = night.after(local("2026-03-08 00:00", NEW_YORK), WorkingSpan(hours=2.5))
    assert shown(end, NEW_YORK) == "2026-03-08 03:30"


moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
spans = st.builds(WorkingSpan, days=st.integers(0, 30), hours=st.integers(0, 40))
some_days = st.frozensets(st.dates(date(2020, 1, 1), date(2035, 12, 31)), max_size=20)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar whose hours lie in the day, where no country moves its clocks."""
    start = draw(st.integers(4 * 60, 20 * 60))
    end = draw(st.integers(start + 30, 22 * 60))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)),
        starts=time(*divmod(start, 60)),
        ends=time(*divmod(end, 60)),
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=6)),
        off=draw(some_days),
        worked=draw(some_days),
        country=draw(st.sampled_from([None, "CN", "TW", "HK", "US"])),
    )


@given(calendars(), moments, spans)
def test_counting_is_the_inverse_of_adding(calendar: Calendar, start: datetime, span: WorkingSpan) -> None:
    end = calendar.after(start, span)
    assert end >= start
    assert calendar.between(start, end) == span.days * calendar.day_length + timedelta(hours=span.hours)


@given(calendars(), moments, moments, spans, spans)
def test_whoever_begins_later_or_has_longer_is_never_sooner_done(
    calendar: Calendar, one: datetime, other: datetime, short: WorkingSpan, long: WorkingSpan
) -> None:
    length = [s.days * calendar.day_length + timedelta(hours=s.hours) for s in (short, long)]
    assume(length[0] <= length[1])
    first, last = sorted([one, other])
    assume(length[0] > timedelta(0))
    assert calendar.after(first, short) <= calendar.after(last, short)
    assert calendar.after(first, short) <= calendar.after(first, long)


@given(calendars(), moments, spans)
def test_what_ends_ends_in_working_hours_that_exist(
    calendar: Calendar, start: datetime, span: WorkingSpan
) -> None:
    assume(span.days or span.hours)
    end = calendar.after(start, span).astimezone(calendar.zone)
    assert calendar.is_working_day(end.date())
    assert calendar.starts <= end.time() <= calendar.ends
    assert end.astimezone(UTC).astimezone(calendar.zone) == end


@given(calendars(), moments)
def test_no_time_passes_backwards(calendar: Calendar, start: datetime) -> None:
    assert calendar.between(start, start - timedelta(days=3)) == timedelta(0)


AHEAD = timedelta(days=45)


@pytest.mark.parametrize(
    ("parameters", "today", "missing"),
    [
        ({"calendar": {"country": "CN"}}, "2026-06-01", []),
        ({"calendar": {"country": "CN"}}, "2050-12-01", [2050, 2051]),
        ({"calendar": {"country": "CN"}, "holidays": ["2050-10-07"]}, "2050-06-01", []),
        ({"calendar": {"country": "CN"}, "holidays": ["2050-10-07"]}, "2050-12-01", [2051]),
        ({"calendar": {"country": "HK"}}, "2026-12-01", []),
        ({"calendar": {"country": "HK"}}, "2100-12-31", [2101]),
        ({"holidays": ["2026-10-01"]}, "2026-06-01", []),
        ({"holidays": ["2026-10-01"]}, "2026-12-01", [2027]),
        ({"calendar": {"country": "none"}}, "2026-12-01", []),
        ({}, "2026-12-01", []),
    ],
)
def test_a_list_of_holidays_that_ends_is_told(
    parameters: dict[str, object], today: str, missing: list[int]
) -> None:
    read = Parameters.model_validate(parameters)
    assert years_uncovered(read, date.fromisoformat(today), AHEAD) == missing


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [
        ({"calendar": {"country": "China"}}, "two letters"),
        ({"calendar": {"country": "DE", "subdivision": "XX"}}, "write one of"),
        ({"calendar": {"subdivision": "BY"}}, "needs its country"),
        ({"calendar": {"weekend": ["sat", "sonntag"]}}, "no day of the week"),
        ({"calendar": {"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}, "must be worked"),
        ({"calendar": {"hours": {"start": "18:00", "end": "08:00"}}}, "begin before they end"),
        ({"holidays": ["2026-10-10"], "workdays": ["2026-10-10"]}, "both a holiday and a working day"),
        ({"deadlines": {"up_after": "2 weeks"}}, "such as «24 h» or «3 wd»"),
        ({"deadlines": {"up_after": "99999999 wd"}}, "too long"),
        ({"review": {"ask_after": "1 wd"}}, "such as «24 h»"),
    ],
)
def test_a_wrong_calendar_is_refused_with_the_mend(wrong: dict[str, object], mend: str) -> None:
    with pytest.raises(ValidationError, match=mend):
        Parameters.model_validate(wrong)


@given(spans)
def test_working_spans_are_read_as_they_were_written(span: WorkingSpan) -> None:
    assume(not (span.days and span.hours))
    before = Parameters.model_validate({"deadlines": {"up_after": span, "branch_after": None}})
    assert Parameters.model_validate_json(before.model_dump_json()) == before


def test_a_weekend_of_ones_own_stands_above_the_countrys() -> None:
    friday = Parameters.model_validate({"calendar": {"country": "HK", "weekend": ["fri"]}})
    calendar = calendar_of(friday, SHANGHAI)
    assert not calendar.is_working_day(date(2026, 11, 27))
    assert calendar.is_working_day(date(2026, 11, 29))
    assert calendar.next_working_day(date(2026, 11, 26)) == date(2026, 11, 28)
    assert PLAIN.is_day_off(local("2026-11-28 12:00"))
