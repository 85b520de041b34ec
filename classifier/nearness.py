"""Measures how near a message's meaning is to messages that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import Block, Matrix

SIZE = 256  # directions kept of the embedding; 512 are no better on real messages
SHARPNESS = 2.0
SHARE = 2.0  # what meaning counts beside words and characters, whose likeness of a text with itself is 1


@dataclass(frozen=True, slots=True)
class Directions:
    """The main directions of the embedding (principal components), learnt from the corpus."""

    axes: Matrix  # (numbers of the embedding, directions)
    centre: Matrix | None = None  # what is taken from each row before; None where nothing is

    def turn(self, rows: Matrix) -> Matrix:
        """Return the rows in these directions, each of length one."""
        turned = (rows if self.centre is None else rows - self.centre) @ self.axes
        length = np.sqrt(np.einsum("ij,ij->i", turned, turned))[:, None]
        return np.asarray(turned / np.maximum(length, 1e-9), dtype=np.float32)


def learn_directions(rows: Matrix, blocks: Sequence[Block] = ()) -> Directions:
    """Find the directions in which the rows differ most, in each block (one, if none are named).

    Where there are several blocks, each counts alike.
    """
    blocks, start = blocks or (Block(rows.shape[1]),), 0
    axes = np.zeros((rows.shape[1], 0), np.float32)
    centres = []
    for block in blocks:
        part = rows[:, start : start + block.size]
        mean = part.mean(axis=0)
        _, vectors = np.linalg.eigh(((part - mean).T @ (part - mean)).astype(np.float64))
        main = vectors[:, ::-1][:, :SIZE].astype(np.float32)
        centres.append(mean if block.centred else np.zeros_like(mean))
        length = np.linalg.norm((part - centres[-1]) @ main) / len(rows) ** 0.5
        own = np.zeros((rows.shape[1], main.shape[1]), np.float32)
        own[start : start + block.size] = main / length if len(blocks) > 1 else main
        axes = np.hstack([axes, own])
        start += block.size
    centre = np.concatenate(centres) if any(block.centred for block in blocks) else None
    return Directions(np.ascontiguousarray(axes), centre)


def nearness(rows: Matrix, known: Matrix) -> NDArray[np.float32]:
    """A Gaussian of the distance of each row to each known row; `SHARE` where they are the same."""
    return of_likeness(rows @ known.T)


def nearest_of(rows: Matrix, known: Matrix) -> NDArray[np.float32]:
    """The nearness of each row to the nearest known one."""
    return of_likeness((rows @ known.T).max(axis=1))


def of_likeness(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """The nearness of rows whose cosine is known."""
    return np.asarray(SHARE * np.exp(SHARPNESS * (cosines - 1)), dtype=np.float32)
