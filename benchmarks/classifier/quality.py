"""Says how right a rival was, and by how much one is better than another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation import FEWEST
from classifier.examples import Example

DRAWS = 1000
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, and the range that holds 95 % of its bootstrap repetitions."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What was wanted of one rival and what it said, as numbers of labels."""

    wanted: Numbers
    got: Numbers

    @classmethod
    def of(cls, examples: Sequence[Example], got: Sequence[str]) -> Answers:
        """Pair the examples with what was said; a label in `accept` counts as the wanted one."""
        pairs = zip(examples, got, strict=True)
        wanted = [said if said in example.accept else example.label for example, said in pairs]
        number = {label: at for at, label in enumerate(sorted({*wanted, *got}))}
        return cls(np.array([number[label] for label in wanted]), np.array([number[label] for label in got]))

    @classmethod
    def of_splits(cls, tested: Sequence[Sequence[Example]], got: Sequence[Sequence[str]]) -> Answers:
        """The same over all splits, pooled."""
        return cls.of(list(chain.from_iterable(tested)), list(chain.from_iterable(got)))

    def accuracy(self) -> Interval:
        """The share that is right."""
        return _interval(len(self.got), lambda rows: float((self.wanted[rows] == self.got[rows]).mean()))

    def macro_f1(self) -> Interval:
        """The mean F1 of the labels with at least seven messages, as `linli evaluate` has it."""
        return _interval(len(self.got), self._macro_f1)

    def ahead_of(self, other: Answers) -> Interval:
        """By how much macro-F1 the first is better, over the same draws of messages for both."""
        return _interval(len(self.got), lambda rows: self._macro_f1(rows) - other._macro_f1(rows))

    def _macro_f1(self, rows: Numbers) -> float:
        wanted, got = self.wanted[rows], self.got[rows]
        labels = 1 + max(int(self.wanted.max()), int(self.got.max()))
        hits = np.bincount(wanted[wanted == got], minlength=labels)
        both = np.bincount(wanted, minlength=labels) + np.bincount(got, minlength=labels)
        counted = np.bincount(self.wanted, minlength=labels) >= FEWEST
        return float((2 * hits / np.maximum(both, 1))[counted].mean())


def _interval(count: int, figure: Callable[[Numbers], float]) -> Interval:
    dice = np.random.default_rng(0)
    drawn = [figure(dice.integers(0, count, count)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(figure(np.arange(count)), float(low), float(high))
