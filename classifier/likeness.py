"""How alike two messages are as texts: the cosine of their words and runs, each weighed by how rare it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from classifier.segment import Segmenter
from classifier.terms import Terms, run_terms, word_terms
from classifier.text import normalise

Weighed = dict[str, float]
MOST_CHARACTERS = 300  # what follows is politeness and history


class Likeness:
    """Compares texts by what a model knows of rarity; a name it never saw is as rare as can be."""

    def __init__(self, terms: Terms, segmenter: Segmenter) -> None:
        self._rarity = dict(zip(terms.names, terms.rarity.tolist(), strict=True))
        self._never = max(self._rarity.values(), default=1.0)
        self._segmenter = segmenter

    def between(self, one: str, other: str) -> float:
        """Return 0 for nothing in common, 1 for the same words; short and long texts alike."""
        return self.of(self.weigh(one), self.weigh(other))

    def of(self, one: Weighed, other: Weighed) -> float:
        """Compare texts that were weighed before."""
        if len(other) < len(one):
            one, other = other, one
        return sum(weight * other.get(term, 0.0) for term, weight in one.items())

    def weigh(self, text: str) -> Weighed:
        """Return what each term of a text weighs; all together have length one."""
        plain = normalise(text)[:MOST_CHARACTERS]
        runs = (run for run in run_terms(plain) if len(run) > 1)
        return self._half(word_terms(self._segmenter.cut(plain))) | self._half(runs)

    def _half(self, terms: Iterable[str]) -> Weighed:
        counts = Counter(terms)
        weights = {term: (1 + log(n)) * self._rarity.get(term, self._never) for term, n in counts.items()}
        length = sqrt(2 * sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}
