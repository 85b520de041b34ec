"""Works out what the report shows, from labelled messages and what a model said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation import (
    BINS,
    Interval,
    interval,
    is_dropped,
    is_routed,
    label_score,
    wanted_label,
)
from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.model import Model
from classifier.prediction import Prediction, Urgency

NORMAL_95 = 1.96  # standard deviations on either side that hold 95 %
FEWEST_ROUTED = 20  # messages a point of the coverage curve needs
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number of messages; `value` is 0 when there are none."""

    hits: int
    among: int

    @property
    def value(self) -> float:
        """The share, between 0 and 1."""
        return self.hits / self.among if self.among else 0.0

    @property
    def range(self) -> tuple[float, float]:
        """Where the true share lies with 95 % probability (Wilson 1927).

        The bootstrap would call 5 of 5 certain.
        """
        if not self.among:
            return 0.0, 1.0
        spread = NORMAL_95**2 / self.among
        middle = self.value + spread / 2
        half = sqrt(self.value * (1 - self.value) * spread + spread**2 / 4)
        return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One message, what was wanted and what was said."""

    example: Example
    prediction: Prediction
    wanted: str
    routed: bool  # would have gone to a body without a human
    dropped: bool  # would have opened no case

    @property
    def right(self) -> bool:
        """Whether the primary label is one that counts."""
        return self.prediction.label == self.wanted


@dataclass(frozen=True, slots=True)
class Fates:
    """What would become of the messages: sent out, closed as chat, or shown to a human first."""

    sent_right: int
    sent_wrong: int
    closed_right: int
    closed_wrong: int
    asked_right: int
    asked_wrong: int

    @property
    def total(self) -> int:
        """All messages."""
        return sum(getattr(self, name) for name in self.__slots__)

    @property
    def sent(self) -> Share:
        """How many of those sent out were right."""
        return Share(self.sent_right, self.sent_right + self.sent_wrong)


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """How one label fares: how many of its messages are found, how many of those named so are right."""

    name: str
    found: Share
    precise: Share
    f1: Interval


@dataclass(frozen=True, slots=True)
class Mixup:
    """One label taken for another, with the message that was taken so most confidently."""

    wanted: str
    said: str
    count: int
    among: int
    example: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """The messages whose confidence lies in one tenth: what was claimed, and what came true."""

    claimed: float
    right: Share


@dataclass(frozen=True, slots=True)
class Alarms:
    """Emergencies that were found, alarms that were right, and the emergencies nobody was told of."""

    found: Share
    right: Share
    missed: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same messages; the difference is the second's accuracy minus the first's."""

    before: str
    after: str
    accuracy_before: float
    accuracy_after: float
    difference: Interval
    labels: tuple[tuple[str, Share, Share], ...]  # name, found before, found after
    mended: tuple[tuple[Verdict, Verdict], ...]
    broken: tuple[tuple[Verdict, Verdict], ...]


def verdicts(model: Model, examples: Sequence[Example]) -> list[Verdict]:
    """Ask the model about every message."""
    predictions = model.predict_many([example.text for example in examples])
    thresholds, chat = model.thresholds, model.labels.chat
    return [
        Verdict(
            example,
            prediction,
            wanted_label(example, prediction),
            is_routed(prediction, thresholds, chat),
            is_dropped(prediction, thresholds, chat),
        )
        for example, prediction in zip(examples, predictions, strict=True)
    ]


def fates(rows: Iterable[Verdict]) -> Fates:
    """Count what would become of the messages."""
    counts: Counter[str] = Counter()
    for row in rows:
        where = "sent" if row.routed else "closed" if row.dropped else "asked"
        counts[f"{where}_{'right' if row.right else 'wrong'}"] += 1
    return Fates(**{name: counts[name] for name in Fates.__slots__})


def qualities(rows: Sequence[Verdict], labels: LabelSet) -> list[LabelQuality]:
    """How each label that occurs fares, the best first."""
    wanted, said = _names(rows)
    found = [_quality(wanted, said, name) for name in labels.names if (wanted == name).any()]
    return sorted(found, key=lambda quality: -quality.f1.value)


