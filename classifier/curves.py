"""The curves that turn scores into probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
STRONGEST = 60.0  # log odds beyond which nothing changes


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
