"""Labels that an installation added or retired, through a retraining."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import retraining
from casework.learning.changed_labels import inherited, without_young
from casework.learning.lessons import teach
from casework.learning.opinions import Opinion
from classifier import gates
from classifier.examples import Example
from classifier.failures import LabelsError
from classifier.hold_out import frozen, group, is_held_out
from classifier.labels import Label, LabelSet, load_labels
from classifier.model import Model
from classifier.own_labels import ENOUGH, added, own_labels, retired, settled, store
from classifier.registry import Registry

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LOST = Label("lost_things", "失物招领", "失物招領", "Lost and found", "things lost or found")
CHANGED = retired(added(load_labels(), LOST), "greening", "sanitation")
LEARNT = [
    name for name in map(group, map(str, range(99))) if not is_held_out(Example("", "noise", source=name))
]
THINGS = ("钥匙", "钱包", "雨伞", "学生证", "手套", "眼镜", "耳机", "围巾", "书包", "水杯")
LOST_WORDS = [
    *(f"谁捡到我的{thing}了，昨天掉在路上" for thing in THINGS),
    *(f"我捡到一个{thing}，失主来认领" for thing in THINGS),
]


def lost(number: int, label: str = "lost_things") -> Opinion:
    text, source = LOST_WORDS[number], LEARNT[number % len(LEARNT)]
    return Opinion(f"m{number}", text, source, label, f"person {number % 3}", "周书记", NOW)


def test_a_retired_labels_examples_go_to_its_heir_or_are_left_out() -> None:
    tree = Example("树死了", "greening", also=("sanitation", "noise"), accept=("greening",))
    (moved,) = settled([tree], CHANGED)
    assert (moved.label, moved.also, moved.accept) == ("sanitation", ("noise",), ("sanitation",))
    assert settled([tree], retired(load_labels(), "greening", None)) == []
    twice = retired(CHANGED, "sanitation", "facilities")
    assert twice.heir("greening") == "facilities"
    assert len(frozen(CHANGED)) == len(frozen(load_labels()))


def test_the_changed_labels_are_kept_and_what_a_newer_version_ships_joins_them(tmp_path: Path) -> None:
    store(tmp_path, CHANGED)
    assert own_labels(tmp_path) == CHANGED
    older = LabelSet(tuple(label for label in CHANGED if label.name != "care"), CHANGED.retired)
    store(tmp_path, older)
    assert "care" in own_labels(tmp_path)


def test_a_label_that_went_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    circle = replace(CHANGED.retired[0], into="greening")
    with pytest.raises(LabelsError, match="into itself"):
        store(tmp_path, LabelSet(CHANGED.labels, (circle,)))


def test_a_new_label_waits_for_its_examples(few: list[Example]) -> None:
    corpus = settled(few, CHANGED)
    lessons = teach([lost(number) for number in range(ENOUGH - 1)], corpus, CHANGED)
    left, ready = without_young(lessons, CHANGED)
    assert "lost_things" not in ready
    assert left.taught == []
    (doubt,) = [doubt for doubt in left.doubts if doubt.kind == "young"]
    assert (doubt.labels, len(doubt.messages)) == (("lost_things",), ENOUGH - 1)


def test_nobody_is_odd_for_a_label_the_model_cannot_know(few: list[Example]) -> None:
    said = [replace(lost(n), person="one", rivals=("noise", "fees")) for n in range(len(LOST_WORDS))]
    heard = inherited(said, CHANGED, load_labels())
    lessons = teach(heard, settled(few, CHANGED), CHANGED)
    assert [doubt for doubt in lessons.doubts if doubt.kind == "person"] == []
    assert len(lessons.taught) == len(LOST_WORDS)


def test_a_retraining_brings_the_new_label_in_and_the_retired_one_out(
    model: Model, few: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry(tmp_path)
    registry.promote(registry.add(replace(model, version="one")))
    store(tmp_path, CHANGED)
    monkeypatch.setattr(retraining, "read_own", lambda _files, labels: settled(few, labels))
    monkeypatch.setattr(gates, "CALIBRATED", 1.0)
    monkeypatch.setattr(gates, "WORSE", 1.0)
    monkeypatch.setattr(gates, "FALL", 1.0)
    monkeypatch.setattr(gates, "COUNTED_SAFETY", 1000)
    monkeypatch.setattr("classifier.suites.SAME_SCRIPT", 0.5)
    monkeypatch.setattr("classifier.suites.SAME_SYMBOLS", 0.5)
    lessons, result = retraining.learn(registry, [lost(n) for n in range(len(LOST_WORDS))], ["树死了"])
    assert [doubt for doubt in lessons.doubts if doubt.kind == "young"] == []
    assert all(gate.passed for gate in result.gates if gate.name != "no worse"), result.gates
    candidate = registry.get(result.candidate)
    assert candidate.labels == CHANGED
    assert candidate.predict("谁捡到我的手机了，昨天掉在路上").label == "lost_things"
    assert candidate.predict("小区里的树都枯死了，没人修剪").label != "greening"
