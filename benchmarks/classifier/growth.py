"""Says how the time for a message grows with its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

ASYMPTOTE = 256  # characters from which on what every message costs no longer hides the growth


@dataclass(frozen=True, slots=True)
class Growth:
    """A straight line through the times, and the exponent: 1 is linear, 2 quadratic."""

    fixed_ms: float
    ms_per_100: float
    exponent: float

    def __str__(self) -> str:
        line = f"{self.fixed_ms:.2f} ms + {self.ms_per_100:.2f} ms per 100 characters"
        return f"{line}, exponent {self.exponent:.2f}"


def growth(ms_by_length: Mapping[str, float]) -> Growth:
    """Fit times by length in characters."""
    length = np.array([float(key) for key in ms_by_length])
    took = np.array(list(ms_by_length.values()))
    slope, fixed = np.polyfit(length, took, 1, w=1 / length)
    long = length >= ASYMPTOTE
    exponent = np.polyfit(np.log(length[long]), np.log(took[long]), 1)[0]
    return Growth(float(fixed), float(slope * 100), float(exponent))
