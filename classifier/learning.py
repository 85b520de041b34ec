"""Learns the weights: words and characters by a linear SVM, the embedding by ridge regression."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from classifier.embedding import Matrix
from classifier.terms import Row

SVM_C = 0.6
RIDGE = 1.0
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Inputs:
    """Messages as numbers."""

    terms: csr_matrix
    embedding: Matrix  # no columns without an encoder

    def __getitem__(self, rows: NDArray[np.intp]) -> Inputs:
        return Inputs(self.terms[rows], self.embedding[rows])


@dataclass(frozen=True, slots=True)
class Columns:
    """The two learners' weights, before they are mixed: one column per question."""

    terms: NDArray[np.float32]
    terms_bias: NDArray[np.float32]
    embedding: NDArray[np.float32]
    embedding_bias: NDArray[np.float32]

    def scores(self, inputs: Inputs) -> tuple[Matrix, Matrix]:
        """Each learner's scores, one row per message."""
        by_terms = np.asarray(inputs.terms @ self.terms + self.terms_bias, dtype=np.float32)
        by_embedding = np.asarray(inputs.embedding @ self.embedding + self.embedding_bias, dtype=np.float32)
        return by_terms, by_embedding


def sparse(rows: Sequence[Row], width: int) -> csr_matrix:
    """Stack the rows of terms."""
    starts = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, columns, starts), shape=(len(rows), width))


def fit_columns(inputs: Inputs, targets: NDArray[np.bool_], weights: NDArray[np.float64]) -> Columns:
    """Learn every question (a column of `targets`) from the messages, each with its weight."""
    with ThreadPoolExecutor(WORKERS) as pool:
        solved = list(pool.map(lambda target: _svm(inputs.terms, target, weights), targets.T))
    embedding, embedding_bias = _ridge(inputs.embedding, targets, weights)
    terms = np.stack([coefficients for coefficients, _ in solved], axis=1).astype(np.float32)
    return Columns(terms, np.array([bias for _, bias in solved], np.float32), embedding, embedding_bias)


def _svm(
    terms: csr_matrix, target: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    if target.all() or not target.any():
        return np.zeros(terms.shape[1]), 1.0 if target.all() else -1.0
    learner = LinearSVC(C=SVM_C, random_state=0).fit(terms, target, sample_weight=weights)
    return learner.coef_[0], float(learner.intercept_[0])


def _ridge(
    rows: Matrix, targets: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[Matrix, NDArray[np.float32]]:
    """Ridge regression on ±1, solved at once for all questions."""
    share = weights / weights.sum()
    wanted = np.where(targets, 1.0, -1.0)
    centre, middle = share @ rows, share @ wanted
    centred = (rows - centre) * np.sqrt(weights)[:, None]
    gram = centred.T @ centred + RIDGE * np.eye(rows.shape[1])
    solved = np.linalg.solve(gram, centred.T @ ((wanted - middle) * np.sqrt(weights)[:, None]))
    return solved.astype(np.float32), (middle - centre @ solved).astype(np.float32)


def mix_choice(by_terms: Matrix, by_embedding: Matrix, chosen: NDArray[np.intp]) -> NDArray[np.float64]:
    """The two factors that make a softmax over the summed scores likeliest, learnt on held-out scores."""

    def surprise(factors: NDArray[np.float64]) -> float:
        scores = factors[0] * by_terms + factors[1] * by_embedding
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[np.arange(len(chosen)), chosen]
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - right))

    bounds = [(0.0, 50.0), (0.0, 50.0)]
    return np.asarray(minimize(surprise, x0=np.array([2.0, 2.0]), bounds=bounds, method="L-BFGS-B").x)


def mix_yes_no(
    by_terms: NDArray[np.float32], by_embedding: NDArray[np.float32], yes: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Factors and offset (terms, embedding, bias) that turn two scores into the log odds of a yes."""
    if yes.all() or not yes.any():
        return np.array([1.0, 1.0, 0.0])
    learner = LogisticRegression(C=10.0).fit(np.stack([by_terms, by_embedding], axis=1), yes)
    return np.array([*learner.coef_[0], learner.intercept_[0]])


def held_out(
    inputs: Inputs,
    targets: NDArray[np.bool_],
    weights: NDArray[np.float64],
    folds: NDArray[np.intp],
    step: Callable[[], None],
) -> tuple[Matrix, Matrix]:
    """Scores of every message by learners that did not see its fold."""
    by_terms = np.zeros(targets.shape, np.float32)
    by_embedding = np.zeros(targets.shape, np.float32)
    for fold in np.unique(folds):
        out = np.flatnonzero(folds == fold)
        rest = np.flatnonzero(folds != fold)
        columns = fit_columns(inputs[rest], targets[rest], weights[rest])
        by_terms[out], by_embedding[out] = columns.scores(inputs[out])
        step()
    return by_terms, by_embedding
