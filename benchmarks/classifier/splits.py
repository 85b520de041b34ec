"""Keeps near-duplicates of a text on one side of every split."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
RUN = 3  # characters that are compared at a time
ALIKE = 0.4  # shared runs of all runs of both (Jaccard), from which on two texts are near-duplicates
HELD = 0.8  # shared runs of the shorter text's, from which on one text stands in the other
FEWEST_HELD = 5  # runs a text needs before it can be said to stand in another
ROWS_AT_ONCE = 1000

Groups = NDArray[np.intp]


def bare(text: str) -> str:
    """The Chinese characters of a text: place codes, numbers and punctuation tell no two texts apart."""
    return NOT_HAN.sub("", unicodedata.normalize("NFKC", text)) or text


def groups(texts: Sequence[str]) -> Groups:
    """Number the texts so that near-duplicates, also at second hand, have one number."""
    plain = [bare(text) for text in texts]
    runs = _runs(plain)
    size = np.asarray(runs.sum(axis=1)).ravel()
    pairs = [_alike(runs, size, start) for start in range(0, len(plain), ROWS_AT_ONCE)]
    left, right = np.concatenate(pairs, axis=1)
    links = coo_matrix((np.ones(len(left)), (left, right)), shape=(len(plain), len(plain)))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.intp)


def disjoint_folds(texts: Sequence[str], folds: Sequence[int]) -> list[int]:
    """Give every text the fold of the first text it resembles."""
    first: dict[int, int] = {}
    return [first.setdefault(int(group), fold) for group, fold in zip(groups(texts), folds, strict=True)]


def _runs(plain: Sequence[str]) -> csr_matrix:
    """Which runs each text has; a text that is shorter than a run is one itself."""
    column: dict[str, int] = {}
    rows, columns = [], []
    for row, text in enumerate(plain):
        found = {text[start : start + RUN] for start in range(max(1, len(text) - RUN + 1))}
        columns += [column.setdefault(run, len(column)) for run in sorted(found)]
        rows += [row] * len(found)
    ones = np.ones(len(rows), np.float32)
    return csr_matrix((ones, (rows, columns)), shape=(len(plain), len(column)))


def _alike(runs: csr_matrix, size: NDArray[np.float32], start: int) -> NDArray[np.intp]:
    """The pairs of near-duplicates whose first stands in the rows from `start` on."""
    shared = (runs[start : start + ROWS_AT_ONCE] @ runs.T).tocoo()
    left, right, count = shared.row + start, shared.col, shared.data
    shorter = np.minimum(size[left], size[right])
    alike = count >= ALIKE * (size[left] + size[right] - count)
    held = (count >= HELD * shorter) & (shorter >= FEWEST_HELD)
    return np.stack([left, right])[:, alike | held]
