"""Remembers what the first half of the sentence encoder makes of each token.

Residents use a few thousand tokens, and that half looks at each of them alone, so that most of it need
not be computed again for each message.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
ORDERS = ((2, 0), (3, 1), (5, 2))  # tokens that a branch sees at once, and how many of them come before
WIDTH = 256  # numbers of a branch
RAW = 512  # numbers of a token
SEEN = sum(order for order, _ in ORDERS)
APART = 2  # empty places around each message, as many as a branch looks ahead or back
EMPTY = -1  # the token of an empty place
ROOM = (
    3072  # tokens, of 15 kB each; the corpus has 4,700, and 97 in 100 of a message's are the commonest 2,000
)


class Memory:
    """What the first half of the network makes of each token; row 0 is an empty place."""

    def __init__(self, net: Any, room: int = ROOM) -> None:
        self._net = net
        self._room = room
        self._lock = threading.Lock()
        self._forget(room)

    def recall(self, tokens: NDArray[np.int64]) -> tuple[Matrix, Matrix, list[Matrix]]:
        """The tokens' own numbers, their branches, and what each branch sees there and beside.

        `tokens` begins and ends with `APART` empty places, of which nothing is returned.
        """
        listed = tokens.tolist()
        with self._lock:
            self._learn({*listed} - {EMPTY})
            rows = np.array([self._row[token] for token in listed])
            inner = rows[APART : len(rows) - APART]
            return self._raw[inner], self._own[inner], list(self._beside(rows))

    def _forget(self, room: int) -> None:
        self._row = {EMPTY: 0}
        self._raw = np.zeros((room + 1, RAW), np.float32)
        self._own = np.zeros((room + 1, len(ORDERS) * WIDTH), np.float32)
        self._given = np.zeros((room + 1, SEEN, WIDTH), np.float32)

    def _beside(self, rows: NDArray[np.int64]) -> Iterator[Matrix]:
        slot, count = 0, len(rows) - 2 * APART
        for order, before in ORDERS:
            total = np.zeros((count, WIDTH), np.float32)
            for start in range(APART - before, APART - before + order):
                total += self._given[rows[start : start + count], slot]
                slot += 1
            yield total

    def _learn(self, tokens: set[int]) -> None:
        """Add what is not known yet; when there is no room, all else is forgotten."""
        missing = sorted(token for token in tokens if token not in self._row)
        if not missing:
            return
        if len(self._row) + len(missing) > len(self._raw):
            self._forget(max(self._room, len(tokens)))
            missing = sorted(tokens)
        new = slice(len(self._row), len(self._row) + len(missing))
        self._raw[new], self._own[new], self._given[new] = self._first_half(np.array(missing))
        self._row.update(zip(missing, range(new.start, new.stop), strict=True))

    def _first_half(self, tokens: NDArray[np.int64]) -> tuple[Matrix, Matrix, Matrix]:
        net = self._net
        chunk = tokens % len(net.scale)
        raw = net.table[tokens] * net.scale[chunk, None] + net.lo[chunk, None]
        own = _levelled(raw @ net.proj_W + net.proj_b, net.eps) * net.ln_g_all + net.ln_b_all
        given = [
            own[:, branch * WIDTH : (branch + 1) * WIDTH] @ net.w1[branch].reshape(order, WIDTH, WIDTH)
            for branch, (order, _) in enumerate(ORDERS)
        ]
        return raw, own, np.concatenate(given).transpose(1, 0, 2)


def _levelled(rows: Matrix, least: float) -> Matrix:
    """Each row with mean 0 and spread 1."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / np.sqrt((rows * rows).mean(axis=1, keepdims=True) + least), dtype=np.float32)
