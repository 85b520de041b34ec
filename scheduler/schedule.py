"""The ticks of the desk as a table: what is called, how often, and why so often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from casework.clockwork import (
    sweep_calendars,
    sweep_digests,
    sweep_erasures,
    sweep_ledgers,
    sweep_receptions,
    sweep_timers,
)


@dataclass(frozen=True, slots=True)
class Tick:
    """One sweep: it is asked every so many seconds what is due now, and returns how much it did."""

    name: str
    sweep: Callable[[Engine, datetime], int]
    every_seconds: float
    why: str


TICKS: tuple[Tick, ...] = (
    Tick("timers", sweep_timers, 1, "a question set for two seconds from now is asked two seconds from now"),
    Tick("digests", sweep_digests, 30, "a digest for half past eight may come within the same minute"),
    Tick("ledgers", sweep_ledgers, 60, "a quarter ends at midnight, and its ledger is read the next morning"),
    Tick("calendars", sweep_calendars, 60, "a year whose days off are unknown is told weeks ahead"),
    Tick(
        "receptions",
        sweep_receptions,
        30,
        "a reminder an hour before somebody is received is not seconds late",
    ),
    Tick("erasures", sweep_erasures, 10, "the last trace of who was forgotten is the farewell, read at once"),
)
