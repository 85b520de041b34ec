"""Our classifier, as the desk uses it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.artefact import load, save
from classifier.embedding import ACCURATE, SMALL, E5Encoder
from classifier.examples import Example, corpus_files, read_examples
from classifier.labels import Label, LabelSet, load_labels
from classifier.model import Model
from classifier.prediction import Prediction

FILE = "model.npz"
STAND_INS = 50  # chat messages of our corpus, for a label set that has no chat


class Ours:
    """Our pipeline with a sentence encoder, or with none."""

    def __init__(self, embedder: str | None) -> None:
        self._embedder = embedder
        self._model: Model | None = None
        self._allowed: frozenset[str] = frozenset()

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn as `linli train` does; labels that are not ours become a label set of their own."""
        from classifier.training import train  # what only serves need not hold it

        if self._embedder == ACCURATE:
            read_each_text_once()
        self._model = train(with_chat(examples), labels=labels_of(examples), embedder=self._embedder)
        self._allowed = allowed(self._model)

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text; place, urgency, second concern and evidence are found on the way."""
        predictions = self.model.predict_many(texts)
        return [self._label(prediction) for prediction in predictions]

    def save(self, folder: Path) -> None:
        """Write the artefact."""
        save(self.model, folder / FILE)

    def load(self, folder: Path) -> None:
        """Read the artefact."""
        self._model = load(folder / FILE)
        self._allowed = allowed(self._model)

    @property
    def model(self) -> Model:
        """What was learnt."""
        assert self._model is not None, "call fit or load first"
        return self._model

    def _label(self, prediction: Prediction) -> str:
        return next(name for name, _ in prediction.ranking if name in self._allowed)


def with_embedding() -> Ours:
    """What is shipped."""
    return Ours(SMALL)


def with_both_embeddings() -> Ours:
    """With the extra `accurate`."""
    return Ours(ACCURATE)


def without_embedding() -> Ours:
    """Words and characters only."""
    return Ours(None)


@cache
def read_each_text_once() -> None:
    """Let the slower encoder remember its rows while folds are learnt: each title stands in all five.

    What is timed is the first fold, and serving happens in processes that never learn.
    """
    encode, rows = E5Encoder.encode, dict[str, NDArray[np.float32]]()

    def remembered(self: E5Encoder, texts: list[str]) -> NDArray[np.float32]:
        new = list(dict.fromkeys(text for text in texts if text not in rows))
        rows.update(zip(new, encode(self, new), strict=True))
        return np.array([rows[text] for text in texts])

    E5Encoder.encode = remembered  # type: ignore[method-assign]


def labels_of(examples: Sequence[Example]) -> LabelSet:
    """Our label set where the labels are ours, else one made of the examples' labels and chat."""
    shipped, names = load_labels(), sorted({example.label for example in examples})
    if any(name in shipped for name in names):
        return shipped
    foreign = (Label(name, zh_hans=name, zh_hant=name, en=name, covers=name) for name in names)
    return LabelSet((*foreign, shipped[shipped.chat]))


def with_chat(examples: Sequence[Example]) -> list[Example]:
    """The examples; a label set needs chat, so where there is none a little of ours is added."""
    chat = load_labels().chat
    if any(example.label == chat for example in examples):
        return list(examples)
    ours = [example for example in read_examples(corpus_files()) if example.label == chat]
    return [*examples, *ours[:STAND_INS]]


def allowed(model: Model) -> frozenset[str]:
    """The labels that may be answered: chat counts only where it is one of the task's labels."""
    shipped = load_labels()
    asked = model.labels.names if model.labels.names == shipped.names else model.labels.concerns
    return frozenset(asked)
