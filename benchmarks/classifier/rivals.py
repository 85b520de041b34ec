"""Lists who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from classifier.examples import Example

TITLES, MESSAGES = "titles", "messages"
TASKS = (TITLES, MESSAGES)


class Rival(Protocol):
    """Learns from examples, says one label per text, and can be kept in a folder."""

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn; whatever was learnt before is forgotten."""
        ...

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text."""
        ...

    def save(self, folder: Path) -> None:
        """Write what was learnt into an empty folder."""
        ...

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One who takes part; `control` marks one that is only shown to explain the others."""

    name: str
    title: str
    made_by: str  # module and function; imported by the one process that measures it, and by no other
    ours: bool = False
    control: bool = False
    tasks: tuple[str, ...] = TASKS

    def make(self) -> Rival:
        """A new one that has learnt nothing."""
        module, _, function = self.made_by.partition(":")
        return cast(Rival, getattr(import_module(f"benchmarks.classifier.{module}"), function)())


YARDSTICK = "bayes"
OURS = "ours"
ENTRIES = (
    Entry("snownlp", "SnowNLP Bayes", "packaged:SnowBayes"),
    Entry(YARDSTICK, "jieba + multinomial Bayes", "linear:bayes"),
    Entry("fasttext", "fastText, words + subwords", "packaged:FastText"),
    Entry("spacy", "spaCy textcat, bag of words", "packaged:SpacyBag"),
    Entry("svm", "jieba + linear SVM", "linear:svm"),
    Entry("svm-chars", "linear SVM, words + characters 1–3", "linear:svm_with_characters"),
    Entry("mlp", "neural net (MLP on TF-IDF)", "linear:neural_net"),
    Entry(
        "svm-lexicon",
        "the same SVM, given our lexicon too",
        "linear:svm_with_lexicon",
        control=True,
        tasks=(MESSAGES,),
    ),
    Entry("ours-plain", "ours, without the embedding", "ours:without_embedding", ours=True, control=True),
    Entry(OURS, "ours", "ours:with_embedding", ours=True),
    Entry("ours-accurate", "ours, accurate", "ours:with_both_embeddings", ours=True, control=True),
)


def entry(name: str) -> Entry:
    """The one of that name."""
    return next(one for one in ENTRIES if one.name == name)
