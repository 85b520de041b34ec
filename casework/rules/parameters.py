"""A community's parameters: every number a coordinator may tune, with its default."""

import re
from datetime import date, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

_UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


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


def _write_duration(value: timedelta) -> str:
    return f"{value.total_seconds():f} s"


def _check_it_lasts(value: timedelta) -> timedelta:
    if not value:
        raise ValueError("a reminder that repeats needs a span between one and the next, such as «4 h»")
    return value


def check_timezone(name: str) -> str:
    """Return the name of a known time zone; raise ValueError with the mend otherwise."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"«{name}» is no time zone; write one such as Asia/Shanghai") from error
    return name


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(_write_duration)]
Interval = Annotated[Duration, AfterValidator(_check_it_lasts)]


class Strict(BaseModel):
    """A section that refuses unknown fields, so that a typing slip is told, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ByUrgency(Strict):
    """A span for each urgency."""

    emergency: Duration
    urgent: Duration
    normal: Duration


class Deadlines(Strict):
    """How long signing in and handling may take, counted from dispatch."""

    sign: ByUrgency = ByUrgency(
        emergency=timedelta(minutes=15), urgent=timedelta(hours=1), normal=timedelta(hours=24)
    )
    due: ByUrgency = ByUrgency(
        emergency=timedelta(hours=2), urgent=timedelta(hours=24), normal=timedelta(days=7)
    )
    joint_or_escalated: Duration = timedelta(days=15)
    rectification: Duration = timedelta(days=7)
    warn_at_share: float = Field(default=0.75, gt=0, lt=1)


class ReviewHabits(Strict):
    """When a resident is asked whether it was really solved.

    ``at`` is the local time of day of the question; None asks exactly ``ask_after`` later.
    """

    ask_after: Duration = timedelta(days=1)
    at: time | None = time(10, 0)
    remind_after: Duration = timedelta(days=2)
    close_after: Duration = timedelta(days=3)


class Quiet(Strict):
    """Local hours without any but emergency and urgent notices; equal times mean none."""

    start: time = time(22, 0)
    end: time = time(8, 0)


class LedgerHabits(Strict):
    """How long a published ledger may be appealed, and below what somebody must mend their ways.

    The floors are shares from 0 to 1 and, for ``satisfied_floor``, stars from 1 to 5; a rate that
    stands on fewer than ``fewest`` cases is not judged.
    """

    appeals_within: Duration = timedelta(days=7)
    improve_within: Interval = timedelta(days=30)
    on_time_floor: float = Field(default=0.7, ge=0, le=1)
    kept_floor: float = Field(default=0.7, ge=0, le=1)
    satisfied_floor: float = Field(default=3.0, ge=1, le=5)
    fewest: int = Field(default=3, ge=1)

    def floors(self) -> dict[str, float]:
        """Return each floor by the figure it is about."""
        return {
            "on_time_rate": self.on_time_floor,
            "kept_rate": self.kept_floor,
            "satisfied": self.satisfied_floor,
        }


class RatingHabits(Strict):
    """How bodies are rated once a year (先进/一般/后进).

    ``kinds`` are the kinds of bodies that are rated, None all; ``strength`` is how many cases the mean
    of all weighs. With both shares, grades go by rank; without, by points.
    """

    kinds: tuple[str, ...] | None = None
    on_time: float = Field(default=30, ge=0)
    solved: float = Field(default=30, ge=0)
    satisfied: float = Field(default=20, ge=0)
    resolutions: float = Field(default=10, ge=0)
    part: float = Field(default=10, ge=0)
    strength: float = Field(default=5, ge=0)
    advanced_from: float = Field(default=85, ge=0, le=100)
    behind_below: float = Field(default=60, ge=0, le=100)
    advanced_share: float | None = Field(default=None, ge=0, le=1)
    behind_share: float | None = Field(default=None, ge=0, le=1)

    def by_input(self) -> dict[str, float]:
        """Return the weight of each input."""
        names = ("on_time", "solved", "satisfied", "resolutions", "part")
        return {name: getattr(self, name) for name in names}

    @model_validator(mode="after")
    def _fits_together(self) -> "RatingHabits":
        if not sum(self.by_input().values()):
            raise ValueError("all weights are 0; give at least one input a weight, such as on_time: 30")
        if (self.advanced_share is None) != (self.behind_share is None):
            raise ValueError("write both advanced_share and behind_share, or neither")
        if (self.advanced_share or 0) + (self.behind_share or 0) > 1:
            raise ValueError("advanced_share and behind_share are more than 1 together; lower one of them")
        if self.behind_below > self.advanced_from:
            raise ValueError("behind_below lies above advanced_from; lower it")
        return self


class Flood(Strict):
    """How much one person may write: messages in a span, and how often the same words in another."""

    messages: int = Field(default=12, ge=1)
    within: Duration = timedelta(minutes=10)
    same: int = Field(default=2, ge=1)
    same_within: Duration = timedelta(hours=1)


class Parameters(Strict):
    """All of it. Defaults are those of the design."""

    deadlines: Deadlines = Deadlines()
    review: ReviewHabits = ReviewHabits()
    quiet: Quiet | None = Quiet()
    digest_at: time = time(8, 30)
    choice_within: Duration = timedelta(minutes=10)
    words_within: Duration = timedelta(minutes=10)
    flood: Flood | None = Flood()
    similar_within: Duration = timedelta(days=14)
    triage_reminder: Interval = timedelta(hours=4)
    max_returns: int = Field(default=2, ge=0)
    ledger: LedgerHabits = LedgerHabits()
    rating: RatingHabits = RatingHabits()
    emergency_numbers: str = "119 / 110 / 120"
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
