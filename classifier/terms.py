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
        found, runs = self._counted(word_terms(words)), self._counted(run_terms(text))
        columns = np.fromiter([*found, *runs], np.int32, len(found) + len(runs))
        counts = np.fromiter([*found.values(), *runs.values()], np.float32, len(columns))
        values = (1 + np.log(counts)) * self.rarity[columns]
        for part in (values[: len(found)], values[len(found) :]):
            part *= HALF / np.sqrt(max(float(part @ part), 1e-12))
        return Row(columns, values)

    def _counted(self, terms: Iterable[str]) -> Counter[int | None]:
        counts = Counter(map(self.column.get, terms))
        counts.pop(None, None)
        return counts


def word_terms(words: Iterable[str]) -> list[str]:
    """The words, marked so that they differ from runs of characters."""
    return [f"w {DIGITS.sub('0', word)}" for word in words if WORD.search(word)]


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
