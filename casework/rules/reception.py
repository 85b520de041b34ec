"""Reception days (接待日): which days and hours a body receives on, and the slots that follow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from casework.rules.calendar import Calendar
from casework.rules.spans import Duration

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NTH_AS_FIGURES = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|day|sday|nesday|rsday|urday)?s?"
_ORDINAL = rf"(?:{'|'.join([*_NTH, *_NTH_AS_FIGURES])})"
_ONE = re.compile(
    rf"(?:every\s+)?(?:(?P<nth>{_ORDINAL}(?:\s+and\s+{_ORDINAL})*)\s+)?{_DAY}"
    r"(?:\s+of\s+(?:the|each|every)\s+month)?"
)
_RANGE = re.compile(rf"{_DAY}\s*[-–]\s*{_DAY}")
_HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)")
_MIDNIGHT = 24 * 60  # minutes; «24:00» is the end of the day
_SHORTEST = timedelta(minutes=5)
_EXAMPLES = "wed, [mon, thu], mon-fri or first sat"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of every week (Monday is 0), or only the ``nth`` such day of a month; -1 is the last."""

    day: int
    nth: int | None = None

    def falls_on(self, day: date) -> bool:
        """Say whether a day is one of them."""
        if day.weekday() != self.day:
            return False
        if self.nth == -1:
            return (day + timedelta(days=7)).month != day.month
        return self.nth is None or (day.day - 1) // 7 + 1 == self.nth

    def may_meet(self, other: "Weekday") -> bool:
        """Say whether the two may fall on one day; the last one of a month is often the fourth."""
        if self.day != other.day:
            return False
        nths = {self.nth, other.nth}
        return None in nths or len(nths) == 1 or nths == {4, -1}


@dataclass(frozen=True, slots=True)
class Hours:
    """Local hours on one day, in minutes since midnight."""

    starts: int
    ends: int

    @property
    def length(self) -> timedelta:
        """Return how long they are on a day whose clocks are not moved."""
        return timedelta(minutes=self.ends - self.starts)


def parse_days(value: Any) -> tuple[Weekday, ...]:
    """Read «wed», «mon, thu», «mon-fri», «first sat» or a list of these; raise ValueError with the mend."""
    if isinstance(value, tuple) and all(isinstance(day, Weekday) for day in value):
        return value
    written = value if isinstance(value, list | tuple) else str(value).split(",")
    found = [day for one in written for day in _read_days(str(one))]
    if not found:
        raise ValueError(f"no day is named; write days such as {_EXAMPLES}")
    return tuple(dict.fromkeys(found))


def parse_hours(value: Any) -> Hours:
    """Read «19:00-21:00»; raise ValueError with the mend for anything else."""
    if isinstance(value, Hours):
        return value
    starts, ends = read_times(value, "19:00-21:00")
    if ends <= starts:
        raise ValueError(f"«{value}» end before they begin; write hours of one day, such as 19:00-21:00")
    return Hours(starts, ends)


def read_times(value: Any, example: str) -> tuple[int, int]:
    """Read two times of day with a dash between, as minutes since midnight; ValueError with the example."""
    match = _HOURS.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"«{value}» are no hours; write when they begin and end, such as {example}")
    hour, minute, last_hour, last_minute = map(int, match.groups())
    starts, ends = hour * 60 + minute, last_hour * 60 + last_minute
    if max(minute, last_minute) > 59 or starts >= _MIDNIGHT or ends > _MIDNIGHT:
        raise ValueError(f"«{value}»: no clock shows that; write hours such as {example}")
    return starts, ends


def _read_days(written: str) -> list[Weekday]:
    text = written.strip().lower()
    span = _RANGE.fullmatch(text)
    if span is not None:
        first, last = _WEEK.index(span[1]), _WEEK.index(span[2])
        return [Weekday((first + i) % 7) for i in range((last - first) % 7 + 1)]
    one = _ONE.fullmatch(text)
    if one is None:
        raise ValueError(f"«{written.strip()}» names no days; write days such as {_EXAMPLES}")
    day = _WEEK.index(one[2])
    known = _NTH | _NTH_AS_FIGURES
    nths = [known[word] for word in re.findall(_ORDINAL, one["nth"] or "")]
    return [Weekday(day, nth) for nth in nths] or [Weekday(day)]


