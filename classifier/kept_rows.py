"""Keeps what a slow sentence encoder made of a text, so that a retraining encodes only what is new."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version as version_of
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.artefact import write_atomically
from classifier.embedding import E5, PACKAGES, Matrix
from classifier.failures import ModelError

FOLDER = "rows"
SLOW = (E5,)  # encoders that take longer for a text than reading its row again
MARK = 16  # bytes that stand for a text
Row = NDArray[np.float32]


@dataclass(frozen=True)
class KeptRows:
    """The rows that an encoder made of texts, in a folder; one that can't be read is as good as none."""

    folder: Path
    embedder: str

    def completed(
        self, texts: Sequence[str], lasting: Sequence[bool], encode: Callable[[list[str]], Matrix]
    ) -> Matrix:
        """Return a row per text; what is missing is encoded, and those of the `lasting` texts are kept."""
        marks = [_mark(text) for text in texts]
        known = self._read()
        missing = {mark: text for mark, text in zip(marks, texts, strict=True) if mark not in known}
        if missing:
            known |= zip(missing, encode(list(missing.values())), strict=True)
        lasts = {mark for mark, keep in zip(marks, lasting, strict=True) if keep}
        if not lasts.isdisjoint(missing):
            self._write({mark: known[mark] for mark in lasts})
        return np.stack([known[mark] for mark in marks])

    def _read(self) -> dict[bytes, Row]:
        """The kept rows; none where another version of the encoder made them."""
        try:
            with self._path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                if str(file["made_by"]) != self._made_by:
                    return {}
                return dict(zip(map(bytes, file["marks"]), file["rows"], strict=True))
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
            return {}

    def _write(self, rows: dict[bytes, Row]) -> None:
        """Keep these rows and no others; where there is no room for them, they are encoded anew next time."""
        marks = np.frombuffer(b"".join(rows), np.uint8).reshape(-1, MARK)
        buffer = io.BytesIO()
        np.savez(buffer, made_by=np.array(self._made_by), marks=marks, rows=np.stack(list(rows.values())))
        with suppress(ModelError):
            write_atomically(self._path, buffer.getvalue())

    @property
    def _path(self) -> Path:
        return self.folder / FOLDER / f"{self.embedder}.npz"

    @property
    def _made_by(self) -> str:
        return " ".join(f"{part} {version_of(PACKAGES[part])}" for part in self.embedder.split("+"))


def kept_rows(folder: Path | None, embedder: str) -> KeptRows | None:
    """The kept rows of an encoder that is slow enough to keep any."""
    slow = any(part in SLOW for part in embedder.split("+"))
    return KeptRows(folder, embedder) if folder is not None and slow else None


def _mark(text: str) -> bytes:
    """What stands for a normalised text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=MARK).digest()
