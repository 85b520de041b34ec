"""The annual rating: a body's shares, shrunk toward the mean, weighted into points, put into three grades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.rules.parameters import RatingHabits


class Grade(StrEnum):
    """先进, 一般, 后进; ``UNRATED`` for who had nothing to be rated by."""

    ADVANCED = "advanced"
    AVERAGE = "average"
    BEHIND = "behind"
    UNRATED = "unrated"


class Input(StrEnum):
    """What a body is rated by, each a share of something."""

    ON_TIME = "on_time"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    RESOLUTIONS = "resolutions"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Share:
    """``reached`` of ``whole``, such as 11 of 14 cases on time. ``reached`` may be half a case."""

    reached: float
    whole: float

    def value(self) -> float | None:
        """Return the share as it is; None of nothing."""
        return self.reached / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Rated:
    """What came of one body: each share after shrinking, the points from 0 to 100, the grade."""

    shrunk: Mapping[Input, float]
    points: float | None
    grade: Grade


def satisfied(grades: Sequence[int]) -> Share:
    """Return the stars (1-5) as a share: one star is nothing, five are all."""
    return Share(sum(grade - 1 for grade in grades) / 4, len(grades))


def mean(shares: Sequence[Share]) -> float | None:
    """Return the share of bodies taken together; None where they had nothing."""
    whole = sum(share.whole for share in shares)
    return sum(share.reached for share in shares) / whole if whole else None


def means(bodies: Sequence[Mapping[Input, Share]]) -> dict[Input, float]:
    """Return the mean of each input over the bodies that had work, if any of them had any of it."""
    worked = [body for body in bodies if _had_work(body)]
    found = {i: mean([body[i] for body in worked]) for i in Input}
    return {i: toward for i, toward in found.items() if toward is not None}


def shrink(share: Share, toward: float, strength: float) -> float:
    """Return (reached + strength × mean) ÷ (whole + strength): few cases say little.

    It is the posterior mean of a share under a beta prior that weighs as much as ``strength`` cases
    (empirical Bayes: the prior's mean is that of all bodies).
    """
    return (
        (share.reached + strength * toward) / (share.whole + strength) if share.whole + strength else toward
    )


def rate(bodies: Sequence[Mapping[Input, Share]], habits: RatingHabits) -> list[Rated]:
    """Rate bodies against each other. What nobody had any of is left out, and its weight with it."""
    weights = habits.by_input()
    used = {i: toward for i, toward in means(bodies).items() if weights[i] > 0}
    shrunk = [{i: shrink(body[i], toward, habits.strength) for i, toward in used.items()} for body in bodies]
    points = [
        _points(values, weights) if _had_work(body) else None
        for body, values in zip(bodies, shrunk, strict=True)
    ]
    grades = grade(points, habits)
    return [Rated(*row) for row in zip(shrunk, points, grades, strict=True)]


def grade(points: Sequence[float | None], habits: RatingHabits) -> list[Grade]:
    """Put points into grades: by their height, or by rank where the habits name shares.

    By rank, equal points get the same grade, and never more bodies the upper or the lower one than
    their share, rounded down.
    """
    if habits.advanced_share is None or habits.behind_share is None:
        return [_by_height(one, habits) for one in points]
    rated = [one for one in points if one is not None]
    best, last = int(habits.advanced_share * len(rated)), int(habits.behind_share * len(rated))
    return [_by_rank(one, rated, best, last) for one in points]


def _points(values: Mapping[Input, float], weights: Mapping[str, float]) -> float | None:
    whole = sum(weights[i] for i in values)
    return 100 * sum(weights[i] * value for i, value in values.items()) / whole if whole else None


def _had_work(body: Mapping[Input, Share]) -> bool:
    return any(share.whole for i, share in body.items() if i is not Input.PART)


def _by_height(points: float | None, habits: RatingHabits) -> Grade:
    if points is None:
        return Grade.UNRATED
    if points >= habits.advanced_from:
        return Grade.ADVANCED
    return Grade.BEHIND if points < habits.behind_below else Grade.AVERAGE


def _by_rank(points: float | None, rated: Sequence[float], best: int, last: int) -> Grade:
    if points is None:
        return Grade.UNRATED
    if sum(1 for other in rated if other >= points) <= best:
        return Grade.ADVANCED
    return Grade.BEHIND if sum(1 for other in rated if other <= points) <= last else Grade.AVERAGE
