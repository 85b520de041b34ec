"""The figures, on predictions worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.evaluation import calibration_error, compare, evaluate, label_score, macro_f1
from classifier.examples import Example
from classifier.model import Model
from classifier.prediction import Place, Prediction, Urgency


def said(label: str, confidence: float, *also: str, urgency: Urgency = Urgency.NORMAL) -> Prediction:
    ranking = ((label, confidence), ("care", 0.0))
    return Prediction(label, confidence, ranking, also, urgency, Place(), (), "v")


def test_the_figures(model: Model) -> None:
    examples = [
        Example("a", "noise", ("pets",)),
        Example("b", "noise"),
        Example("c", "pets", accept=("noise",)),
        Example("d", "not_a_concern"),
        Example("e", "fire_safety", urgency=Urgency.EMERGENCY),
    ]
    predictions = [
        said("noise", 1.0, "pets"),
        said("pets", 0.6, "care"),
        said("noise", 1.0),
        said("noise", 0.9),
        said("fire_safety", 1.0, urgency=Urgency.EMERGENCY),
    ]
    report = compare(examples, predictions, model)
    assert report.accuracy.value == pytest.approx(3 / 5)
    assert report.surest_half == 1.0
    assert report.both_found == 1.0
    assert report.single_split == pytest.approx(1 / 3)
    assert report.chat_as_concern == 1.0
    assert report.concern_as_chat == 0.0
    assert (report.emergency_recall, report.emergency_precision) == (1.0, 1.0)
    assert report.accuracy.low <= report.accuracy.value <= report.accuracy.high


def test_labels_with_few_messages_do_not_count_in_the_macro_f1() -> None:
    wanted = np.array(["noise"] * 7 + ["pets"], dtype=object)
    got = np.array(["noise"] * 8, dtype=object)
    assert macro_f1(wanted, got, wanted) == pytest.approx(label_score(wanted, got, "noise").f1)


def test_calibration_error_is_the_gap_between_sureness_and_truth() -> None:
    assert calibration_error(np.array([0.75] * 4), np.array([True, True, True, False])) == pytest.approx(0.0)
    assert calibration_error(np.array([0.95] * 4), np.array([True, True, False, False])) == pytest.approx(
        0.45
    )


def test_a_model_is_measured(model: Model, few: list[Example]) -> None:
    report = evaluate(model, few)
    assert report.messages == len(few)
    assert report.accuracy.value > 0.9  # it learnt from these
    assert report.as_data()["messages"] == len(few)
