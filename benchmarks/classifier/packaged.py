"""The rivals that come as a package: fastText, SnowNLP and spaCy."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jieba

from classifier.examples import Example

jieba.setLogLevel("WARNING")
PREFIX = "__label__"


class FastText:
    """fastText on jieba's words, with subwords of one to three characters."""

    def __init__(self) -> None:
        self._model: Any = None
        self._labels: list[str] = []

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn; fastText reads a file, and no spaces in labels."""
        import tempfile

        import fasttext

        self._labels = sorted({example.label for example in examples})
        lines = [f"{PREFIX}{self._labels.index(e.label)} {_line(e.text)}" for e in examples]
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            self._model = fasttext.train_supervised(
                file.name,
                lr=0.5,
                epoch=25,
                minn=1,
                maxn=3,
                dim=100,
                bucket=100_000,
                thread=1,
                seed=0,
                verbose=0,
            )

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text."""
        found = self._model.predict([_line(text) for text in texts])[0]
        return [self._labels[int(row[0].removeprefix(PREFIX))] if row else "" for row in found]

    def save(self, folder: Path) -> None:
        """Write its own format, and the labels."""
        self._model.save_model(str(folder / "model.bin"))
        (folder / "labels.txt").write_text("\n".join(self._labels), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Read its own format, and the labels."""
        import fasttext

        self._model = fasttext.load_model(str(folder / "model.bin"))
        self._labels = (folder / "labels.txt").read_text(encoding="utf-8").split("\n")


class SnowBayes:
    """SnowNLP's Bayes on its own words, without its stop words: its sentiment recipe for any labels."""

    def __init__(self) -> None:
        self._bayes = self._new()
        self._cut: dict[str, list[str]] = {}

    def fit(self, examples: Sequence[Example]) -> None:
        """Count; its cutting takes 5 ms a title, so what one fold has cut serves the next."""
        self._bayes = self._new()
        for example in examples:
            if example.text not in self._cut:
                self._cut[example.text] = self._words(example.text)
        self._bayes.train([(self._cut[example.text], example.label) for example in examples])

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text."""
        return [str(self._bayes.classify(self._words(text))[0]) for text in texts]

    def save(self, folder: Path) -> None:
        """Write its own format."""
        self._bayes.save(str(folder / "bayes"))

    def load(self, folder: Path) -> None:
        """Read its own format."""
        self._bayes.load(str(folder / "bayes"))

    @staticmethod
    def _new() -> Any:
        from snownlp.classification.bayes import Bayes

        return Bayes()

    @staticmethod
    def _words(text: str) -> list[str]:
        from snownlp import normal, seg

        return list(normal.filter_stop(seg.seg(text)))


class SpacyBag:
    """spaCy's text categoriser: a bag of words up to pairs, blank Chinese with jieba, no downloads."""

    ROUNDS, BATCH = 10, 64

    def __init__(self) -> None:
        self._language: Any = None

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn in ten rounds over the shuffled examples."""
        from spacy.training import Example as Lesson

        self._language = self._blank()
        labels = sorted({example.label for example in examples})
        lessons = [
            Lesson.from_dict(
                self._language.make_doc(example.text),
                {"cats": {label: float(label == example.label) for label in labels}},
            )
            for example in examples
        ]
        optimizer = self._language.initialize(lambda: lessons)
        dice = random.Random(0)  # noqa: S311 - shuffles lessons
        for _ in range(self.ROUNDS):
            dice.shuffle(lessons)
            for start in range(0, len(lessons), self.BATCH):
                self._language.update(lessons[start : start + self.BATCH], sgd=optimizer, drop=0.2)

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text."""
        return [max(doc.cats, key=doc.cats.__getitem__) for doc in self._language.pipe(texts)]

    def save(self, folder: Path) -> None:
        """Write its own format."""
        self._language.to_disk(folder / "spacy")

    def load(self, folder: Path) -> None:
        """Read its own format."""
        self._language = self._blank().from_disk(folder / "spacy")

    @staticmethod
    def _blank() -> Any:
        import spacy

        language: Any = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        model = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "ngram_size": 2}
        language.add_pipe("textcat", config={"model": {**model, "length": 262144, "no_output_layer": False}})
        return language


def _line(text: str) -> str:
    return " ".join(jieba.lcut(" ".join(text.split())))
