"""Fits the curves that turn scores into probabilities, on scores of messages that were held out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from classifier.curves import Steepness, Vector, YesNo, shares

PENALTY = 1e-3
START = (1.75, 0.0, 0.0)  # the steepness that is searched from


def fit_steepness(
    scores: NDArray[np.floating], several: NDArray[np.floating], chosen: NDArray[np.intp]
) -> Steepness:
    """The steepness that makes the chosen columns likeliest."""
    rows = np.arange(len(chosen))

    def surprise(numbers: Vector) -> float:
        likely = shares(scores, Steepness(*numbers).of(scores, several))[rows, chosen]
        return float(-np.log(likely + 1e-12).mean() + PENALTY * (numbers[1:] ** 2).mean() / 2)

    best = minimize(surprise, x0=np.array(START), method="L-BFGS-B").x
    return Steepness(*(float(number) for number in best))


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
