"""`linli retrain`: what it reads, what it refuses in a sentence, what it shows."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.corrections_file import read_corrections
from app.retraining_commands import told
from classifier.failures import CorpusError
from classifier.turnstile import one_at_a_time
from tests.acceptance.test_retraining import REFUSED, REPORT

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINLI_MODEL_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("LINLI_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")
    return tmp_path


def test_without_a_model_it_says_how_to_make_one(scratch: Path) -> None:
    for more in ([], ["--json"]):
        result = CliRunner().invoke(app, ["retrain", *more])
        assert result.exit_code == 1
        assert "linli train" in result.stderr
        assert result.stdout == ""


def test_a_second_one_is_told_to_wait(scratch: Path) -> None:
    with one_at_a_time(scratch / "models"):
        result = CliRunner().invoke(app, ["retrain"])
    assert (result.exit_code, "running already" in result.stderr) == (1, True)


def test_corrections_come_from_a_file(tmp_path: Path) -> None:
    rows = [
        {"text": "门禁刷不开", "label": "facilities", "by": "周书记", "author": "A1"},
        {"text": "楼下天天吵", "label": "noise", "by": "李姐", "author": "A1"},
    ]
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    first, second = read_corrections(file, NOW)
    assert (first.person, second.person) == ("周书记", "李姐")
    assert first.group == second.group, "one author's messages stay together"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"{", "line 1: this is not JSON"),
        (b'{"text": "a", "label": "noise"}', "line 1: write `text`, `label`"),
        ("门禁".encode("gb18030"), "not UTF-8"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: bytes, wanted: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content)
    with pytest.raises(CorpusError, match=wanted):
        list(read_corrections(file, NOW))


def test_the_terminal_shows_gates_changes_and_doubts() -> None:
    passed = list(told(REPORT | {"gates": [], "doubts": [{"sentence": "the same words are called …"}]}))
    assert any("门口的灯闪" in line for line in passed)
    assert "! the same words are called …" in passed
    assert "waits to be promoted" in passed[-1]
    refused = list(told(REFUSED))
    assert "✗ recall of fire_safety: recall 0.9 → 0.8" in refused
    assert refused[-1].startswith("refused")
