"""The duty rota of a body (值班表): who is on duty at a moment, and where the week has holes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from casework.rules.calendar import Calendar
from casework.rules.reception import Weekday, parse_days, read_times

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY = 7  # stands behind the days of the week: a public holiday, or one of the community's own
_DAY = 24 * 60  # minutes; a shift that ends beyond it goes over midnight
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Local hours in minutes since midnight; what ends beyond 24:00 ends on the next day."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Hole:
    """A time of the week in which nobody is on duty; ``day`` counts from Monday, 7 is a holiday."""

    day: int
    starts: int
    ends: int

    def __str__(self) -> str:
        name = (*WEEK, "holiday")[self.day]
        return f"{name} {self.starts // 60:02}:{self.starts % 60:02}-{self.ends // 60:02}:{self.ends % 60:02}"


def _parse_days(value: Any) -> tuple[int, ...]:
    """Read «mon-fri», «sat, sun», «daily», «holiday» or a list of these; ValueError with the mend."""
    written = value if isinstance(value, list | tuple) else str(value).split(",")
    found: list[int] = []
    for one in (str(part).strip().lower() for part in written):
        if one in ("holiday", "holidays"):
            found.append(HOLIDAY)
        elif one == "daily":
            found.extend(range(7))
        else:
            found.extend(_weekday(day, one) for day in parse_days(one))
    return tuple(dict.fromkeys(found))


def _weekday(day: Weekday, written: str) -> int:
    if day.nth is not None:
        raise ValueError(f"«{written}»: a rota is the same every week; write days such as mon-fri or holiday")
    return day.day


def _parse_hours(value: Any) -> Hours:
    """Read «08:00-18:00», over midnight as well: «22:00-06:00»; ValueError with the mend."""
    if isinstance(value, Hours):
        return value
    starts, ends = read_times(value, "08:00-18:00")
    if starts == ends:
        raise ValueError(f"«{value}» end when they begin; for a whole day write 00:00-24:00")
    return Hours(starts, ends if ends > starts else ends + _DAY)


def _write_days(days: tuple[int, ...]) -> list[str]:
    return [(*WEEK, "holiday")[day] for day in days]


def _write_hours(hours: Hours) -> str:
    ends = hours.ends if hours.ends <= _DAY else hours.ends - _DAY
    return f"{hours.starts // 60:02}:{hours.starts % 60:02}-{ends // 60:02}:{ends % 60:02}"


class Shift(BaseModel):
    """One line of a rota: who is on duty on which days and hours; without hours the whole day."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    who: str = Field(min_length=1, max_length=60)
    days: Annotated[tuple[int, ...], BeforeValidator(_parse_days), PlainSerializer(_write_days)]
    hours: Annotated[Hours, BeforeValidator(_parse_hours), PlainSerializer(_write_hours)] = Hours(0, _DAY)


def on_duty(rota: Sequence[Shift], now: datetime, calendar: Calendar) -> frozenset[str]:
    """Return who is on duty by the clock on the wall; nobody in a hole.

    A shift that begins on a day and goes over midnight is that day's. On a holiday only the lines for
    holidays hold, where there are any; else it is a day like any other.
    """
    wall = now.astimezone(calendar.zone)
    minute, today = wall.hour * 60 + wall.minute, wall.date()
    running = ((today, minute), (today - _ONE_DAY, minute + _DAY))
    return frozenset(
        shift.who
        for day, at in running
        for shift in rota
        if _kind(rota, day, calendar) in shift.days and shift.hours.starts <= at < shift.hours.ends
    )


def _kind(rota: Sequence[Shift], day: date, calendar: Calendar) -> int:
    """Say which lines hold on a day: those of its weekday, or those for holidays."""
    plans_holidays = any(HOLIDAY in shift.days for shift in rota)
    return HOLIDAY if plans_holidays and calendar.is_holiday(day) else day.weekday()


def holes(rota: Sequence[Shift]) -> list[Hole]:
    """Return when nobody is on duty in an ordinary week, and on a holiday where the rota has lines for it."""
    days = [*range(7), *([HOLIDAY] if any(HOLIDAY in shift.days for shift in rota) else [])]
    return [hole for day in days if rota for hole in _holes_of(rota, day)]


def _holes_of(rota: Sequence[Shift], day: int) -> Iterator[Hole]:
    before = HOLIDAY if day == HOLIDAY else (day - 1) % 7  # holidays in a row
    spans = [(s.hours.starts, min(s.hours.ends, _DAY)) for s in rota if day in s.days]
    spans += [(0, s.hours.ends - _DAY) for s in rota if before in s.days and s.hours.ends > _DAY]
    covered = 0
    for starts, ends in sorted(spans):
        if starts > covered:
            yield Hole(day, covered, starts)
        covered = max(covered, ends)
    if covered < _DAY:
        yield Hole(day, covered, _DAY)
