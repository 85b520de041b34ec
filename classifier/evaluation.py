"""Measures a model on labelled messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.examples import Example
from classifier.model import Model
from classifier.prediction import Prediction, Thresholds, Urgency

FEWEST = 7  # messages a label needs to count in the macro-F1
BINS = 10
DRAWS = 1000
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the range that holds 95 % of its bootstrap repetitions."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How one label fares."""

    precision: float
    recall: float
    f1: float
    messages: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured; shares are between 0 and 1, and None where no message could show it."""

    messages: int
    accuracy: Interval
    macro_f1: Interval
    labels: Mapping[str, LabelScore]
    calibration_error: float
    surest_half: float
    routed: float  # of all messages
    routed_concerns: float | None  # of the concerns
    routed_right: float | None
    chat_as_concern: float | None
    concern_as_chat: float | None
    both_found: float | None
    single_split: float | None
    urgency: float
    emergency_recall: float | None
    emergency_precision: float | None
    model_version: str

    def as_data(self) -> dict[str, object]:
        """The report as plain values."""
        data: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        for name in ("accuracy", "macro_f1"):
            interval = getattr(self, name)
            data[name] = {"value": interval.value, "low": interval.low, "high": interval.high}
        data["labels"] = {
            name: {
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
                "messages": score.messages,
            }
            for name, score in self.labels.items()
        }
        return data


def evaluate(model: Model, examples: Sequence[Example]) -> Report:
    """Predict every example and compare; a label in `accept` counts as the right one."""
    return compare(examples, model.predict_many([example.text for example in examples]), model)


def compare(examples: Sequence[Example], predictions: Sequence[Prediction], model: Model) -> Report:
    """Make the report from predictions that are already there."""
    chat = model.labels.chat
    wanted = np.array([wanted_label(e, p) for e, p in zip(examples, predictions, strict=True)], dtype=object)
    got = np.array([prediction.label for prediction in predictions], dtype=object)
    right = wanted == got
    sure = np.array([prediction.confidence for prediction in predictions])
    routed = np.array([is_routed(prediction, model.thresholds, chat) for prediction in predictions])
    dropped = np.array([is_dropped(prediction, model.thresholds, chat) for prediction in predictions])
    surest = np.argsort(-sure, kind="stable")[: max(1, len(sure) // 2)]
    return Report(
        messages=len(examples),
        accuracy=interval(len(right), lambda rows: float(right[rows].mean())),
        macro_f1=interval(len(right), lambda rows: macro_f1(wanted[rows], got[rows], wanted)),
        labels={str(name): label_score(wanted, got, name) for name in sorted(set(wanted))},
        calibration_error=calibration_error(sure, right),
        surest_half=float(right[surest].mean()),
        routed=float(routed.mean()),
        routed_concerns=_share(routed, wanted != chat),
        routed_right=_share(right, routed),
        chat_as_concern=_share(got != chat, wanted == chat),
        concern_as_chat=_share(dropped, wanted != chat),
        both_found=_both_found(examples, predictions),
        single_split=_single_split(examples, predictions, chat),
        urgency=float(np.mean([p.urgency == e.urgency for e, p in zip(examples, predictions, strict=True)])),
        emergency_recall=_emergency(examples, predictions, of_wanted=True),
        emergency_precision=_emergency(examples, predictions, of_wanted=False),
        model_version=model.version,
    )


def is_routed(prediction: Prediction, thresholds: Thresholds, chat: str) -> bool:
    """Whether the message would go out without a human."""
    sure = prediction.confidence >= thresholds.confidence and prediction.gap >= thresholds.gap
    return sure and prediction.label != chat


def is_dropped(prediction: Prediction, thresholds: Thresholds, chat: str) -> bool:
    """Whether the message would open no case."""
    return prediction.label == chat and prediction.confidence >= thresholds.chat


def wanted_label(example: Example, prediction: Prediction) -> str:
    """The label that counts as right: the predicted one if it is accepted, else the primary."""
    return prediction.label if prediction.label in example.accept else example.label


def label_score(wanted: NDArray[np.object_], got: NDArray[np.object_], name: str) -> LabelScore:
    """Precision, recall and their harmonic mean for one label."""
    hits = int(((wanted == name) & (got == name)).sum())
    precision = hits / max(1, int((got == name).sum()))
    recall = hits / max(1, int((wanted == name).sum()))
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return LabelScore(precision, recall, f1, int((wanted == name).sum()))


def macro_f1(wanted: NDArray[np.object_], got: NDArray[np.object_], all_wanted: NDArray[np.object_]) -> float:
    """The mean F1 of the labels that have at least seven messages in the whole set."""
    names = [name for name in sorted(set(all_wanted)) if (all_wanted == name).sum() >= FEWEST]
    if not names:
        names = sorted(set(all_wanted))
    return float(np.mean([label_score(wanted, got, name).f1 for name in names]))


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[bins == bin_].sum() - right[bins == bin_].sum()) for bin_ in range(BINS)]
    return float(sum(gaps) / len(sure))


def interval(count: int, figure: Callable[[Indices], float]) -> Interval:
    """The figure of all messages, and its range over a thousand draws of as many with replacement."""
    random = np.random.default_rng(0)
    drawn = [figure(random.integers(0, count, count)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(figure(np.arange(count)), float(low), float(high))


def _share(what: NDArray[np.bool_], among: NDArray[np.bool_]) -> float | None:
    return float(what[among].mean()) if among.any() else None


def _both_found(examples: Sequence[Example], predictions: Sequence[Prediction]) -> float | None:
    """Among messages with a second concern: how often all of them stand in the prediction."""
    double = [
        ({e.label, *e.also}, {p.label, *p.also}) for e, p in zip(examples, predictions, strict=True) if e.also
    ]
    return sum(wanted <= got for wanted, got in double) / len(double) if double else None


def _single_split(examples: Sequence[Example], predictions: Sequence[Prediction], chat: str) -> float | None:
    single = [p for e, p in zip(examples, predictions, strict=True) if not e.also and e.label != chat]
    return sum(bool(p.also) for p in single) / len(single) if single else None


def _emergency(
    examples: Sequence[Example], predictions: Sequence[Prediction], *, of_wanted: bool
) -> float | None:
    wanted = np.array([example.urgency is Urgency.EMERGENCY for example in examples])
    got = np.array([prediction.urgency is Urgency.EMERGENCY for prediction in predictions])
    return _share(got & wanted, wanted if of_wanted else got)
