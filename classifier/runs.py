"""Counts the runs of one to three characters of a text, as numbers instead of strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_RUN = 3
BITS = 21  # that a character takes; three of them fit into 63


@dataclass(frozen=True, slots=True)
class RunTable:
    """The runs a model knows, sorted by their number, each with its column."""

    numbers: NDArray[np.int64]
    columns: NDArray[np.int32]

    @classmethod
    def of(cls, names: Sequence[str]) -> RunTable:
        """Find the names that are as short as runs."""
        short = [column for column, name in enumerate(names) if 0 < len(name) <= LONGEST_RUN]
        codes = np.array([names[column] for column in short], f"<U{LONGEST_RUN}").view(np.uint32)
        first, second, third = codes.reshape(-1, LONGEST_RUN).astype(np.int64).T
        numbers = _numbers(first, second, third)
        numbers >>= BITS * ((second == 0).astype(np.int64) + (third == 0))
        order = np.argsort(numbers)
        return cls(numbers[order], np.array(short, np.int32)[order])

    def counted(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The columns of the known runs of a text, and how often each occurs."""
        code = _codes(text)
        nothing = np.zeros(len(code), np.int64)
        second = _numbers(nothing[1:], code[:-1], code[1:])
        third = _numbers(code[:-2], code[1:-1], code[2:])
        numbers, counts = np.unique(np.concatenate([code, second, third]), return_counts=True)
        places = np.searchsorted(self.numbers, numbers)
        places[places == len(self.numbers)] = 0
        known = self.numbers[places] == numbers if len(self.numbers) else np.zeros(len(numbers), np.bool_)
        return self.columns[places[known]], counts[known].astype(np.float32)


def _codes(text: str) -> NDArray[np.int64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _numbers(
    first: NDArray[np.int64], second: NDArray[np.int64], third: NDArray[np.int64]
) -> NDArray[np.int64]:
    return np.asarray((first << 2 * BITS) | (second << BITS) | third)
