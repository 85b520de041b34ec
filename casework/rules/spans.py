"""Spans of time as people write them: «24 h» of plain time, «3 wd» of working time."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

_UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
_WORKING_UNITS = {"wd": "days", "wh": "hours"}


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """Working time: whole or broken working days, and working hours beside them."""

    days: float = 0
    hours: float = 0


def parse_duration(value: Any) -> timedelta:
    """Read «2 s», «15 min», «24 h» or «7 d»; raise ValueError with the mend for anything else."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(s|min|h|d)\s*", str(value))
    if not match:
        raise ValueError(f"«{value}» is not a duration; write a number and s, min, h or d, such as «24 h»")
    try:
        return timedelta(**{_UNITS[match[2]]: float(match[1])})
    except OverflowError as error:
        raise ValueError(f"«{value}» is too long; write a span such as «24 h» or «15 d»") from error


def parse_span(value: Any) -> timedelta | WorkingSpan:
    """Read a duration, or working time such as «3 wd» or «4 wh»; raise ValueError with the mend otherwise."""
    if isinstance(value, timedelta | WorkingSpan):
        return value
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(wd|wh)\s*", str(value))
    if match:
        return _working(str(value), float(match[1]), match[2])
    try:
        return parse_duration(value)
    except ValueError as error:
        if "too long" in str(error):
            raise
        raise ValueError(
            f"«{value}» is not a span; write a number and s, min, h or d, or wh or wd for working hours "
            "or working days, such as «24 h» or «3 wd»"
        ) from error


def _working(value: str, number: float, unit: str) -> WorkingSpan:
    if number > 1000:
        raise ValueError(f"«{value}» is too long; write a span such as «24 h» or «15 d»")
    return WorkingSpan(**{_WORKING_UNITS[unit]: number})


def _write_duration(value: timedelta) -> str:
    return f"{value.total_seconds():f} s"


def _write_span(value: timedelta | WorkingSpan) -> str:
    if isinstance(value, timedelta):
        return _write_duration(value)
    return f"{value.hours:f} wh" if value.hours else f"{value.days:f} wd"


def written(value: timedelta | WorkingSpan) -> str:
    """Write a span as people do, in its largest unit that is whole: «4 h», «90 min», «1.5 wd»."""
    if isinstance(value, WorkingSpan):
        return f"{value.hours:g} wh" if value.hours else f"{value.days:g} wd"
    units = (("d", 86400), ("h", 3600), ("min", 60))
    seconds = value.total_seconds()
    unit, size = next(((name, size) for name, size in units if seconds % size == 0), ("s", 1))
    number = seconds / size
    return f"{int(number) if number.is_integer() else number} {unit}"


def _check_a_claim_lasts(value: timedelta | WorkingSpan) -> timedelta | WorkingSpan:
    if value in (timedelta(0), WorkingSpan()):
        raise ValueError("nobody could claim it in no time; write a span such as «4 h» or remove it")
    return value


def _check_it_lasts(value: timedelta) -> timedelta:
    if not value:
        raise ValueError("a reminder that repeats needs a span between one and the next, such as «4 h»")
    return value


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(_write_duration)]
Interval = Annotated[Duration, AfterValidator(_check_it_lasts)]
Span = Annotated[timedelta | WorkingSpan, BeforeValidator(parse_span), PlainSerializer(_write_span)]
ClaimSpan = Annotated[Span, AfterValidator(_check_a_claim_lasts)]
