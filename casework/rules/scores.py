"""Every formula of the ledger: when a case counts as late, and what a line's figures are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar


class Figure(StrEnum):
    """What is counted; each figure is a list of case numbers, and its value is how many there are."""

    MADE = "made"  # promises
    KEPT = "kept"
    BROKEN = "broken"
    HANDLED = "handled"
    RETURNED = "returned"
    REDONE = "redone"
    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVED = "unsolved"
    SILENT = "silent"
    ON_TIME = "on_time"
    LATE = "late"


# What an appeal that is upheld may strike off a line.
ADVERSE = (Figure.BROKEN, Figure.RETURNED, Figure.REDONE, Figure.UNSOLVED, Figure.LATE)
POOR_GRADE = 3  # below it, a grade counts against a line
_STANDS_ON = {
    "on_time_rate": ("on_time", "late"),
    "kept_rate": ("kept", "broken"),
    "satisfied": ("graded",),
}
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Counted:
    """The cases behind a line's figures: numbers by figure, and each grade (1-5) with its case."""

    cases: Mapping[Figure, Sequence[str]]
    grades: Sequence[tuple[str, int]] = ()

    def count(self, figure: Figure) -> int:
        """Return how many there are; a case with two promises counts twice."""
        return len(self.cases.get(figure, ()))

    def numbers(self) -> set[str]:
        """Return every case that stands behind any figure."""
        return {number for numbers in self.cases.values() for number in numbers} | {n for n, _ in self.grades}


def on_time_rate(on_time: int, late: int) -> float | None:
    """Return closed on time ÷ (on time + late), open overdue ones being late; None when nothing was due."""
    return on_time / (on_time + late) if on_time + late else None


def kept_rate(kept: int, broken: int) -> float | None:
    """Return kept ÷ (kept + broken); None when no promise fell due."""
    return on_time_rate(kept, broken)


def satisfied_mean(grades: Iterable[int]) -> float | None:
    """Return the mean of grades from 1 to 5; None without any. Silence is no grade."""
    given = list(grades)
    return sum(given) / len(given) if given else None


def figures(counted: Counted) -> dict[str, int | float | None]:
    """Return a line's figures: how many of each, the rates between 0 and 1, and the mean grade."""
    counts: dict[str, int | float | None] = {figure.value: counted.count(figure) for figure in Figure}
    return counts | {
        "on_time_rate": on_time_rate(counted.count(Figure.ON_TIME), counted.count(Figure.LATE)),
        "kept_rate": kept_rate(counted.count(Figure.KEPT), counted.count(Figure.BROKEN)),
        "graded": len(counted.grades),
        "satisfied": satisfied_mean(grade for _, grade in counted.grades),
    }


def against(counted: Counted, numbers: Iterable[str]) -> Counted:
    """Return what of some cases counts against a line: the adverse figures, and grades below 3."""
    named = set(numbers)
    cases = {figure: [n for n in counted.cases.get(figure, ()) if n in named] for figure in ADVERSE}
    return Counted(cases, [(n, grade) for n, grade in counted.grades if n in named and grade < POOR_GRADE])


def minus(counted: Counted, struck: Counted) -> Counted:
    """Return a line without what is struck off, one for one; what is not in it changes nothing."""
    cases = {
        figure: _less(numbers, struck.cases.get(figure, ())) for figure, numbers in counted.cases.items()
    }
    return Counted(cases, _less(counted.grades, struck.grades))


def _less(whole: Sequence[Item], taken: Sequence[Item]) -> list[Item]:
    left = list(whole)
    for item in taken:
        if item in left:
            left.remove(item)
    return left


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure that lies below what is asked of it: a share from 0 to 1, or a mean from 1 to 5."""

    figure: str
    value: float
    floor: float


def shortfalls(
    figures: Mapping[str, int | float | None], floors: Mapping[str, float], fewest: int
) -> list[Shortfall]:
    """Say which of a line's rates lie below their floors; one that stands on fewer cases says nothing."""
    found = []
    for name, floor in floors.items():
        value = figures[name]
        cases = sum(figures[part] or 0 for part in _STANDS_ON[name])
        if value is not None and cases >= fewest and value < floor:
            found.append(Shortfall(name, value, floor))
    return found


def gather(entries: Iterable[tuple[Figure, str, int | None]]) -> Counted:
    """Put entries (figure, case, grade) together; a grade comes with the answer it was given to."""
    cases: dict[Figure, list[str]] = {}
    grades: list[tuple[str, int]] = []
    for figure, number, grade in entries:
        cases.setdefault(figure, []).append(number)
        if grade is not None:
            grades.append((number, grade))
    return Counted({figure: sorted(numbers) for figure, numbers in cases.items()}, sorted(grades))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Whether a case was on time, and the moment from which that was certain."""

    on_time: bool
    at: datetime


def reckon(
    due: datetime | None,
    breached: datetime | None,
    done: datetime | None,
    *,
    ended: bool,
    planned: bool,
    now: datetime,
) -> Reckoned | None:
    """Say whether a case was on time; None while that is open, or where it was never due.

    ``done`` is when it was first done, ``breached`` when its date was missed: written once, it decides.
    ``ended`` without «done» is a case that was withdrawn or turned down; a planned one has no date.
    """
    if due is None or planned:
        return None
    if breached is not None:
        # A desk that was down notes it later than it was; a second round's date lies after it.
        return Reckoned(False, min(breached, due))
    if done is not None:
        return Reckoned(True, done)
    if ended or due > now:
        return None
    return Reckoned(False, due)
