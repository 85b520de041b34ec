"""Says how many processors linear algebra may use.

A message is small: with several threads, each product waits for the slowest of them, which on a busy
machine costs thirty times the product itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.util import find_spec
from typing import Any


def one_thread() -> None:
    """Compute on one processor from now on; other messages have the others."""
    _limit(1)


@contextmanager
def all_threads() -> Iterator[None]:
    """Compute on all processors that this process may use, for matrices worth it."""
    with _limit(len(os.sched_getaffinity(0))):
        yield


def _limit(threads: int) -> AbstractContextManager[Any]:
    if not find_spec("threadpoolctl"):
        return nullcontext()
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped, unused-ignore]

    limited: AbstractContextManager[Any] = threadpool_limits(limits=threads, user_api="blas")
    return limited
