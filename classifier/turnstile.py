"""Lets one retraining at a time through, whichever process asks; a process that dies lets go."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from classifier.failures import ModelError

LOCK = ".retraining"


class Busy(ModelError):
    """Another retraining is running."""


@contextmanager
def one_at_a_time(directory: Path) -> Iterator[None]:
    """Hold the model directory for a retraining; raise `Busy` when another one does."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy("A retraining is running already; wait until it has ended.") from error
        yield