def _quality(wanted: NDArray[np.object_], said: NDArray[np.object_], name: str) -> LabelQuality:
    hits = int(((wanted == name) & (said == name)).sum())
    return LabelQuality(
        name,
        Share(hits, int((wanted == name).sum())),
        Share(hits, int((said == name).sum())),
        interval(len(wanted), lambda drawn: label_score(wanted[drawn], said[drawn], name).f1),
    )


def confusion(rows: Sequence[Verdict], labels: LabelSet) -> Counts:
    """How often each label (rows) was called each label (columns), in the order of the labels."""
    matrix = np.zeros((len(labels), len(labels)), dtype=np.intp)
    for row in rows:
        matrix[labels.names.index(row.wanted), labels.names.index(row.prediction.label)] += 1
    return matrix


def mixups(rows: Sequence[Verdict], most: int) -> list[Mixup]:
    """The pairs that are confused most often, at least twice each."""
    among = Counter(row.wanted for row in rows)
    pairs: dict[tuple[str, str], list[Verdict]] = {}
    for row in surest_mistakes(rows):
        pairs.setdefault((row.wanted, row.prediction.label), []).append(row)
    common = sorted(pairs.items(), key=lambda pair: -len(pair[1]))[:most]
    return [
        Mixup(wanted, said, len(taken), among[wanted], taken[0].example.text)
        for (wanted, said), taken in common
        if len(taken) > 1
    ]


def surest_mistakes(rows: Iterable[Verdict]) -> list[Verdict]:
    """All mistakes, the most confident first."""
    return sorted((row for row in rows if not row.right), key=lambda row: -row.prediction.confidence)


def sureness(rows: Iterable[Verdict]) -> list[Sureness]:
    """Claimed and true shares per tenth of confidence, for the tenths that hold messages."""
    tenths: dict[int, list[Verdict]] = {}
    for row in rows:
        tenths.setdefault(min(int(row.prediction.confidence * BINS), BINS - 1), []).append(row)
    return [
        Sureness(float(np.mean([row.prediction.confidence for row in held])), share_right(held))
        for _, held in sorted(tenths.items())
    ]


def coverage(rows: Iterable[Verdict], chat: str) -> list[tuple[float, Share]]:
    """For each number of surest messages called a concern: their share, and how many of them are right."""
    sure_first = sorted(
        (row for row in rows if row.prediction.label != chat), key=lambda row: -row.prediction.confidence
    )
    right = np.cumsum([row.right for row in sure_first])
    return [
        (count / len(sure_first), Share(int(right[count - 1]), count))
        for count in range(FEWEST_ROUTED, len(sure_first) + 1)
    ]


def alarms(rows: Sequence[Verdict]) -> Alarms:
    """How emergencies fare."""
    wanted = [row for row in rows if row.example.urgency is Urgency.EMERGENCY]
    rung = [row for row in rows if row.prediction.urgency is Urgency.EMERGENCY]
    missed = tuple(row for row in wanted if row.prediction.urgency is not Urgency.EMERGENCY)
    hits = len(wanted) - len(missed)
    return Alarms(Share(hits, len(wanted)), Share(hits, len(rung)), missed)


def comparison(before: Sequence[Verdict], after: Sequence[Verdict], labels: LabelSet) -> Comparison:
    """Compare two models; the interval is that of a paired bootstrap."""
    gain = np.array([int(new.right) - int(old.right) for old, new in zip(before, after, strict=True)])
    pairs = list(zip(before, after, strict=True))
    return Comparison(
        before[0].prediction.model_version,
        after[0].prediction.model_version,
        share_right(before).value,
        share_right(after).value,
        interval(len(gain), lambda drawn: float(gain[drawn].mean())),
        tuple(
            (name, _found(before, name), _found(after, name))
            for name in labels.names
            if any(row.example.label == name for row in after)
        ),
        tuple(pair for pair in pairs if pair[1].right and not pair[0].right),
        tuple(pair for pair in pairs if pair[0].right and not pair[1].right),
    )


def share_right(rows: Sequence[Verdict]) -> Share:
    """How many are right."""
    return Share(sum(row.right for row in rows), len(rows))


def _found(rows: Iterable[Verdict], name: str) -> Share:
    """How many messages of this primary label are right, so that both models count the same ones."""
    return share_right([row for row in rows if row.example.label == name])


def _names(rows: Sequence[Verdict]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    wanted = np.array([row.wanted for row in rows], dtype=object)
    return wanted, np.array([row.prediction.label for row in rows], dtype=object)
