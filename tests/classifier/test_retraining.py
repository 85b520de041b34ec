"""A candidate is trained beside the serving model, judged on messages neither learnt from, and kept apart."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from classifier import gates
from classifier.examples import Example
from classifier.failures import DamagedModel, NoModel
from classifier.hold_out import frozen, group, is_held_out, split, words
from classifier.labels import load_labels
from classifier.model import Model
from classifier.registry import Registry
from classifier.retraining import Retraining, plan, retrain
from classifier.suites import in_other_script, sprinkled
from classifier.turnstile import Busy, one_at_a_time

LABELS = load_labels()
LEARNT, HELD = (
    next(group(str(n)) for n in range(99) if is_held(group(str(n))))
    for is_held in (
        lambda name: not is_held_out(Example("", "noise", source=name)),
        lambda name: is_held_out(Example("", "noise", source=name)),
    )
)


def taught(text: str, label: str = "noise", source: str = LEARNT) -> Example:
    return Example(text, label, id=text, source=source, register="desk")


@pytest.fixture
def registry(model: Model, tmp_path: Path) -> Registry:
    registry = Registry(tmp_path / "models")
    registry.promote(registry.add(replace(model, version="one")))
    return registry


# ── the hold-out ──


def test_the_hold_out_has_enough_messages_of_every_safety_label() -> None:
    held = frozen(LABELS)
    assert len(held) >= gates.ENOUGH
    for label in LABELS:
        enough = gates.COUNTED_SAFETY if label.safety else 1
        assert sum(example.label == label.name for example in held) >= enough, label.name


def test_nothing_that_is_held_out_is_learnt_from(corpus: list[Example]) -> None:
    course = plan([], corpus, LABELS)
    learnt = {words(example.text) for example in course.learn}
    assert [example.id for example in course.held if words(example.text) in learnt] == []
    assert len(course.learn) >= 0.99 * len(corpus)


def test_a_residents_messages_stay_on_one_side_for_ever() -> None:
    groups = {group(str(person)) for person in range(1000)}
    assert len(groups) == 10
    assert group("1 7") == group("1 7")
    rows = [taught(str(n), source=name) for n, name in enumerate(sorted(groups))]
    learnt, held = split(rows)
    assert (len(learnt), len(held)) == (9, 1)


def test_what_is_held_out_is_never_learnt_from_in_other_peoples_mouths(few: list[Example]) -> None:
    course = plan([taught("门口的灯不亮了"), taught("门口的灯，不亮了！", source=HELD)], few, LABELS)
    assert [example.text for example in course.held if example.register == "desk"] == ["门口的灯，不亮了！"]
    assert (course.taught, course.taught_held) == (0, 1)
    assert "门口的灯不亮了" not in [example.text for example in course.learn]


# ── a retraining ──


@pytest.fixture(scope="session")
def retrained(
    model: Model, few: list[Example], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Registry, Retraining, list[tuple[str, float]]]:
    """A retraining that must pass: the same messages, and one more."""
    registry = Registry(tmp_path_factory.mktemp("models"))
    registry.promote(registry.add(replace(model, version="one")))
    steps: list[tuple[str, float]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gates, "CALIBRATED", 1.0)
        patch.setattr("classifier.suites.SAME_SCRIPT", 0.5)
        patch.setattr("classifier.suites.SAME_SYMBOLS", 0.5)
        patch.setattr("classifier.gates.WORSE", 1.0)
        patch.setattr("classifier.gates.COUNTED_SAFETY", 1000)
        result = retrain(
            registry,
            [taught("楼上半夜打麻将，13812345678")],
            recent=["电梯坏了", "谢谢大家"],
            corpus=few,
            progress=lambda what, part: steps.append((what, part)),
        )
    return registry, result, steps


def test_a_candidate_that_passes_waits_and_does_not_serve(
    retrained: tuple[Registry, Retraining, list[tuple[str, float]]],
) -> None:
    registry, result, _ = retrained
    assert result.passed
    assert registry.versions() == (result.candidate, "one")
    assert registry.serving().version == "one"
    assert registry.get(result.candidate).version == result.candidate


def test_the_progress_goes_from_nothing_to_all(
    retrained: tuple[Registry, Retraining, list[tuple[str, float]]],
) -> None:
    parts = [part for _, part in retrained[2]]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)


def test_the_result_is_data_without_phone_numbers(
    retrained: tuple[Registry, Retraining, list[tuple[str, float]]],
) -> None:
    data = retrained[1].as_data()
    assert data["taught"] == 1
    assert data["recent"] == 2
    assert set(data["figures"]) == {"serving", "candidate"}
    assert "13812345678" not in str(data)


def test_a_worse_candidate_is_refused_with_gate_and_messages(registry: Registry, few: list[Example]) -> None:
    swapped = [replace(e, label="noise") if e.label == "security" else e for e in few]
    rest = [e for e in few if e.label == "security"][:3]
    result = retrain(registry, [], corpus=[*swapped, *rest])
    assert not result.passed
    assert registry.versions() == ("one",)
    refused = {gate["name"]: gate for gate in result.as_data()["gates"] if not gate["passed"]}
    assert all(message["text"] for message in refused["recall of security"]["messages"])
    assert "no worse" in refused


def test_without_a_serving_model_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="linli train"):
        retrain(Registry(tmp_path), [])


def test_a_candidate_that_was_damaged_leaves_the_serving_model(registry: Registry, model: Model) -> None:
    registry.add(replace(model, version="two"))
    (registry.directory / "two.npz").write_bytes(b"half a file")
    with pytest.raises(DamagedModel):
        registry.promote("two")
    assert registry.serving().version == "one"


def test_only_one_retraining_runs_at_a_time(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path), pytest.raises(Busy, match="running already"), one_at_a_time(tmp_path):
        pass
    with one_at_a_time(tmp_path):
        pass


# ── promotion under load ──


def test_promotion_and_rollback_while_500_messages_are_classified(
    registry: Registry, model: Model, few: list[Example]
) -> None:
    """Several threads classify; each message is labelled by one model and says by which."""
    other = replace(model, version="two", bias=-model.bias)
    registry.add(other)
    texts = [example.text for example in (few * 2)[:500]]
    expected = {
        "one": [prediction.label for prediction in model.predict_many(texts)],
        "two": [prediction.label for prediction in other.predict_many(texts)],
    }
    switch: dict[int, Callable[[], object]] = {150: lambda: registry.promote("two"), 350: registry.rollback}

    def classify(number: int) -> tuple[str, str]:
        if number in switch:
            switch[number]()
        prediction = registry.serving().predict(texts[number])
        return prediction.label, prediction.model_version

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(classify, range(len(texts))))
    assert [label for label, _ in done] == [expected[v][n] for n, (_, v) in enumerate(done)]
    assert {version for _, version in done} == {"one", "two"}
    assert done[0][1] == done[-1][1] == "one"


# ── other ways of writing ──


@pytest.mark.parametrize(
    ("text", "other"), [("电梯坏了", "電梯壞了"), ("電梯壞了", "电梯坏了"), ("ok", "ok")]
)
def test_the_other_script(text: str, other: str) -> None:
    assert in_other_script(text) == other


def test_symbols_stand_between_characters_only() -> None:
    assert sprinkled("3号楼电梯") == "3号·楼｜电/梯"
