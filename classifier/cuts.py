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

WANTED = (
    0.9  # right among what is routed, of files not learnt from; 0.93 on real and on held-out messages then
)
LOST = 0.0075  # concerns taken for chat at most; 0.01 is promised
ALARMS = 0.62  # right among reported emergencies; 0.6 is promised, and a missed one costs more
SPLIT = 0.045  # single concerns split at most; 0.05 is promised
CANDIDATES = np.arange(0.02, 0.96, 0.01)
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
    for least in np.arange(0.2, 0.99, 0.01):
        for ahead in np.arange(0.0, 0.9, 0.02):
            routed = (confidence >= least) & (gap >= ahead)
            if routed.any() and right[routed].mean() >= WANTED:
                best = max(best, (float(routed.mean()), float(least), float(ahead)))
    return round(best[1], 3), round(best[2], 3)


def _chat(concerns: Vector) -> float:
    """The probability of chat that very few concerns reach, one half at least."""
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
        urgent=_best_balance(urgent, urgency != Urgency.NORMAL.value),
        emergency=_lowest(emergency, urgency == Urgency.EMERGENCY.value),
    )


def _best_balance(chances: Vector, wanted: Flags) -> float:
    """The cut with the best F1."""
    best, cut = 0.0, 0.5
    for candidate in CANDIDATES:
        found = chances >= candidate
        measure = 2 * float((found & wanted).sum()) / max(1.0, float(wanted.sum() + found.sum()))
        if measure > best:
            best, cut = measure, float(candidate)
    return round(cut, 3)


def _lowest(chances: Vector, wanted: Flags) -> float:
    """The lowest cut at which alarms are right often enough; it misses the fewest."""
    for candidate in CANDIDATES:
        found = chances >= candidate
        if found.any() and wanted[found].mean() >= ALARMS:
            return round(float(candidate), 3)
    return 0.5
