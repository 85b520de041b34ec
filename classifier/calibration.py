"""Turns scores into probabilities, fitted on scores of messages that were held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

Vector = NDArray[np.float64]
STRONGEST = 60.0  # log odds beyond which nothing changes
PENALTY = 1e-3


@dataclass(frozen=True, slots=True)
class YesNo:
    """A logistic curve: the probability of a yes, given some scores."""

    slopes: tuple[float, ...]
    offset: float

    def chance(self, *scores: float) -> float:
        """The probability of a yes for one message."""
        odds = self.offset + sum(slope * score for slope, score in zip(self.slopes, scores, strict=True))
        return float(1 / (1 + np.exp(-min(max(odds, -STRONGEST), STRONGEST))))

    def chances(self, scores: NDArray[np.floating]) -> Vector:
        """The probabilities of a yes for many messages, one row of scores each."""
        odds = np.clip(scores @ np.array(self.slopes) + self.offset, -STRONGEST, STRONGEST)
        return np.asarray(1 / (1 + np.exp(-odds)))


def shares(scores: NDArray[np.floating], steepness: float) -> Vector:
    """Share the probability among the columns: a softmax with one temperature (1 / steepness)."""
    powers = np.exp(steepness * (scores - scores.max(axis=-1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def fit_steepness(scores: NDArray[np.floating], chosen: NDArray[np.intp]) -> float:
    """The steepness that makes the chosen columns likeliest."""
    rows = np.arange(len(chosen))

    def surprise(steepness: float) -> float:
        return float(-np.log(shares(scores, steepness)[rows, chosen] + 1e-12).mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 40.0), method="bounded").x)


def fit_yes_no(scores: NDArray[np.floating], yes: NDArray[np.bool_]) -> YesNo:
    """The logistic curve that makes the answers likeliest; a flat one when all answers are the same."""
    count = scores.shape[1]
    if yes.all() or not yes.any():
        return YesNo((0.0,) * count, 10.0 if yes.all() else -10.0)
    sign = np.where(yes, -1.0, 1.0)

    def surprise(slopes: Vector) -> float:
        odds = scores @ slopes[:-1] + slopes[-1]
        return float(np.logaddexp(0, sign * odds).mean() + PENALTY * (slopes[:-1] ** 2).mean() / 2)

    best = minimize(surprise, x0=np.zeros(count + 1), method="L-BFGS-B").x
    return YesNo(tuple(float(slope) for slope in best[:-1]), float(best[-1]))