def _write_days(days: tuple[Weekday, ...]) -> list[str]:
    names = {nth: f"{name} " for name, nth in _NTH.items()}
    return [f"{names.get(day.nth or 0, '')}{_WEEK[day.day]}" for day in days]


def _write_hours(hours: Hours) -> str:
    (hour, minute), (last_hour, last_minute) = divmod(hours.starts, 60), divmod(hours.ends, 60)
    return f"{hour:02}:{minute:02}-{last_hour:02}:{last_minute:02}"


Days = Annotated[tuple[Weekday, ...], BeforeValidator(parse_days), PlainSerializer(_write_days)]
Reading = Annotated[Hours, BeforeValidator(parse_hours), PlainSerializer(_write_hours)]


class Reception(BaseModel):
    """One line of a body's calendar. ``who`` None means whoever of the body is on duty.

    So many are received ``at_once``; on a public holiday only where ``holidays`` says so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    days: Days
    hours: Reading
    slot: Duration = timedelta(minutes=20)
    at_once: int = Field(default=1, ge=1, le=50)
    where: str = Field(min_length=1, max_length=60)
    who: str | None = Field(default=None, min_length=1, max_length=60)
    holidays: bool = False

    @model_validator(mode="after")
    def _fits_into_the_hours(self) -> "Reception":
        minutes = self.slot.total_seconds() / 60
        if self.slot < _SHORTEST or minutes % 1:
            raise ValueError("a slot lasts whole minutes, at least 5; write one such as «20 min»")
        if self.slot > self.hours.length:
            length = self.hours.length.total_seconds() / 60
            raise ValueError(
                f"a slot of {minutes:g} min is longer than the hours ({length:g} min); "
                "shorten the slot or lengthen the hours"
            )
        return self

    def clashes_with(self, other: "Reception") -> bool:
        """Say whether the same people would receive twice at one time."""
        meet = any(one.may_meet(two) for one in self.days for two in other.days)
        apart = self.hours.ends <= other.hours.starts or other.hours.ends <= self.hours.starts
        return self.who == other.who and meet and not apart


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which somebody is received: moments in UTC, and the line of the calendar it stands on."""

    entry: int
    starts: datetime
    ends: datetime
    at_once: int
    where: str
    who: str | None


def slots_between(receptions: Sequence[Reception], first: date, last: date, calendar: Calendar) -> list[Slot]:
    """Return the slots of all days from the first to the last, both counted, in order of time."""
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    found = [
        slot
        for entry, reception in enumerate(receptions)
        for day in days
        if receives_on(reception, day, calendar)
        for slot in _slots_of_day(entry, reception, day, calendar.zone)
    ]
    return sorted(found, key=lambda slot: (slot.starts, slot.entry))


def receives_on(reception: Reception, day: date, calendar: Calendar) -> bool:
    """Say whether a line of the calendar holds on a day: holidays fall out unless they are meant."""
    if not any(named.falls_on(day) for named in reception.days):
        return False
    return reception.holidays or not calendar.is_holiday(day)


def days_of(slots: Iterable[Slot], zone: ZoneInfo) -> list[date]:
    """Return the local days on which slots begin, each once, in order."""
    return sorted({slot.starts.astimezone(zone).date() for slot in slots})


def _slots_of_day(entry: int, reception: Reception, day: date, zone: ZoneInfo) -> Iterator[Slot]:
    """Cut the hours into slots by time that really passes: a day whose clocks are moved has more or fewer."""
    starts, closes = (_at(day, minutes, zone) for minutes in (reception.hours.starts, reception.hours.ends))
    while starts + reception.slot <= closes:
        ends = starts + reception.slot
        yield Slot(entry, starts, ends, reception.at_once, reception.where, reception.who)
        starts = ends


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the moment when the clock shows a time: the first of two, and after a gap as much later."""
    if minutes == _MIDNIGHT:
        day, minutes = day + timedelta(days=1), 0
    return datetime.combine(day, time(*divmod(minutes, 60)), zone).astimezone(UTC)
