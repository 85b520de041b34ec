"""The commands, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.classifier_commands import commands, ensure_model
from classifier.artefact import FORMAT, save
from classifier.examples import Example
from classifier.model import Model
from classifier.registry import Registry

FIELDS = ["id", "label", "confidence", "also", "urgency", "place", "evidence", "routed", "model_version"]
run = CliRunner()


@pytest.fixture(autouse=True)
def served(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    registry = Registry(tmp_path / "models")
    registry.promote(registry.add(model))
    monkeypatch.setenv("LINLI_MODEL_DIR", str(registry.directory))
    return registry


def written(path: Path, examples: list[Example]) -> Path:
    """Write labelled messages, one JSON object a line."""
    rows = ({"id": str(n), "text": e.text, "label": e.label} for n, e in enumerate(examples))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_classify_answers_every_line_in_order() -> None:
    lines = ["3号楼电梯坏了", '{"id": "m7", "text": "楼下狗叫"}', "", "{这不是JSON", "谢谢"]
    result = run.invoke(commands, ["classify"], input="\n".join(lines) + "\n")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == [1, "m7", 3, 4, 5]
    assert all(list(row) == FIELDS for row in rows)
    assert rows[0]["place"]["building"] == "3"
    assert rows[1]["label"] == "pets"
    assert not rows[4]["routed"]


def test_classify_names_the_line_without_text() -> None:
    result = run.invoke(commands, ["classify"], input='{"id": 1}\n')
    assert result.exit_code == 1
    assert "Line 1 has no `text`" in result.stderr


def test_evaluate_prints_tables_or_json(tmp_path: Path, few: list[Example]) -> None:
    path = written(tmp_path / "measured.jsonl", few)
    assert "macro-F1" in run.invoke(commands, ["evaluate", str(path)]).stdout
    report = json.loads(run.invoke(commands, ["evaluate", str(path), "--json"]).stdout)
    assert report["messages"] == len(few)


def test_evaluate_names_the_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "measured.jsonl"
    path.write_text('{"text": "狗", "label": "dogs"}', encoding="utf-8")
    result = run.invoke(commands, ["evaluate", str(path)])
    assert result.exit_code == 1
    assert "line 1: «dogs» is not a label" in result.stderr


def test_a_served_model_is_not_trained_again(served: Registry, model: Model) -> None:
    assert ensure_model(served.directory).serving().version == model.version


def test_a_model_of_an_older_version_is_trained_anew(
    served: Registry, model: Model, few: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = written(tmp_path / "shipped.jsonl", few)
    monkeypatch.setattr("classifier.training.corpus_files", lambda: [shipped])
    with monkeypatch.context() as earlier:
        earlier.setattr("classifier.artefact.FORMAT", FORMAT - 1)
        save(model, served.directory / f"{model.version}.npz")
    made = ensure_model(served.directory, "none").serving()
    assert made.version != model.version
    assert made.predict("电梯又坏了").label == "facilities"


def test_corpus_check_reports_what_it_finds(tmp_path: Path) -> None:
    text = "楼下的路灯坏了两个礼拜没人来修，晚上摸黑走路很危险，老人小孩都怕摔跤，请尽快换个灯泡"
    rows = [
        {"id": "a", "text": text, "label": "facilities"},
        {"id": "b", "text": text, "label": "noise"},
        {"id": "c", "text": f"{text}吧", "label": "facilities"},
    ]
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = run.invoke(commands, ["corpus", "check", str(path), "--against", str(path)])
    assert result.exit_code == 1
    for words in ("the same text", "different labels", "nearly the same", "shares a run"):
        assert words in result.stdout
