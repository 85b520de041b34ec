"""Thins the weights with which the sentence encoder looks at a token and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from classifier.memory import WIDTH, Matrix

RANK = 64  # directions kept of the 256; see docs/decisions/classifier-learner.md


@dataclass(frozen=True, slots=True)
class Window:
    """What a branch makes of a place and those that follow it, by way of a few directions."""

    into: Matrix  # (WIDTH, places × directions)
    back: Matrix  # (directions, WIDTH)

    def parts(self, rows: Matrix) -> Matrix:
        """What each row adds at each place of the window, in directions."""
        return np.asarray((rows @ self.into).reshape(len(rows), -1, len(self.back)))

    def summed(self, parts: Matrix, count: int) -> Matrix:
        """The branch's numbers for the first `count` places, from the parts of `count + places - 1`."""
        seen = parts[:count, 0] + parts[1 : count + 1, 1]
        for place in range(2, parts.shape[1]):
            seen += parts[place : place + count, place]
        return np.asarray(seen @ self.back)


def thinned(weights: Matrix, places: int, rank: int) -> Window:
    """The best approximation of a window's weights (places × WIDTH, WIDTH) by so many directions."""
    _, vectors = np.linalg.eigh((weights.T @ weights).astype(np.float64))
    back = np.ascontiguousarray(vectors[:, ::-1][:, :rank].T, dtype=np.float32)
    into = (weights @ back.T).reshape(places, WIDTH, rank).transpose(1, 0, 2)
    return Window(np.ascontiguousarray(into).reshape(WIDTH, -1), back)
