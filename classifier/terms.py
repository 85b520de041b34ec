"""Counts the words and the runs of one to three characters of a text, weighted by how rare they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from classifier.segment import Segmenter

DIGITS = re.compile(r"\d+")
WORD = re.compile(r"\w")
LONGEST_RUN = 3
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

    @classmethod
    def of(cls, names: Sequence[str], rarity: NDArray[np.float32]) -> Terms:
        """Make the lookup that belongs to the names."""
        return cls(tuple(names), rarity, {name: column for column, name in enumerate(names)})

    def row(self, words: Iterable[str], text: str) -> Row:
        """Weigh the terms of one text by 1 + log(count), times rarity."""
        found = self._weighed(word_terms(words))
        runs = self._weighed(run_terms(text))
        return Row(np.concatenate([found[0], runs[0]]), np.concatenate([found[1], runs[1]]))

    def _weighed(self, terms: Iterable[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        known = self.column
        counts = Counter(known[term] for term in terms if term in known)
        columns = np.fromiter(counts, np.int32, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.rarity[columns]
        length = np.sqrt(values @ values) if len(counts) else 1.0
        return columns, np.asarray(values * (HALF / length), dtype=np.float32)


def word_terms(words: Iterable[str]) -> list[str]:
    """The words, marked so that they differ from runs of characters."""
    return [f"w {DIGITS.sub('0', word)}" for word in words if WORD.search(word)]


def run_terms(text: str) -> list[str]:
    """All runs of one to three characters; a number counts as one zero."""
    text = DIGITS.sub("0", text)
    return [
        text[start : start + size]
        for size in range(1, LONGEST_RUN + 1)
        for start in range(len(text) - size + 1)
    ]


def learn_terms(texts: Sequence[str], segmenter: Segmenter) -> Terms:
    """Collect all terms of the texts.

    Terms that occur once are kept: they never recur in the corpus, but they take their part of a
    message's length, so that the common terms are not learnt by heart (1 to 2 points of accuracy on
    other writers' messages).
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({*word_terms(segmenter.cut(text)), *run_terms(text)})
    names = sorted(counts)
    rarity = [log((1 + len(texts)) / (1 + counts[name])) + 1 for name in names]
    return Terms.of(names, np.array(rarity, dtype=np.float32))
