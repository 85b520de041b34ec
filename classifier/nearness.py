"""Measures how near a message's meaning is to messages that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import Block, Matrix

SIZE = 192  # directions kept of each encoder
EVENED = 0.5  # how far the spreads of the directions are made alike: 0 not at all, 1 wholly
LEAST = 1e-3  # of the greatest spread, below which directions count alike: a few rows have no spread in most
LEADING = 64  # directions of each encoder in which the nearest known message is looked for
SHARE = 1.4  # what meaning counts beside words and characters, whose likeness of a text with itself is 1
AT_ONCE = 500  # rows whose pairs are held at once


@dataclass(frozen=True, slots=True)
class Directions:
    """The main directions of the embedding (principal components), learnt from the corpus."""

    axes: Matrix  # (numbers of the embedding, directions)
    leading: NDArray[np.intp]  # those in which messages differ most
    centre: Matrix | None = None  # what is taken from each row before; None where nothing is

    def turn(self, rows: Matrix) -> Matrix:
        """Return the rows in these directions, each of length one."""
        centred = rows if self.centre is None else np.subtract(rows, self.centre, dtype=np.float32)
        return _of_length_one(centred @ self.axes)

    def lead(self, meaning: Matrix) -> Matrix:
        """Return turned rows in the leading directions only, each of length one."""
        return _of_length_one(meaning[:, self.leading])


def learn_directions(rows: Matrix, blocks: Sequence[Block] = ()) -> Directions:
    """Find the directions in which the rows differ most, in each block (one, if none are named).

    A direction in which the rows spread by s counts as if they did by s to the power of 1 - `EVENED`, so that
    the few greatest do not hide what the many others tell. Where there are several blocks, each counts alike.
    """
    blocks, start = blocks or (Block(rows.shape[1]),), 0
    axes = np.zeros((rows.shape[1], 0), np.float32)
    centres, leading = [], []
    for block in blocks:
        part = rows[:, start : start + block.size]
        mean = part.mean(axis=0)
        spread, vectors = np.linalg.eigh(np.cov(part.astype(np.float64), rowvar=False))
        spread, vectors = spread[::-1][:SIZE], vectors[:, ::-1][:, :SIZE]
        main = (vectors * np.maximum(spread, LEAST * spread[0]) ** (-EVENED / 2)).astype(np.float32)
        centres.append(mean if block.centred else np.zeros_like(mean))
        length = np.linalg.norm((part - centres[-1]) @ main) / len(rows) ** 0.5
        own = np.zeros((rows.shape[1], main.shape[1]), np.float32)
        own[start : start + block.size] = main / length
        leading.append(axes.shape[1] + np.arange(min(LEADING, main.shape[1])))
        axes = np.hstack([axes, own])
        start += block.size
    centre = np.concatenate(centres) if any(block.centred for block in blocks) else None
    return Directions(np.ascontiguousarray(axes), np.concatenate(leading), centre)


def nearness(rows: Matrix, known: Matrix) -> Matrix:
    """How near each row is to each known row: `SHARE` where they are the same, 0 where they are opposite.

    It is `SHARE` · ((1 + cosine) / 2)², and so a sum over `pairs`.
    """
    near = rows @ known.T
    near += 1
    near *= near
    near *= SHARE / 4
    return np.asarray(near)


def pairs(rows: Matrix) -> Matrix:
    """All products of two numbers of a row, to which a 1 is added: what `nearness` is a sum of."""
    first, second = _places(rows.shape[1] + 1)
    longer = np.hstack([np.ones((len(rows), 1), np.float32), rows])
    products = longer[:, first]
    products *= longer[:, second]
    return products


def pair_weights(known: Matrix, parts: Matrix) -> Matrix:
    """What each of `pairs` says to each question: pairs(rows) @ these = nearness(rows, known) @ parts."""
    first, second = _places(known.shape[1] + 1)
    weights = np.zeros((len(first), parts.shape[1]), np.float32)
    for start in range(0, len(known), AT_ONCE):
        weights += pairs(known[start : start + AT_ONCE]).T @ parts[start : start + AT_ONCE]
    return np.asarray(weights * np.where(first == second, SHARE / 4, SHARE / 2).astype(np.float32)[:, None])


def nearest_of(rows: Matrix, known: Matrix) -> NDArray[np.float32]:
    """The cosine of each row with the nearest known one."""
    return np.asarray((rows @ known.T).max(axis=1))


@cache
def _places(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.triu_indices(size)


def _of_length_one(rows: Matrix) -> Matrix:
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float32)
