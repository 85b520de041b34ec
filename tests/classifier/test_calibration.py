"""How scores become probabilities."""

import numpy as np
import pytest

from classifier.calibration import fit_steepness
from classifier.curves import STEEPEST, Steepness, shares

SCORES = np.array([[0.9, 0.1, -0.5], [0.2, 0.1, -0.9], [-0.4, -0.5, -0.6]])


def test_shares_add_up_and_keep_the_order() -> None:
    shared = shares(SCORES, Steepness(1.6, -0.7, -0.2).of(SCORES, np.array([1.0, -1.0, 0.0])))
    assert shared.sum(axis=1) == pytest.approx(np.ones(3))
    assert (shared.argsort(axis=1) == SCORES.argsort(axis=1)).all()


def test_one_message_gets_what_it_gets_among_many() -> None:
    curve, several = Steepness(1.6, -0.7, -0.2), np.array([1.0, -1.0, 0.0])
    together = shares(SCORES, curve.of(SCORES, several))
    alone = [shares(row, curve.of(row, more)) for row, more in zip(SCORES, several.tolist(), strict=True)]
    assert np.array(alone) == pytest.approx(together)


def test_no_score_makes_it_endlessly_steep_or_flat() -> None:
    curve = Steepness(1.0, 100.0, 0.0)
    least, greatest = np.exp(STEEPEST)
    assert curve.of(np.array([1.0, 0.0]), 0.0) == pytest.approx(greatest)
    assert curve.of(np.array([-1.0, -2.0]), 0.0) == pytest.approx(least)


def test_what_seems_to_raise_two_concerns_is_believed_less_when_it_went_wrong_more_often() -> None:
    random = np.random.default_rng(5)
    scores = random.uniform(-1, 1, (2000, 4))
    several = np.where(np.arange(2000) % 2 == 0, 1.0, -1.0)
    wrong = random.random(2000) < np.where(several > 0, 0.5, 0.05)
    chosen = np.where(wrong, random.integers(0, 4, 2000), scores.argmax(axis=1))
    curve = fit_steepness(scores, several, chosen)
    assert curve.of(scores[0], 1.0) < curve.of(scores[0], -1.0) / 1.5
