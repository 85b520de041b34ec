"""Measures how near a message's meaning is to messages that are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import Matrix

SIZE = 256  # directions kept of the embedding; 512 are no better on real messages
SHARPNESS = 2.0
SHARE = 2.0  # what meaning counts beside words and characters, whose likeness of a text with itself is 1


@dataclass(frozen=True, slots=True)
class Directions:
    """The main directions of the embedding (principal components), learnt from the corpus."""

    axes: Matrix  # (numbers of the embedding, directions)

    def turn(self, rows: Matrix) -> Matrix:
        """Return the rows in these directions, each of length one."""
        turned = rows @ self.axes
        length = np.sqrt(np.einsum("ij,ij->i", turned, turned))[:, None]
        return np.asarray(turned / np.maximum(length, 1e-9), dtype=np.float32)


def learn_directions(rows: Matrix) -> Directions:
    """Find the directions in which the rows differ most."""
    centred = rows - rows.mean(axis=0)
    _, vectors = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    return Directions(np.ascontiguousarray(vectors[:, ::-1][:, :SIZE], dtype=np.float32))


def nearness(rows: Matrix, known: Matrix) -> NDArray[np.float32]:
    """A Gaussian of the distance of each row to each known row; `SHARE` where they are the same."""
    return of_likeness(rows @ known.T)


def nearest_of(rows: Matrix, known: Matrix) -> NDArray[np.float32]:
    """The nearness of each row to the nearest known one."""
    return of_likeness((rows @ known.T).max(axis=1))


def of_likeness(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """The nearness of rows whose cosine is known."""
    return np.asarray(SHARE * np.exp(SHARPNESS * (cosines - 1)), dtype=np.float32)
