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
RAREST = 2  # messages a term must occur in to be kept


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
    words: int  # how many of the columns, from the first on, are words; the others are runs of characters

    @classmethod
    def of(cls, names: Sequence[str], rarity: NDArray[np.float32], words: int) -> Terms:
        """Make the lookup that belongs to the names."""
        return cls(tuple(names), rarity, {name: column for column, name in enumerate(names)}, words)

    def row(self, words: list[str], text: str) -> Row:
        """Weigh the terms of one text: 1 + log(count), times rarity; words and runs each of length one."""
        known = self.column
        found = Counter(known[term] for term in word_terms(words) if term in known)
        runs = Counter(known[run] for run in run_terms(text) if run in known)
        values = np.concatenate([self._weigh(found), self._weigh(runs)])
        return Row(np.fromiter((*found, *runs), np.int32, len(found) + len(runs)), values)

    def _weigh(self, counts: Counter[int]) -> NDArray[np.float32]:
        columns = np.fromiter(counts, np.int32, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.rarity[columns]
        length = np.sqrt(values @ values) if len(counts) else 1.0
        return np.asarray(values / (length or 1.0), dtype=np.float32)


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
    """Collect the terms that occur in at least two of the texts."""
    words: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for text in texts:
        words.update(set(word_terms(segmenter.cut(text))))
        runs.update(set(run_terms(text)))
    kept = [sorted(term for term, count in counts.items() if count >= RAREST) for counts in (words, runs)]
    rarity = [
        log((1 + len(texts)) / (1 + counts[term])) + 1
        for counts, terms in zip((words, runs), kept, strict=True)
        for term in terms
    ]
    return Terms.of([*kept[0], *kept[1]], np.array(rarity, dtype=np.float32), len(kept[0]))
