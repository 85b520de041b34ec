"""Keeps labels in a file as they are given, so that none is lost when the work is broken off."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from classifier.examples import Example, read_examples
from classifier.failures import CorpusError
from classifier.labels import LabelSet


@dataclass(frozen=True, slots=True)
class LabelFile:
    """An open file of labels, locked against a second person; `before` are the labels found in it."""

    path: Path
    before: tuple[Example, ...]
    _descriptor: int

    def append(self, example: Example, by: str, at: datetime) -> int:
        """Write one line to the disk, and return where it begins; all of it is written or nothing."""
        end = os.lseek(self._descriptor, 0, os.SEEK_END)
        try:
            _write_whole(self._descriptor, _line(example, by, at))
        except OSError as error:
            os.ftruncate(self._descriptor, end)
            raise CorpusError(
                f"{self.path} can't be written ({error.strerror}); free space, then start again: "
                "all earlier labels are there."
            ) from error
        return end

    def cut(self, end: int) -> None:
        """Take back everything that was written from `end` on."""
        os.ftruncate(self._descriptor, end)
        os.fsync(self._descriptor)


@contextmanager
def open_labels(path: Path, labels: LabelSet) -> Iterator[LabelFile]:
    """Open or begin a file of labels; raise `CorpusError` when it is in use or holds something else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise CorpusError(
            f"{path} can't be written ({error.strerror}); check its name and rights."
        ) from error
    try:
        _lock(descriptor, path)
        _end_last_line(descriptor, path)
        before = read_examples([path], labels) if path.read_bytes().strip() else []
        yield LabelFile(path, tuple(before), descriptor)
    finally:
        os.close(descriptor)


def _line(example: Example, by: str, at: datetime) -> bytes:
    row = {
        "id": example.id,
        "text": example.text,
        "label": example.label,
        "also": list(example.also),
        "urgency": example.urgency.value,
        "register": example.register,
        "by": by,
        "at": at.isoformat(timespec="seconds"),
    }
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _write_whole(descriptor: int, line: bytes) -> None:
    while line:
        line = line[os.write(descriptor, line) :]
    os.fsync(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CorpusError(f"Somebody else labels into {path} now; choose another file with --out.") from error


def _end_last_line(descriptor: int, path: Path) -> None:
    """End a line that a power cut left without its end: keep it when it is whole, else drop it."""
    content = path.read_bytes()
    begin = content.rfind(b"\n") + 1
    if begin == len(content):
        return
    try:
        json.loads(content[begin:])
    except ValueError:
        os.ftruncate(descriptor, begin)
    else:
        _write_whole(descriptor, b"\n")
