"""Learns all questions at once by kernel ridge regression over words, characters and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_matrix

from classifier.embedding import Matrix
from classifier.failures import CorpusError
from classifier.nearness import nearness
from classifier.terms import Row

SMOOTHING = 0.3  # ridge penalty of a message with weight 1
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Inputs:
    """Messages as numbers."""

    terms: csr_matrix
    meaning: Matrix  # no columns without an encoder

    def likeness(self) -> Matrix:
        """How alike any two of the messages are: shared terms plus nearness of meaning."""
        count = self.terms.shape[0]
        alike = np.zeros((count, count), np.float32)
        for start in range(0, count, ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            alike[rows] = (self.terms[rows] @ self.terms.T).toarray()
            if self.meaning.shape[1]:
                alike[rows] += nearness(self.meaning[rows], self.meaning)
        return alike


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: a part per message and question, and what held-out messages score."""

    parts: Matrix  # (messages, questions)
    bias: NDArray[np.float32]
    held_out: Matrix  # (messages, questions), each from messages of other groups only


def sparse(rows: Sequence[Row], width: int) -> csr_matrix:
    """Stack rows of terms."""
    starts = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, columns, starts), shape=(len(rows), width))


def learn(
    inputs: Inputs, answers: NDArray[np.bool_], weights: NDArray[np.float32], groups: NDArray[np.intp]
) -> Learnt:
    """Solve (likeness + smoothing / weight) · parts = ±1 for every question.

    What a group would score had it been left out follows from the same inverse (An et al. 2007,
    «Fast cross-validation algorithms for least squares support vector machine and kernel ridge
    regression»), so that cross-validation costs one more solution and no refit.
    """
    wanted = np.where(answers, 1.0, -1.0).astype(np.float32)
    bias = (weights @ wanted) / weights.sum()
    system = inputs.likeness()
    system[np.diag_indices_from(system)] += SMOOTHING / weights
    inverse = inverted(system)
    parts = inverse @ (wanted - bias)
    held_out = np.empty_like(wanted)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        held_out[rows] = wanted[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], parts[rows])
    return Learnt(parts.astype(np.float32), bias.astype(np.float32), held_out)


def inverted(matrix: Matrix) -> Matrix:
    """The inverse of a symmetric positive matrix, which is overwritten; by Cholesky's method."""
    factor, failed = spotrf(matrix.T, lower=False, overwrite_a=True)
    inverse, failed_too = spotri(factor, lower=False, overwrite_c=True)
    if failed or failed_too:
        raise CorpusError("The examples can't be learnt from: keep their weights between 0.01 and 100.")
    return mirrored(np.asarray(inverse))


def mirrored(upper: Matrix) -> Matrix:
    """Copy what stands above the diagonal below it, in blocks, so that no second matrix is needed."""
    for start in range(0, len(upper), ROWS_AT_ONCE):
        end = start + ROWS_AT_ONCE
        upper[start:end, :start] = upper[:start, start:end].T
        block = upper[start:end, start:end]
        block += np.triu(block, 1).T - np.tril(block, -1)
    return upper
