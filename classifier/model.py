"""Says what a message is about, by a sum of weights per term and per number of its embedding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import Matrix, encoder
from classifier.evidence import deciding_words
from classifier.labels import LabelSet
from classifier.place import find_place
from classifier.prediction import Prediction, Thresholds, Urgency
from classifier.segment import segmenter
from classifier.terms import Terms
from classifier.text import normalise

RANKED = 4  # labels in `Prediction.ranking`


@dataclass(frozen=True, slots=True)
class Weights:
    """One column per question: topic:<label>, also:<label>, chat, urgent, emergency."""

    questions: tuple[str, ...]
    terms: NDArray[np.float32]  # (terms, questions)
    embedding: NDArray[np.float32]  # (numbers of the embedding, questions); no rows without one
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cuts:
    """From which probability on a yes counts."""

    also: float
    urgent: float
    emergency: float


@dataclass(frozen=True)
class Model:
    """A trained classifier; read-only, so that any number of threads may ask it."""

    labels: LabelSet
    words: tuple[str, ...]
    terms: Terms
    weights: Weights
    embedder: str | None
    thresholds: Thresholds
    cuts: Cuts
    version: str
    metrics: Mapping[str, Any]
    facts: Mapping[str, Any]  # what it was made from: corpus hash, library versions, when

    def predict(self, text: str) -> Prediction:
        """Understand one message."""
        return self.predict_many([text])[0]

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """Understand messages, in their order; quicker than one by one."""
        plain = [normalise(text) for text in texts]
        cut = [list(segmenter(self.words).cut(text)) for text in plain]
        scores = self.scores(plain, cut)
        return [self._predict(*one) for one in zip(texts, plain, cut, scores, strict=True)]

    def scores(self, plain: Sequence[str], cut: Sequence[list[str]]) -> Matrix:
        """Score normalised, segmented texts: one row per text, one column per question."""
        rows = [self.terms.row(words, text) for words, text in zip(cut, plain, strict=True)]
        scores = np.array([row.values @ self.weights.terms[row.columns] for row in rows], dtype=np.float32)
        scores = scores.reshape(len(rows), len(self.weights.questions)) + self.weights.bias
        if self.embedder and rows:
            scores += encoder(self.embedder).encode(list(plain)) @ self.weights.embedding
        return scores

    def _predict(self, text: str, plain: str, words: list[str], scores: NDArray[np.float32]) -> Prediction:
        answers = dict(zip(self.weights.questions, scores.tolist(), strict=True))
        chances = label_chances(answers, self.labels)
        ranking = sorted(chances.items(), key=lambda item: -item[1])[:RANKED]
        label, confidence = ranking[0]
        return Prediction(
            label=label,
            confidence=confidence,
            ranking=tuple(ranking),
            also=self._also(answers, label),
            urgency=self._urgency(answers, label),
            place=find_place(text),
            evidence=self._evidence(words, plain, label),
            model_version=self.version,
        )

    def _also(self, answers: Mapping[str, float], label: str) -> tuple[str, ...]:
        if label == self.labels.chat:
            return ()
        others = {name: answers[f"also:{name}"] for name in self.labels.concerns if name != label}
        found = [name for name, score in others.items() if sigmoid(score) >= self.cuts.also]
        return tuple(sorted(found, key=lambda name: -others[name]))

    def _urgency(self, answers: Mapping[str, float], label: str) -> Urgency:
        if label == self.labels.chat:
            return Urgency.NORMAL
        if sigmoid(answers["emergency"]) >= self.cuts.emergency:
            return Urgency.EMERGENCY
        return Urgency.URGENT if sigmoid(answers["urgent"]) >= self.cuts.urgent else Urgency.NORMAL

    def _evidence(self, words: list[str], plain: str, label: str) -> tuple[str, ...]:
        question = "chat" if label == self.labels.chat else f"topic:{label}"
        column = self.weights.questions.index(question)
        return deciding_words(words, plain, self.terms, self.weights.terms[:, column])


def label_chances(answers: Mapping[str, float], labels: LabelSet) -> dict[str, float]:
    """Chat or concern is asked first; what is left of the probability is shared among the concerns."""
    chat = sigmoid(answers["chat"])
    scores = np.array([answers[f"topic:{name}"] for name in labels.concerns])
    shares = np.exp(scores - scores.max())
    shares *= (1 - chat) / shares.sum()
    return {labels.chat: chat, **dict(zip(labels.concerns, shares.tolist(), strict=True))}


def sigmoid(score: float) -> float:
    """The probability that belongs to a score."""
    return float(1 / (1 + np.exp(-np.clip(score, -50, 50))))
