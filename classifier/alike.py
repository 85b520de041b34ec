"""Finds messages that say nearly the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from classifier.learning import sparse
from classifier.segment import segmenter
from classifier.terms import learn_terms
from classifier.text import normalise

NEAR = 0.8  # likeness from which on two messages are nearly the same
ROWS_AT_ONCE = 500


def alike(texts: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (row, row) for every pair of a text and a text or known one that share nearly all words.

    The second row counts on from the texts into the known ones; a text is never paired with itself.
    """
    if not texts:
        return
    plain = [normalise(text) for text in (*texts, *known)]
    cutter = segmenter(())
    terms = learn_terms(plain, cutter)
    rows = sparse([terms.row(cutter.cut(text), text) for text in plain], len(terms.names))
    for start in range(0, len(texts), ROWS_AT_ONCE):
        end = min(start + ROWS_AT_ONCE, len(texts))
        likeness = (rows[start:end] @ rows.T).toarray()
        for row, other in zip(*np.nonzero(likeness >= NEAR), strict=True):
            if start + int(row) < int(other):
                yield start + int(row), int(other)
