"""Learns all questions at once by kernel ridge regression over words, characters and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import spotrf, spotrs, strtri
from scipy.sparse import csr_matrix

from classifier.embedding import Matrix
from classifier.failures import CorpusError
from classifier.nearness import nearness
from classifier.terms import Row
from classifier.threads import all_threads

SMOOTHING = 0.1  # ridge penalty of a message with weight 1
ROWS_AT_ONCE = 500
NEVER_LEFT_OUT = -1  # the group of what is not measured


@dataclass(frozen=True, slots=True)
class Inputs:
    """Messages as numbers."""

    terms: csr_matrix
    meaning: Matrix  # no columns without an encoder

    def likeness(self) -> Matrix:
        """How alike any two of the messages are: shared terms plus nearness of meaning.

        Only what stands on and below the diagonal is filled in (and some above it); the rest is zero.
        """
        count = self.terms.shape[0]
        alike = np.zeros((count, count), np.float32)
        for start in range(0, count, ROWS_AT_ONCE):
            end = min(count, start + ROWS_AT_ONCE)
            part = alike[start:end, :end]
            part += (self.terms[start:end] @ self.terms[:end].T).toarray()
            if self.meaning.shape[1]:
                part += nearness(self.meaning[start:end], self.meaning[:end])
        return alike

    def in_order(self, order: NDArray[np.intp]) -> Inputs:
        """The same messages in another order."""
        return Inputs(self.terms[order], self.meaning[order])


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

    What a group would score had it been left out follows from its block of the inverse (An et al. 2007,
    «Fast cross-validation algorithms for least squares support vector machine and kernel ridge
    regression»), so that cross-validation costs no refit. The rows of
    `NEVER_LEFT_OUT` are learnt from only; `held_out` gives their answers.
    """
    wanted = np.where(answers, 1.0, -1.0).astype(np.float32)
    bias = (weights @ wanted) / weights.sum()
    order = np.argsort(groups, kind="stable")
    with all_threads():
        factor = factored(inputs.in_order(order), SMOOTHING / weights[order])
        parts = solved(factor, wanted[order] - bias)
        left_out = held_out(factor, parts, wanted[order], groups[order])
    back = np.argsort(order)
    return Learnt(parts[back], bias.astype(np.float32), left_out[back])


def factored(inputs: Inputs, smoothing: NDArray[np.float32]) -> Matrix:
    """Cholesky's factor of the likeness plus smoothing: what stands on and below the diagonal."""
    system = inputs.likeness()
    system[np.diag_indices_from(system)] += smoothing
    factor, failed = spotrf(system.T, lower=False, clean=False, overwrite_a=True)
    if failed:
        raise CorpusError("The examples can't be learnt from: keep their weights between 0.01 and 100.")
    return np.asarray(factor.T)


def solved(factor: Matrix, wanted: NDArray[np.floating]) -> Matrix:
    """The parts that answer what is wanted, from Cholesky's factor."""
    parts, _ = spotrs(factor.T, np.asfortranarray(wanted, dtype=np.float32), lower=False)
    return np.ascontiguousarray(parts)


def held_out(factor: Matrix, parts: Matrix, wanted: Matrix, groups: NDArray[np.intp]) -> Matrix:
    """What each group scores without itself; groups stand together, and the factor is overwritten.

    The inverse's block of a group is LᵀL of the columns that the inverse L of the factor has for it. What
    stands before the first group that is left out is not needed, and L is inverted without it.
    """
    first = int(np.searchsorted(groups, NEVER_LEFT_OUT, side="right"))
    scores = wanted.copy()
    rest, _ = strtri(factor[first:, first:].T, lower=False, overwrite_c=True)
    columns = rest.T
    for group in np.unique(groups[first:]):
        start, end = first + np.searchsorted(groups[first:], [group, group + 1])
        own = columns[start - first :, start - first : end - first].copy()
        own[: end - start] = np.tril(own[: end - start])
        scores[start:end] -= np.linalg.solve(own.T @ own, parts[start:end])
    return scores
