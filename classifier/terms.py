"""Counts the words and the runs of one to three characters of a text, weighted by how rare they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from classifier.runs import LONGEST_RUN, RunTable
from classifier.segment import Segmenter

DIGITS = re.compile(r"\d+")
WORD = re.compile(r"\w")
WORD_MARK = "w "  # before a word among the terms, so that it differs from runs of characters
ROOM = 20_000  # words whose columns are kept, of 150 bytes each
HALF = np.float32(0.5**0.5)  # length of the words and of the runs, so that both together have length one


@dataclass(frozen=True, slots=True)
class Row:
    """One text as numbers: which terms it has, and how much each weighs."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms a model knows, in column order, with their rarity (inverse document frequency)."""

    names: tuple[str, ...]
    rarity: NDArray[np.float32]
    column: dict[str, int]
    runs: RunTable
    _inside: dict[str, NDArray[np.intp]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, names: Sequence[str], rarity: NDArray[np.float32]) -> Terms:
        """Make the lookups that belong to the names: one for words, one for runs."""
        words = {name: column for column, name in enumerate(names) if name.startswith(WORD_MARK)}
        return cls(tuple(names), rarity, words, RunTable.of(names))

    def row(self, words: Iterable[str], text: str) -> Row:
        """Weigh the terms of one text by 1 + log(count), times rarity."""
        found = Counter(map(self.column.get, word_terms(words)))
        found.pop(None, None)
        runs, run_counts = self.runs.counted(DIGITS.sub("0", text))
        columns = np.concatenate([np.fromiter(found, np.int32, len(found)), runs])
        counts = np.concatenate([np.fromiter(found.values(), np.float32, len(found)), run_counts])
        values = (1 + np.log(counts)) * self.rarity[columns]
        for part in (values[: len(found)], values[len(found) :]):
            part *= HALF / np.sqrt(max(float(part @ part), 1e-12))
        return Row(columns, values)

    def inside(self, word: str) -> NDArray[np.intp]:
        """The columns of a word and of the runs of characters inside it; those of common words are kept."""
        known = self._inside.get(word)
        if known is None:
            columns = [self.column[term] for term in word_terms([word]) if term in self.column]
            runs, _ = self.runs.counted(DIGITS.sub("0", word))
            known = np.concatenate([np.array(columns, np.intp), runs])
            if len(self._inside) < ROOM:
                self._inside[word] = known
        return known


def word_terms(words: Iterable[str]) -> list[str]:
    """The words as terms."""
    return [WORD_MARK + DIGITS.sub("0", word) for word in words if WORD.search(word)]


def run_terms(text: str) -> list[str]:
    """All runs of one to three characters; a number counts as one zero."""
    text = DIGITS.sub("0", text)
    following = [text[start:] for start in range(LONGEST_RUN)]
    runs = list(text)
    for size in range(2, LONGEST_RUN + 1):
        runs.extend(map("".join, zip(*following[:size], strict=False)))
    return runs


def learn_terms(texts: Sequence[str], segmenter: Segmenter) -> Terms:
    """Collect all terms of the texts."""
    return terms_of(texts, (segmenter.cut(text) for text in texts))


def terms_of(texts: Sequence[str], words: Iterable[Iterable[str]]) -> Terms:
    """Collect all terms of texts that are already cut into words.

    Terms that occur once are kept: they never recur in the corpus, but they take their part of a
    message's length, so that the common terms are not learnt by heart (1 to 2 points of accuracy on
    other writers' messages).
    """
    counts: Counter[str] = Counter()
    for text, cut in zip(texts, words, strict=True):
        counts.update({*word_terms(cut), *run_terms(text)})
    names = sorted(counts)
    rarity = [log((1 + len(texts)) / (1 + counts[name])) + 1 for name in names]
    return Terms.of(names, np.array(rarity, dtype=np.float32))
