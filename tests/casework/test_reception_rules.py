"""Reception days as rules: which slots there are, and when the desk speaks of an appointment."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.rules.appointments import next_step
from casework.rules.calendar import Calendar
from casework.rules.parameters import Quiet
from casework.rules.reception import Reception, Slot, Weekday, days_of, parse_days, slots_between
from data.vocabulary import AppointmentStep

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
ZONES = (
    SHANGHAI,
    NEW_YORK,
    ZoneInfo("Europe/London"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("Pacific/Apia"),
)
CHINA = Calendar(SHANGHAI, country="CN")


def line(**fields: object) -> Reception:
    """Write a line of a calendar, as a community file holds it."""
    return Reception.model_validate({"days": "wed", "hours": "19:00-20:00", "where": "物业服务中心"} | fields)


def shown(slots: list[Slot], zone: ZoneInfo = SHANGHAI) -> list[str]:
    """Write the beginnings of slots as local clocks show them."""
    return [slot.starts.astimezone(zone).strftime("%m-%d %H:%M") for slot in slots]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wed", [Weekday(2)]),
        ("Wednesday", [Weekday(2)]),
        ("tue, thu", [Weekday(1), Weekday(3)]),
        (["tuesdays", "thurs"], [Weekday(1), Weekday(3)]),
        ("mon-wed", [Weekday(0), Weekday(1), Weekday(2)]),
        ("sat–mon", [Weekday(5), Weekday(6), Weekday(0)]),
        ("first sat", [Weekday(5, 1)]),
        ("first saturday of the month", [Weekday(5, 1)]),
        ("1st and 3rd fri", [Weekday(4, 1), Weekday(4, 3)]),
        ("last sun", [Weekday(6, -1)]),
        ("every mon", [Weekday(0)]),
    ],
)
def test_days_are_read_as_people_write_them(written: object, meant: list[Weekday]) -> None:
    assert list(parse_days(written)) == meant


@pytest.mark.parametrize(
    ("fields", "mend"),
    [
        ({"days": "someday"}, "such as wed, [mon, thu], mon-fri or first sat"),
        ({"days": "fifth mon"}, "such as wed"),
        ({"days": []}, "no day is named"),
        ({"hours": "21:00-19:00"}, "end before they begin"),
        ({"hours": "23:00-01:00"}, "hours of one day"),
        ({"hours": "19:00"}, "such as 19:00-21:00"),
        ({"hours": "25:00-26:00"}, "no clock shows that"),
        ({"hours": "19:00-20:70"}, "no clock shows that"),
        ({"slot": "2 h"}, "longer than the hours"),
        ({"slot": "1 min"}, "at least 5"),
        ({"slot": "7.5 min"}, "whole minutes"),
        ({"at_once": 0}, "greater than or equal to 1"),
        ({"where": " "}, "at least 1 character"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_with_the_mend(fields: dict[str, object], mend: str) -> None:
    with pytest.raises(ValidationError) as caught:
        line(**fields)
    assert mend in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "first", "last", "slots"),
    [
        ({}, "2026-11-23", "2026-11-29", ["11-25 19:00", "11-25 19:20", "11-25 19:40"]),
        ({"slot": "25 min"}, "2026-11-25", "2026-11-25", ["11-25 19:00", "11-25 19:25"]),
        ({"slot": "60 min"}, "2026-11-24", "2026-11-24", []),
        ({"slot": "60 min"}, "2026-11-25", "2026-12-02", ["11-25 19:00", "12-02 19:00"]),
        # the first Saturday may be any day from the 1st to the 7th, and the last one the fourth or fifth
        ({"days": "first sat", "slot": "1 h"}, "2026-11-01", "2026-12-31", ["11-07 19:00", "12-05 19:00"]),
        ({"days": "fourth sat", "slot": "1 h"}, "2026-11-01", "2026-12-31", ["11-28 19:00", "12-26 19:00"]),
        ({"days": "last sat", "slot": "1 h"}, "2027-01-01", "2027-02-28", ["01-30 19:00", "02-27 19:00"]),
        # the end of the day is no beginning of the next
        ({"hours": "23:20-24:00"}, "2026-11-25", "2026-11-26", ["11-25 23:20", "11-25 23:40"]),
        ({"hours": "00:00-00:40"}, "2026-11-25", "2026-11-26", ["11-25 00:00", "11-25 00:20"]),
        # National Day falls out unless it is meant; a weekend is no holiday
        ({"days": "thu", "slot": "1 h"}, "2026-10-01", "2026-10-08", ["10-08 19:00"]),
        (
            {"days": "thu", "slot": "1 h", "holidays": True},
            *("2026-10-01", "2026-10-08", ["10-01 19:00", "10-08 19:00"]),
        ),
        ({"days": "sat", "slot": "1 h"}, "2026-10-10", "2026-10-17", ["10-10 19:00", "10-17 19:00"]),
        ({"days": "tue", "slot": "1 h"}, "2028-02-29", "2028-02-29", ["02-29 19:00"]),
    ],
)
def test_slots_of_a_line(fields: dict[str, object], first: str, last: str, slots: list[str]) -> None:
    found = slots_between([line(**fields)], date.fromisoformat(first), date.fromisoformat(last), CHINA)
    assert shown(found) == slots


def test_a_holiday_of_ones_own_counts_and_a_holiday_worked_does_not() -> None:
    own = Calendar(SHANGHAI, off=frozenset({date(2026, 11, 25)}))
    moved = Calendar(SHANGHAI, country="CN", worked=frozenset({date(2026, 10, 1)}))
    assert slots_between([line()], date(2026, 11, 25), date(2026, 11, 25), own) == []
    assert slots_between([line(days="thu")], date(2026, 10, 1), date(2026, 10, 1), moved) != []


@pytest.mark.parametrize(
    ("day", "hours", "slots"),
    [
        # clocks go from 02:00 to 03:00: an hour less to receive in
        (date(2027, 3, 14), "01:00-04:00", ["03-14 01:00", "03-14 03:00"]),
        (date(2027, 3, 14), "02:00-03:00", []),
        # clocks go back from 02:00 to 01:00: an hour more
        (date(2026, 11, 1), "00:00-02:00", ["11-01 00:00", "11-01 01:00", "11-01 01:00"]),
    ],
)
def test_days_whose_clocks_are_moved(day: date, hours: str, slots: list[str]) -> None:
    found = slots_between([line(days="sun", hours=hours, slot="1 h")], day, day, Calendar(NEW_YORK))
    assert shown(found, NEW_YORK) == slots


def test_several_lines_stand_in_order_of_time_and_keep_their_places() -> None:
    lines = [line(slot="30 min", who="王师傅"), line(hours="18:30-19:30", slot="30 min", at_once=3)]
    found = slots_between(lines, date(2026, 11, 25), date(2026, 11, 25), CHINA)
    assert [(slot.entry, slot.who, slot.at_once) for slot in found] == [
        (1, None, 3),
        (0, "王师傅", 1),
        (1, None, 3),
        (0, "王师傅", 1),
    ]
    assert days_of(found, SHANGHAI) == [date(2026, 11, 25)]


minutes = st.integers(0, 1435)


@st.composite
def lines(draw: st.DrawFn) -> Reception:
    """Any line of a calendar."""
    starts = draw(minutes)
    ends = draw(st.integers(starts + 5, min(starts + 300, 1440)))
    slot = draw(st.integers(5, ends - starts))
    days = draw(st.sets(st.sampled_from(["mon", "tue", "first wed", "last thu", "fri-sun"]), min_size=1))
    hours = f"{starts // 60}:{starts % 60:02}-{ends // 60}:{ends % 60:02}"
    return line(days=sorted(days), hours=hours, slot=f"{slot} min", holidays=draw(st.booleans()))


@settings(deadline=None)
@given(lines(), st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2030, 12, 1)))
def test_slots_never_overlap_and_lie_within_the_hours(entry: Reception, zone: ZoneInfo, first: date) -> None:
    found = slots_between([entry], first, first + timedelta(days=40), Calendar(zone))
    assert all(one.ends <= other.starts for one, other in pairwise(found))
    for slot in found:
        starts = slot.starts.astimezone(zone)
        opens, closes = (
            datetime.combine(starts.date(), time(), zone) + timedelta(minutes=edge)
            for edge in (entry.hours.starts, entry.hours.ends)
        )
        assert slot.ends - slot.starts == entry.slot
        assert opens.astimezone(UTC) <= slot.starts
        assert slot.ends <= closes.astimezone(UTC)
        assert any(day.falls_on(starts.date()) for day in entry.days)


@settings(deadline=None)
@given(lines(), lines())
def test_lines_that_do_not_clash_never_meet(one: Reception, other: Reception) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    slots = [slots_between([entry], first, last, CHINA) for entry in (one, other)]
    beginnings = [{slot.starts for slot in found} for found in slots]
    if not one.clashes_with(other):
        assert beginnings[0].isdisjoint(beginnings[1])


@given(lines())
def test_a_line_is_read_as_it_was_written(entry: Reception) -> None:
    written = entry.model_dump(mode="json", exclude_unset=True)
    assert Reception.model_validate(written) == entry


STARTS = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)  # a Wednesday, 19:00 in Shanghai


def steps(now: datetime, starts: datetime = STARTS, before: str = "60") -> list[tuple[str, AppointmentStep]]:
    """Return all that the desk does about an appointment from a moment on."""
    found: list[tuple[str, AppointmentStep]] = []
    while True:
        step = next_step(
            starts,
            starts + timedelta(minutes=20),
            now,
            SHANGHAI,
            digest_at=time(8, 30),
            before=timedelta(minutes=int(before)),
            quiet=Quiet(),
        )
        if step is None:
            return found
        now = step[0]
        found.append((now.astimezone(SHANGHAI).strftime("%d %H:%M"), step[1]))


def test_it_speaks_the_day_before_shortly_before_and_afterwards() -> None:
    assert steps(STARTS - timedelta(days=3)) == [
        ("24 08:30", AppointmentStep.DAY_BEFORE),
        ("25 18:00", AppointmentStep.SOON),
        ("25 19:20", AppointmentStep.OUTCOME),
        ("26 08:30", AppointmentStep.OUTCOME_AGAIN),
    ]


def test_what_is_booked_late_is_not_reminded_of_what_has_passed() -> None:
    assert [step for _, step in steps(STARTS - timedelta(minutes=30))] == [
        AppointmentStep.OUTCOME,
        AppointmentStep.OUTCOME_AGAIN,
    ]


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), False),  # 08:00: quiet until then
        (datetime(2026, 11, 25, 0, 30, tzinfo=UTC), True),  # 08:30: told at 08:00, when it is quiet no more
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), False),  # midnight: quiet since 22:00
    ],
)
def test_a_reminder_that_the_quiet_hours_hold_back_too_long_is_left_out(
    starts: datetime, reminded: bool
) -> None:
    said = [step for _, step in steps(starts - timedelta(days=3), starts)]
    assert (AppointmentStep.SOON in said) is reminded
