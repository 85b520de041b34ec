"""Finds from where on a model may be believed, on predictions for messages it did not learn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import Matrix
from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.model import Cuts, label_chances, sigmoid
from classifier.prediction import Thresholds, Urgency

WANTED = 0.95  # right among what is routed without a human; 0.93 is promised, other people's words cost some
LOST = 0.005  # concerns taken for chat at most; 0.01 is promised
SPLIT = 0.04  # single concerns split at most; 0.05 is promised


def fit_thresholds(
    questions: tuple[str, ...], scores: Matrix, examples: Sequence[Example], labels: LabelSet
) -> Thresholds:
    """Choose the thresholds that route most while what is routed stays right."""
    chances = [label_chances(dict(zip(questions, row, strict=True)), labels) for row in scores.tolist()]
    matrix = np.array([[chance[name] for name in labels.names] for chance in chances])
    right = np.array(
        [labels.names[best] == e.label for best, e in zip(matrix.argmax(axis=1), examples, strict=True)]
    )
    ordered = np.sort(matrix, axis=1)
    confidence, gap = ordered[:, -1], ordered[:, -1] - ordered[:, -2]
    chat = matrix[:, labels.names.index(labels.chat)]
    is_chat = np.array([example.label == labels.chat for example in examples])
    routable = matrix.argmax(axis=1) != labels.names.index(labels.chat)
    return Thresholds(
        *_route(confidence[routable], gap[routable], right[routable]), chat=_chat(chat[~is_chat])
    )


def _route(
    confidence: NDArray[np.float64], gap: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[float, float]:
    best = (0.0, 0.99, 0.9)
    for least in np.arange(0.2, 0.99, 0.02):
        for ahead in np.arange(0.0, 0.9, 0.05):
            routed = (confidence >= least) & (gap >= ahead)
            if routed.any() and right[routed].mean() >= WANTED:
                best = max(best, (float(routed.mean()), float(least), float(ahead)))
    return round(best[1], 3), round(best[2], 3)


def _chat(concerns: NDArray[np.float64]) -> float:
    """The probability of chat that only one concern in two hundred reaches, one half at least."""
    return round(max(0.5, float(np.quantile(concerns, 1 - LOST))), 3) if len(concerns) else 0.5


def fit_cuts(
    questions: tuple[str, ...], scores: Matrix, examples: Sequence[Example], labels: LabelSet
) -> Cuts:
    """Choose from which probability on a second concern, an urgent case and an emergency are reported."""
    column = {name: scores[:, index] for index, name in enumerate(questions)}
    emergency = np.array([example.urgency is Urgency.EMERGENCY for example in examples])
    urgent = np.array([example.urgency is not Urgency.NORMAL for example in examples])
    return Cuts(
        also=_also(column, examples, labels),
        urgent=_best_balance(column["urgent"], urgent, beta=1.0),
        emergency=_best_balance(column["emergency"], emergency, beta=2.0),
    )


def _also(column: dict[str, NDArray[np.float32]], examples: Sequence[Example], labels: LabelSet) -> float:
    """The lowest cut at which single concerns are split seldom enough."""
    highest = [
        max(column[f"also:{name}"][row] for name in labels.concerns if name != example.label)
        for row, example in enumerate(examples)
        if not example.also and example.label != labels.chat
    ]
    return round(max(0.2, sigmoid(float(np.quantile(highest, 1 - SPLIT)))), 3) if highest else 0.5


def _best_balance(scores: NDArray[np.float32], wanted: NDArray[np.bool_], beta: float) -> float:
    """The cut with the best F-measure; `beta` above 1 prefers to miss none."""
    best, cut = 0.0, 0.5
    for candidate in np.arange(0.05, 0.96, 0.025):
        found = scores >= np.log(candidate / (1 - candidate))
        hits = float((found & wanted).sum())
        f_measure = (1 + beta**2) * hits / max(1.0, beta**2 * wanted.sum() + found.sum())
        if f_measure > best:
            best, cut = f_measure, float(candidate)
    return round(cut, 3)
