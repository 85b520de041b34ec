"""Decides whether a retrained model may replace the one that serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation import calibration_error, macro_f1, wanted_label
from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.prediction import Prediction

ENOUGH = 200  # held-out messages below which nothing is claimed
WORSE = 0.005  # macro-F1 that may be lost
FALL = 0.08  # recall a label may lose
COUNTED = 30  # messages a label needs for its recall to be judged; safety labels need 7
COUNTED_SAFETY = 7
CALIBRATED = 0.05
DRAWS = 1000
Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition; when it is not passed, the sentence says why and `ids` names the messages."""

    name: str
    passed: bool
    sentence: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A message the two models would treat differently."""

    text: str
    before: Prediction
    after: Prediction


def judge(
    examples: Sequence[Example],
    serving: Sequence[Prediction],
    candidate: Sequence[Prediction],
    labels: LabelSet,
) -> list[Gate]:
    """Compare both models' predictions for the same held-out messages, which neither learnt from."""
    if len(examples) < ENOUGH:
        sentence = f"only {len(examples)} held-out messages; {ENOUGH} are needed to compare two models"
        return [Gate("enough", False, sentence)]
    return [
        Gate("enough", True, f"{len(examples)} held-out messages"),
        _no_worse(examples, serving, candidate),
        *_floors(examples, serving, candidate, labels),
        _calibrated(examples, candidate),
    ]


def shadow(
    texts: Sequence[str], serving: Sequence[Prediction], candidate: Sequence[Prediction]
) -> list[Change]:
    """What would change for recent messages, the surest changes first."""
    rows = zip(texts, serving, candidate, strict=True)
    changes = [
        Change(*row) for row in rows if (row[1].label, row[1].urgency) != (row[2].label, row[2].urgency)
    ]
    return sorted(changes, key=lambda change: -change.after.confidence)


def _no_worse(
    examples: Sequence[Example], serving: Sequence[Prediction], candidate: Sequence[Prediction]
) -> Gate:
    """Paired bootstrap over the messages: both models are measured on the same draws."""
    wanted = [_wanted(examples, predictions) for predictions in (serving, candidate)]
    got = [_got(predictions) for predictions in (serving, candidate)]
    random = np.random.default_rng(0)
    differences = []
    for _ in range(DRAWS):
        rows = random.integers(0, len(examples), len(examples))
        before, after = (macro_f1(w[rows], g[rows], wanted[0]) for w, g in zip(wanted, got, strict=True))
        differences.append(after - before)
    before, after = (macro_f1(w, g, wanted[0]) for w, g in zip(wanted, got, strict=True))
    low, high = np.quantile(differences, [0.05, 0.95])
    sentence = f"macro-F1 {before:.3f} → {after:.3f} (difference {low:+.3f} to {high:+.3f})"
    worse = [
        example.id
        for example, *labels in zip(examples, wanted[1], got[0], got[1], strict=True)
        if labels[1] == labels[0] != labels[2]
    ]
    return Gate("no worse", after - before >= -WORSE and high >= 0, sentence, tuple(worse))


def _floors(
    examples: Sequence[Example],
    serving: Sequence[Prediction],
    candidate: Sequence[Prediction],
    labels: LabelSet,
) -> Iterator[Gate]:
    """No label may lose much recall, and a safety label none."""
    wanted, before, after = _wanted(examples, candidate), _got(serving), _got(candidate)
    for label in labels:
        rows = wanted == label.name
        if rows.sum() < (COUNTED_SAFETY if label.safety else COUNTED):
            continue
        had, has = float((before == wanted)[rows].mean()), float((after == wanted)[rows].mean())
        lost = rows & (before == wanted) & (after != wanted)
        ids = tuple(example.id for example, gone in zip(examples, lost, strict=True) if gone)
        passed = has >= had - (0.0 if label.safety else FALL)
        yield Gate(f"recall of {label.name}", passed, f"recall {had:.3f} → {has:.3f}", ids)


def _calibrated(examples: Sequence[Example], candidate: Sequence[Prediction]) -> Gate:
    right = _wanted(examples, candidate) == _got(candidate)
    error = calibration_error(np.array([prediction.confidence for prediction in candidate]), right)
    return Gate("calibrated", error <= CALIBRATED, f"expected calibration error {error:.3f}")


def _wanted(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Words:
    return np.array([wanted_label(e, p) for e, p in zip(examples, predictions, strict=True)], dtype=object)


def _got(predictions: Sequence[Prediction]) -> Words:
    return np.array([prediction.label for prediction in predictions], dtype=object)
