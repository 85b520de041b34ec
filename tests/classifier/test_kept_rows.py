"""What a slow encoder made of the corpus is kept beside the models, and what that changes: only the time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier import training
from classifier.embedding import E5, SMALL, Matrix
from classifier.examples import DESK, Example
from classifier.kept_rows import KeptRows, kept_rows
from classifier.training import train


class Slow:
    """An encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Matrix:
        self.asked += texts
        return np.array([[len(text), *map(ord, text[:3].ljust(3))] for text in texts], np.float32)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeptRows:
    monkeypatch.setattr("classifier.kept_rows.version_of", lambda _name: "1")
    return KeptRows(tmp_path, E5)


def test_a_text_is_encoded_once(kept: KeptRows) -> None:
    slow = Slow()
    first = kept.completed(["电梯坏了", "狗叫", "狗叫"], [True] * 3, slow.encode)
    again = kept.completed(["狗叫", "停电", "电梯坏了"], [True] * 3, slow.encode)
    assert slow.asked == ["电梯坏了", "狗叫", "停电"]
    assert np.array_equal(again, np.vstack([first[1], slow.encode(["停电"])[0], first[0]]))


def test_what_residents_wrote_is_not_kept(kept: KeptRows) -> None:
    slow = Slow()
    for _ in range(2):
        kept.completed(["电梯坏了", "狗叫"], [True, False], slow.encode)
    assert slow.asked == ["电梯坏了", "狗叫", "狗叫"]


def test_what_left_the_corpus_is_not_kept(kept: KeptRows) -> None:
    slow = Slow()
    for texts in (["电梯坏了"], ["狗叫"], ["电梯坏了"]):
        kept.completed(texts, [True], slow.encode)
    assert slow.asked == ["电梯坏了", "狗叫", "电梯坏了"]


@pytest.mark.parametrize("harm", ["damaged", "cut", "other version", "no room"])
def test_what_cannot_be_read_or_written_is_encoded_anew(
    kept: KeptRows, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    if harm == "no room":
        (kept.folder / "rows").write_text("a file where the folder should be", encoding="utf-8")
    kept.completed(["电梯坏了"], [True], slow.encode)
    for file in kept.folder.glob("rows/*"):
        content = file.read_bytes()
        file.write_bytes({"damaged": b"no archive", "cut": content[: len(content) // 2]}.get(harm, content))
    if harm == "other version":
        monkeypatch.setattr("classifier.kept_rows.version_of", lambda _name: "2")
    assert kept.completed(["电梯坏了"], [True], slow.encode)[0, 0] == 4
    assert slow.asked == ["电梯坏了", "电梯坏了"]


def test_a_model_is_the_same_with_kept_rows(
    few: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dice(Slow):
        blocks = ()

        def encode(self, texts: list[str]) -> Matrix:
            self.asked += texts
            return np.array([np.random.default_rng(list(text.encode())).normal(size=40) for text in texts])

    dice = Dice()
    monkeypatch.setattr("classifier.kept_rows.version_of", lambda _name: "1")
    monkeypatch.setattr(training, "version_of", lambda _name: "1")
    monkeypatch.setattr(training, "encoder", lambda _name: dice)
    examples = [*few[::2], replace(few[0], text="三号楼的灯又不亮了", register=DESK)]
    fresh = train(examples, embedder=E5, folder=tmp_path)
    dice.asked.clear()
    again = train(examples, embedder=E5, folder=tmp_path)
    assert dice.asked == ["三号楼的灯又不亮了"]
    assert fresh.known is not None and again.known is not None
    assert np.array_equal(fresh.known.weights, again.known.weights)


def test_a_quick_encoder_keeps_nothing(tmp_path: Path) -> None:
    assert kept_rows(tmp_path, SMALL) is None
    assert kept_rows(None, E5) is None
