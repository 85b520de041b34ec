"""A retrained model replaces the serving one only when it is no worse."""

from __future__ import annotations

from classifier.examples import Example
from classifier.gates import judge, shadow
from classifier.labels import load_labels
from classifier.prediction import Place, Prediction, Urgency

LABELS = load_labels()
EXAMPLES = [
    Example(f"message {number}", label, id=str(number))
    for number, label in enumerate(["noise"] * 100 + ["fees"] * 90 + ["security"] * 20)
]


def said(label: str, confidence: float = 0.97) -> Prediction:
    return Prediction(label, confidence, ((label, confidence),), (), Urgency.NORMAL, Place(), (), "v")


def told(wrong: dict[str, int]) -> list[Prediction]:
    """Right predictions, but for the first few messages of some labels."""
    left = dict(wrong)
    predictions = []
    for example in EXAMPLES:
        miss = left.get(example.label, 0) > 0
        left[example.label] = left.get(example.label, 0) - 1
        predictions.append(said("care" if miss else example.label))
    return predictions


def failed(candidate: list[Prediction], serving: list[Prediction]) -> list[str]:
    return [gate.name for gate in judge(EXAMPLES, serving, candidate, LABELS) if not gate.passed]


def test_an_equal_model_passes() -> None:
    same = told({"noise": 3, "fees": 3})
    assert failed(same, same) == []


def test_a_better_model_passes() -> None:
    assert failed(told({"noise": 2}), told({"noise": 9})) == []


def test_a_worse_model_is_refused_and_names_the_messages() -> None:
    gates = judge(EXAMPLES, told({}), told({"noise": 12}), LABELS)
    refused = {gate.name: gate for gate in gates if not gate.passed}
    assert set(refused) == {"no worse", "recall of noise"}
    assert refused["recall of noise"].ids == tuple(map(str, range(12)))


def test_a_safety_label_may_lose_nothing() -> None:
    assert "recall of security" in failed(told({"security": 1}), told({"noise": 20}))


def test_few_messages_prove_nothing() -> None:
    gates = judge(EXAMPLES[:199], told({})[:199], told({})[:199], LABELS)
    assert [(gate.name, gate.passed) for gate in gates] == [("enough", False)]


def test_an_overconfident_model_is_refused() -> None:
    sure = [said(prediction.label, 1.0) for prediction in told({"noise": 14, "fees": 14})]
    assert failed(sure, told({"noise": 14, "fees": 14})) == ["calibrated"]


def test_the_shadow_lists_what_would_change() -> None:
    changes = shadow(["a", "b"], [said("noise"), said("fees")], [said("noise"), said("governance", 0.6)])
    assert [(change.text, change.before.label, change.after.label) for change in changes] == [
        ("b", "fees", "governance")
    ]
