"""Finds from where on a model may be believed, on predictions for messages that were held out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.curves import Vector
from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.model import Cuts
from classifier.prediction import Thresholds, Urgency

WANTED = 0.94  # right among what is routed without a human; 0.93 is promised
LOST = 0.005  # concerns taken for chat at most; 0.01 is promised
SPLIT = 0.045  # single concerns split at most; 0.05 is promised
Flags = NDArray[np.bool_]


def fit_thresholds(chances: Vector, examples: Sequence[Example], labels: LabelSet) -> Thresholds:
    """Choose the thresholds that route most while what is routed stays right.

    `chances` has one row per example and one column per label, in the order of `labels`.
    """
    wanted = np.array([labels.names.index(example.label) for example in examples])
    chat = labels.names.index(labels.chat)
    best = chances.argmax(axis=1)
    ordered = np.sort(chances, axis=1)
    open_ = best != chat
    right = (best == wanted)[open_]
    confidence, gap = _route(ordered[open_, -1], ordered[open_, -1] - ordered[open_, -2], right)
    return Thresholds(confidence, gap, _chat(chances[wanted != chat, chat]))


def _route(confidence: Vector, gap: Vector, right: Flags) -> tuple[float, float]:
    best = (0.0, 0.99, 0.9)
    for least in np.arange(0.2, 0.99, 0.02):
        for ahead in np.arange(0.0, 0.9, 0.05):
            routed = (confidence >= least) & (gap >= ahead)
            if routed.any() and right[routed].mean() >= WANTED:
                best = max(best, (float(routed.mean()), float(least), float(ahead)))
    return round(best[1], 3), round(best[2], 3)


def _chat(concerns: Vector) -> float:
    """The probability of chat that only one concern in two hundred reaches, one half at least."""
    return round(max(0.5, float(np.quantile(concerns, 1 - LOST))), 3) if len(concerns) else 0.5


def fit_cuts(
    several: Vector, urgent: Vector, emergency: Vector, examples: Sequence[Example], labels: LabelSet
) -> Cuts:
    """Choose from which probability on a second concern, an urgent case and an emergency are reported.

    Each vector holds one probability per example.
    """
    urgency = np.array([example.urgency.value for example in examples])
    single = np.array([not example.also and example.label != labels.chat for example in examples])
    return Cuts(
        several=round(float(np.quantile(several[single], 1 - SPLIT)), 3) if single.any() else 0.5,
        urgent=_best_balance(urgent, urgency != Urgency.NORMAL.value, beta=1.0),
        emergency=_best_balance(emergency, urgency == Urgency.EMERGENCY.value, beta=2.0),
    )


def _best_balance(chances: Vector, wanted: Flags, beta: float) -> float:
    """The cut with the best F-measure; `beta` above 1 prefers to miss none."""
    best, cut = 0.0, 0.5
    for candidate in np.arange(0.02, 0.96, 0.02):
        found = chances >= candidate
        hits = float((found & wanted).sum())
        measure = (1 + beta**2) * hits / max(1.0, beta**2 * wanted.sum() + found.sum())
        if measure > best:
            best, cut = measure, float(candidate)
    return round(cut, 3)
