"""Says what a message is about: weights per term, plus weights per pair of directions of its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.curves import Steepness, Vector, YesNo, shares
from classifier.embedding import Matrix, encoder
from classifier.evidence import deciding_words
from classifier.labels import LabelSet
from classifier.likeness import Likeness
from classifier.nearness import Directions, nearest_of, pairs
from classifier.place import find_place
from classifier.prediction import Prediction, Thresholds, Urgency
from classifier.segment import segmenter
from classifier.terms import Row, Terms
from classifier.text import normalise

AT_ONCE = 50  # messages whose pairs of directions are held at once, at 75 kB each
RANKED = 4  # labels in `Prediction.ranking`


@dataclass(frozen=True, slots=True)
class TermWeights:
    """What each term says to each question, in 255 steps per question."""

    steps: NDArray[np.int8]  # (terms, questions)
    size: NDArray[np.float32]  # of one step, per question

    def scores(self, row: Row) -> NDArray[np.float32]:
        """The sum over a text's terms, one number per question."""
        return np.asarray((row.values @ self.steps[row.columns].astype(np.float32)) * self.size)


@dataclass(frozen=True, slots=True)
class Known:
    """What meaning says to each question, and the meanings of the corpus' messages."""

    directions: Directions
    weights: Matrix  # (pairs of directions, questions)
    chat: Matrix  # (messages, leading directions)
    concerns: Matrix  # (messages, leading directions)


@dataclass(frozen=True, slots=True)
class Answers:
    """One message's scores per question, and the cosines with the nearest known chat and concern."""

    scores: NDArray[np.float32]
    near_chat: float = 0.0
    near_concern: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities."""

    steepness: Steepness  # of the choice among concerns
    chat: YesNo  # of score, near_chat, near_concern
    several: YesNo  # of the scores of `second`
    urgent: YesNo
    emergency: YesNo


@dataclass(frozen=True, slots=True)
class Cuts:
    """From which probability on a yes counts."""

    several: float
    urgent: float
    emergency: float


@dataclass(frozen=True)
class Model:
    """A trained classifier; read-only, so that any number of threads may ask it."""

    labels: LabelSet
    words: tuple[str, ...]
    terms: Terms
    questions: tuple[
        str, ...
    ]  # topic:<label> and also:<label> for each concern, chat, several, urgent, emergency
    weights: TermWeights
    bias: NDArray[np.float32]
    embedder: str | None
    known: Known | None  # None without an embedder
    calibration: Calibration
    thresholds: Thresholds
    cuts: Cuts
    version: str
    metrics: Mapping[str, Any]
    facts: Mapping[str, Any]  # what it was made from: corpus hash, library versions

    def predict(self, text: str) -> Prediction:
        """Understand one message."""
        return self.predict_many([text])[0]

    def likeness(self, one: str, other: str) -> float:
        """Say how alike the words of two messages are, from 0 to 1."""
        return self._likeness.between(one, other)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self.terms, segmenter(self.words))

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """Understand messages, in their order; quicker than one by one."""
        starts = range(0, len(texts), AT_ONCE)
        return [one for start in starts for one in self._predict_some(texts[start : start + AT_ONCE])]

    def _predict_some(self, texts: Sequence[str]) -> Iterator[Prediction]:
        plain = [normalise(text) for text in texts]
        cut = [list(segmenter(self.words).cut(text)) for text in plain]
        answers = self.answer(plain, cut)
        for one in zip(texts, cut, answers, strict=True):
            yield self._predict(*one)

    def answer(self, plain: Sequence[str], cut: Sequence[list[str]]) -> list[Answers]:
        """Score normalised, segmented texts."""
        rows = (self.terms.row(words, text) for words, text in zip(cut, plain, strict=True))
        scores = [self.weights.scores(row) + self.bias for row in rows]
        if self.known is None or self.embedder is None or not scores:
            return [Answers(score) for score in scores]
        meaning = self.known.directions.turn(encoder(self.embedder).encode(list(plain)))
        by_meaning = pairs(meaning) @ self.known.weights
        leading = self.known.directions.lead(meaning)
        near_chat = nearest_of(leading, self.known.chat).tolist()
        near_concern = nearest_of(leading, self.known.concerns).tolist()
        return [Answers(*one) for one in zip(scores + by_meaning, near_chat, near_concern, strict=True)]

    def chances(self, answers: Answers) -> dict[str, float]:
        """The probability of every label: chat or concern first, then which concern."""
        scores = self._scores(answers)
        chat = self.calibration.chat.chance(scores["chat"], answers.near_chat, answers.near_concern)
        topics = np.array([scores[f"topic:{name}"] for name in self.labels.concerns])
        steepness = self.calibration.steepness.of(topics, scores["several"])
        among: Vector = (1 - chat) * shares(topics, steepness)
        return {**dict(zip(self.labels.concerns, among.tolist(), strict=True)), self.labels.chat: chat}

    def _scores(self, answers: Answers) -> dict[str, float]:
        return dict(zip(self.questions, answers.scores.tolist(), strict=True))

    def _predict(self, text: str, words: list[str], answers: Answers) -> Prediction:
        ranking = sorted(self.chances(answers).items(), key=lambda item: -item[1])[:RANKED]
        label, confidence = ranking[0]
        scores = self._scores(answers)
        return Prediction(
            label=label,
            confidence=confidence,
            ranking=tuple(ranking),
            also=self._also(scores, label),
            urgency=self._urgency(scores, label),
            place=find_place(text),
            evidence=self._evidence(words, label),
            model_version=self.version,
        )

    def _also(self, scores: Mapping[str, float], label: str) -> tuple[str, ...]:
        if label == self.labels.chat:
            return ()
        topic = np.array([scores[f"topic:{name}"] for name in self.labels.concerns])
        also = np.array([scores[f"also:{name}"] for name in self.labels.concerns])
        other, evidence = second(topic, also, scores["several"], self.labels.concerns.index(label))
        found = self.calibration.several.chance(*evidence) >= self.cuts.several
        return (self.labels.concerns[other],) if found else ()

    def _urgency(self, scores: Mapping[str, float], label: str) -> Urgency:
        if label == self.labels.chat:
            return Urgency.NORMAL
        if self.calibration.emergency.chance(scores["emergency"]) >= self.cuts.emergency:
            return Urgency.EMERGENCY
        urgent = self.calibration.urgent.chance(scores["urgent"]) >= self.cuts.urgent
        return Urgency.URGENT if urgent else Urgency.NORMAL

    def _evidence(self, words: list[str], label: str) -> tuple[str, ...]:
        question = "chat" if label == self.labels.chat else f"topic:{label}"
        column = self.questions.index(question)
        return deciding_words(words, self.terms, self.weights.steps[:, column])


def second(
    topic: NDArray[np.floating], also: NDArray[np.floating], several: float, first: int
) -> tuple[int, tuple[float, float, float]]:
    """The likeliest second concern beside the first, and the scores that tell whether there is one."""
    others = also.copy()
    others[first] = -np.inf
    other = int(others.argmax())
    return other, (float(also[other]), float(several), float(topic[other] - topic[first]))
