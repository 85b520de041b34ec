"""What was learnt is used again, until anything changes that it was learnt from."""

from pathlib import Path

import pytest

from benchmarks.classifier import keeping
from benchmarks.classifier.keeping import recall, remember, sources
from benchmarks.classifier.rivals import ENTRIES, OURS, entry


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path, "mark", {"train_s": 2.0})
    assert recall(tmp_path, "mark") == {"train_s": 2.0}


def test_with_another_mark_all_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "artefact").touch()
    remember(tmp_path, "mark", {"train_s": 2.0})
    assert recall(tmp_path, "another") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [None, "", "{"])
def test_a_damaged_memory_is_none(tmp_path: Path, damage: str | None) -> None:
    if damage is not None:
        (tmp_path / keeping.FIGURES).write_text(damage)
    assert recall(tmp_path, "mark") is None


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one.name)
def test_every_rival_s_code_is_found(one: keeping.Entry) -> None:
    assert all(file.is_file() for file in sources(one))


def test_ours_depends_on_the_whole_classifier() -> None:
    names = {file.name for file in sources(entry(OURS))}
    assert {"learning.py", "lexicon.yaml", "ours.py"} <= names
    assert "learning.py" not in {file.name for file in sources(entry("svm"))}
