"""The labels of this installation as the running desk uses them, and the texts that name them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bot.texts import Texts, load
from casework.rules.words import Words
from classifier.examples import corpus_files
from classifier.labels import LabelSet, load_labels
from classifier.own_labels import own_labels, read_own, store


def load_texts(labels: LabelSet | None = None, words: Words | None = None) -> dict[str, Texts]:
    """Load the language files with the categories' names in each language and a community's words."""
    names = {
        label.name: {"zh-Hans": label.zh_hans, "zh-Hant": label.zh_hant, "en": label.en}
        for label in (labels or load_labels()).with_retired
    }
    return load(names, words)


def own_texts(directory: Path, words: Words) -> dict[str, Texts]:
    """Load the language files with the names that the installation's own labels have."""
    return load_texts(own_labels(directory), words)


class LiveLabels:
    """The labels in `directory`; `texts` are renewed in place when they change, for all who say them."""

    def __init__(self, directory: Path, words: Words) -> None:
        self._directory, self._words = directory, words
        self._labels = own_labels(directory)
        self.texts = load_texts(self._labels, words)

    def current(self) -> LabelSet:
        """Return the labels in use and the retired ones."""
        return self._labels

    def change(self, labels: LabelSet) -> None:
        """Keep other labels; the desk uses them from now on."""
        store(self._directory, labels)
        self._labels = labels
        self.texts.update(load_texts(labels, self._words))

    def examples(self) -> Mapping[str, int]:
        """Return how many messages of the shipped corpus each label has."""
        return Counter(example.label for example in read_own(corpus_files(), self._labels))
