"""Says how the time for a message grows with its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from classifier.embedding import LONGEST


@dataclass(frozen=True, slots=True)
class Growth:
    """The slope where the embedding reads and where it has stopped, and the steepest doubling."""

    to_longest: float  # milliseconds per 100 characters
    beyond: float  # the same
    doubling: float  # the most that twice the length multiplies the time by; 2 is linear


def growth(ms_by_length: Mapping[str, float]) -> Growth:
    """Fit times by length in characters; the lengths are each twice the one before."""
    length = np.array([float(key) for key in ms_by_length])
    took = np.array(list(ms_by_length.values()))
    slopes = [
        float(np.polyfit(length[part], took[part], 1)[0] * 100)
        for part in (length <= LONGEST, length >= LONGEST)
    ]
    return Growth(slopes[0], slopes[1], float((took[1:] / took[:-1]).max()))


def in_words(ms_by_length: Mapping[str, float]) -> str:
    """The times and how they grow."""
    grown = growth(ms_by_length)
    times = ", ".join(f"{length}: {took:.1f}" for length, took in ms_by_length.items())
    slopes = f"{grown.to_longest:.2f} ms per 100 characters up to {LONGEST}, {grown.beyond:.2f} beyond"
    return f"{times} ms; {slopes}; twice the length costs at most {grown.doubling:.2f} times as much"
