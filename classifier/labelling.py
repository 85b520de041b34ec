"""Orders messages by how much a label for each would teach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import encoder
from classifier.learning import sparse
from classifier.model import Model
from classifier.segment import segmenter
from classifier.text import normalise

Vector = NDArray[np.floating]
Likeness = Callable[[int], Vector]  # how alike one message and each of all are, from 0 to 1


def most_teaching(gaps: Vector, likeness: Likeness, labelled: Iterable[int]) -> Iterator[int]:
    """Yield the messages that aren't labelled, the most teaching first.

    What a label teaches is taken as doubt × novelty: how little the likeliest label is ahead (one minus the
    gap), and how far the message is from the nearest one that is labelled or was yielded before (one minus
    their likeness). The next one is worked out when it is asked for, in time linear in the messages.
    """
    doubt = 1.0 - np.asarray(gaps, dtype=np.float64)
    nearest = np.zeros(len(doubt))
    waiting = np.ones(len(doubt), dtype=bool)
    for at in labelled:
        waiting[at] = False
        nearest = np.maximum(nearest, likeness(at))
    while waiting.any():
        worth = np.where(waiting, doubt * (1.0 - np.minimum(nearest, 1.0)), -np.inf)
        best = int(worth.argmax())
        yield best
        waiting[best] = False
        nearest = np.maximum(nearest, likeness(best))


def likeness_among(model: Model, texts: Sequence[str]) -> Likeness:
    """How alike the texts are to the model: in meaning, or without an encoder in words and characters."""
    plain = [normalise(text) for text in texts]
    if model.known is not None and model.embedder is not None:
        meaning = model.known.directions.turn(encoder(model.embedder).encode(plain))
        return lambda at: np.clip(meaning @ meaning[at], 0.0, 1.0)
    cutter = segmenter(model.words)
    rows = sparse([model.terms.row(cutter.cut(text), text) for text in plain], len(model.terms.names))
    return lambda at: np.asarray((rows @ rows[at].T).toarray().ravel())
