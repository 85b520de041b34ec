"""Finds the words of a message that decided its label."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from classifier.terms import Terms

SHOWN = 5  # words at most
SHARE = 0.15  # of the strongest word's weight, below which a word is not shown
CONTENT = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")


def deciding_words(words: list[str], terms: Terms, weights: NDArray[np.int8]) -> tuple[str, ...]:
    """Return the words that spoke for the label, strongest first; `weights` is the label's column."""
    shown = [word for word in dict.fromkeys(words) if CONTENT.search(word)]
    weighed = dict(zip(shown, _weights(shown, terms, weights), strict=True))
    strongest = max(weighed.values(), default=0.0)
    chosen = [word for word, weight in weighed.items() if weight > max(0.0, SHARE * strongest)]
    return tuple(sorted(chosen, key=lambda word: -weighed[word])[:SHOWN])


def _weights(words: list[str], terms: Terms, weights: NDArray[np.int8]) -> list[float]:
    """What each word itself and the runs of characters inside it add to the label."""
    inside = [terms.inside(word) for word in words]
    if not inside:
        return []
    columns = np.concatenate(inside)
    owners = np.repeat(np.arange(len(words)), [len(own) for own in inside])
    parts = weights[columns] * terms.rarity[columns]
    sums: list[float] = np.bincount(owners, parts, len(words)).tolist()
    return sums
