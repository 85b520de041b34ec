"""The curves that turn scores into probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
STRONGEST = 60.0  # log odds beyond which nothing changes
STEEPEST = (-1.0, 4.0)  # logarithms of the least and the greatest steepness


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


@dataclass(frozen=True, slots=True)
class Steepness:
    """How steeply scores become shares, message by message.

    One steepness for all messages is too sure of those that seem to raise a second concern, and of those
    whose best score is high.
    """

    usual: float  # logarithm of the steepness where both scores are 0
    best: float  # added to it for each point of the best score
    several: float  # added to it for each point of the score of «a second concern»

    def of(self, scores: NDArray[np.floating], several: NDArray[np.floating] | float) -> Vector:
        """The steepness for rows of scores, each with its score of «a second concern»."""
        power = self.usual + self.best * scores.max(axis=-1) + self.several * np.asarray(several)
        return np.asarray(np.exp(np.clip(power, *STEEPEST)))


def shares(scores: NDArray[np.floating], steepness: Vector | float) -> Vector:
    """Share the probability among the columns: a softmax whose temperature is 1 / steepness, row by row."""
    ahead = scores - scores.max(axis=-1, keepdims=True)
    powers = np.exp(np.asarray(steepness)[..., None] * ahead)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
