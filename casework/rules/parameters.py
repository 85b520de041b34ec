"""A community's parameters: every number a coordinator may tune, with its default."""

from datetime import date, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from casework.rules.public_holidays import check_country
from casework.rules.spans import Duration, Interval, Span, WorkingSpan
from casework.rules.words import Named, Words


def check_timezone(name: str) -> str:
    """Return the name of a known time zone; raise ValueError with the mend otherwise."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"«{name}» is no time zone; write one such as Asia/Shanghai") from error
    return name


class Strict(BaseModel):
    """A section that refuses unknown fields, so that a typing slip is told, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ByUrgency(Strict):
    """A span for each urgency."""

    emergency: Span
    urgent: Span
    normal: Span


class Deadlines(Strict):
    """How long signing in and handling may take, counted from dispatch.

    ``up_after`` and ``branch_after`` are counted from the date that was missed; None never.
    ``extension`` is how much later than the date that holds an extended one may lie.
    """

    sign: ByUrgency = ByUrgency(
        emergency=timedelta(minutes=15), urgent=timedelta(hours=1), normal=timedelta(hours=24)
    )
    due: ByUrgency = ByUrgency(
        emergency=timedelta(hours=2), urgent=timedelta(hours=24), normal=timedelta(days=7)
    )
    joint_or_escalated: Span = timedelta(days=15)
    rectification: Span = timedelta(days=7)
    up_after: Span | None = WorkingSpan(days=1)
    branch_after: Span | None = WorkingSpan(days=5)
    extension: Span = timedelta(days=15)
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


_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours(Strict):
    """Local working hours, on one day."""

    start: time = time(8, 30)
    end: time = time(17, 30)

    @model_validator(mode="after")
    def _begin_before_they_end(self) -> "Hours":
        if self.start >= self.end:
            raise ValueError("working hours must begin before they end, such as 08:30 and 17:30")
        return self


def _check_weekend(value: Any) -> Any:
    if value is None:
        return None
    days = value if isinstance(value, list | tuple) else [value]
    wrong = [day for day in days if day not in _WEEK]
    if wrong:
        raise ValueError(f"«{wrong[0]}» is no day of the week; write a list of {', '.join(_WEEK)}")
    if len(set(days)) == len(_WEEK):
        raise ValueError("one day of the week must be worked; leave it out of the list")
    return tuple(days)


def _none_in_words(value: Any) -> Any:
    return None if value == "none" else value


class CalendarHabits(Strict):
    """When people work. ``country`` names whose holidays hold, None only the community's own dates.

    ``weekend`` None is that of the country, or Saturday and Sunday.
    """

    country: Annotated[str | None, BeforeValidator(_none_in_words)] = None
    subdivision: str | None = None
    weekend: Annotated[tuple[str, ...] | None, BeforeValidator(_check_weekend)] = None
    hours: Hours = Hours()

    @model_validator(mode="after")
    def _is_known(self) -> "CalendarHabits":
        if self.country is not None:
            check_country(self.country, self.subdivision)
        elif self.subdivision is not None:
            raise ValueError("a subdivision needs its country; write the country as well, or neither")
        return self

    def days_of_weekend(self) -> frozenset[int] | None:
        """Return the days of the week that are off, Monday being 0; None leaves it to the country."""
        return None if self.weekend is None else frozenset(map(_WEEK.index, self.weekend))


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


class ReceptionHabits(Strict):
    """How far ahead residents book a time, how many each may hold, and when they are reminded."""

    ahead: Interval = timedelta(days=21)
    at_most: int = Field(default=2, ge=1)
    remind_before: Duration = timedelta(hours=1)


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
    reception: ReceptionHabits = ReceptionHabits()
    similar_within: Duration = timedelta(days=14)
    triage_reminder: Interval = timedelta(hours=4)
    max_returns: int = Field(default=2, ge=0)
    about_their_owner: tuple[str, ...] = ("fees",)
    ledger: LedgerHabits = LedgerHabits()
    rating: RatingHabits = RatingHabits()
    emergency_numbers: str = "119 / 110 / 120"
    calendar: CalendarHabits = CalendarHabits()
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    words: Named = Words()

    @model_validator(mode="after")
    def _days_are_off_or_worked(self) -> "Parameters":
        both = sorted(set(self.holidays) & set(self.workdays))
        if both:
            raise ValueError(
                f"{both[0]} is both a holiday and a working day; take it out of one of the lists"
            )
        return self
