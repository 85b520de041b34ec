"""Decides which examples are held out together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.examples import Example

PARTS = 10  # of a source that can't be spared as a whole
SPARED = 0.5  # of a label's examples that may be missing while it is measured


def group_of(examples: Sequence[Example]) -> NDArray[np.intp]:
    """Hold out whole sources, so that a figure says how other writers' messages fare.

    A source that has most of some label's examples is held out by tenths instead.
    """
    of_label = Counter(example.label for example in examples)
    of_both = Counter((example.source, example.label) for example in examples)
    needed = {source for (source, label), count in of_both.items() if count > SPARED * of_label[label]}
    names = [_name(example, example.source in needed) for example in examples]
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([numbers[name] for name in names], dtype=np.intp)


def _name(example: Example, in_parts: bool) -> str:
    if not in_parts:
        return example.source
    digest = hashlib.blake2b(example.text.encode(), digest_size=4).digest()
    return f"{example.source} {int.from_bytes(digest) % PARTS}"
