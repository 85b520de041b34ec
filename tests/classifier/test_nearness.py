"""How near meanings are, and that the sums a model serves with are that nearness."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from classifier.embedding import Block
from classifier.nearness import SHARE, SIZE, learn_directions, nearest_of, nearness, pair_weights, pairs

Rows = NDArray[np.float32]


def _rows(seed: int, count: int, size: int) -> Rows:
    rows = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_the_same_meaning_is_nearest_and_the_opposite_is_not_near() -> None:
    one = _rows(1, 1, 8)
    assert nearness(one, one)[0, 0] == pytest.approx(SHARE, rel=1e-5)
    assert nearness(one, -one)[0, 0] == pytest.approx(0, abs=1e-5)


@given(seed=st.integers(0, 2**32 - 1), known=st.integers(1, 700), size=st.integers(1, 24))
def test_weights_of_pairs_say_what_all_known_messages_say_together(seed: int, known: int, size: int) -> None:
    asked, corpus = _rows(seed, 3, size), _rows(seed + 1, known, size)
    parts = np.random.default_rng(seed + 2).normal(size=(known, 5)).astype(np.float32)
    at_length = nearness(asked, corpus).astype(np.float64) @ parts
    assert pairs(asked) @ pair_weights(corpus, parts) == pytest.approx(at_length, abs=1e-3 * known**0.5)


def test_directions_in_which_rows_differ_little_count_for_more_than_they_spread() -> None:
    dice = np.random.default_rng(3)
    rows = (dice.normal(size=(2000, 20)) * np.r_[10.0, np.ones(19)]).astype(np.float32)
    spread = (rows @ learn_directions(rows).axes).std(axis=0)
    assert spread[0] / spread[-1] == pytest.approx(10**0.5, rel=0.1)


def test_a_handful_of_rows_gives_directions_too() -> None:
    few = _rows(7, 4, 512)
    directions = learn_directions(few)
    turned = directions.turn(few)
    assert np.isfinite(turned).all()
    assert (nearness(turned, turned).argmax(axis=1) == np.arange(4)).all()


def test_the_nearest_is_looked_for_in_the_first_directions_of_each_encoder() -> None:
    rows = np.hstack([_rows(5, 600, 250), _rows(6, 600, 250)])
    directions = learn_directions(rows, (Block(250), Block(250, centred=True)))
    turned = directions.turn(rows)
    leading = directions.lead(turned)
    assert turned.shape[1] == 2 * SIZE
    assert leading.shape[1] == len(directions.leading) < SIZE
    assert {place // SIZE for place in directions.leading.tolist()} == {0, 1}
    assert nearest_of(leading[:3], leading) == pytest.approx(np.ones(3), abs=1e-5)
