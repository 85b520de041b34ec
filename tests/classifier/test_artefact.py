"""A model file is whole or refused, and nothing in it is executed."""

from __future__ import annotations

import errno
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier.artefact import FORMAT, load, save
from classifier.examples import Example
from classifier.failures import DamagedModel, ModelError
from classifier.model import Model


def test_it_comes_back_as_it_was(model: Model, stored: Path, few: list[Example]) -> None:
    loaded = load(stored)
    texts = [example.text for example in few[:60]]
    assert loaded.predict_many(texts) == model.predict_many(texts)
    assert (loaded.labels, loaded.thresholds, loaded.cuts) == (model.labels, model.thresholds, model.cuts)
    assert (loaded.version, loaded.facts, loaded.words) == (model.version, model.facts, model.words)


def test_it_is_small(stored: Path) -> None:
    assert stored.stat().st_size < 20_000_000


def test_it_holds_arrays_of_numbers_only(stored: Path) -> None:
    with zipfile.ZipFile(stored) as archive:
        assert {Path(name).suffix for name in archive.namelist()} == {".npy"}
    with np.load(stored, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "iufb" for name in arrays.files)
        assert json.loads(arrays["described"].tobytes())["format"] == FORMAT


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_file_is_refused(stored: Path, share: float) -> None:
    content = stored.read_bytes()
    stored.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedModel, match="linli train"):
        load(stored)


def test_a_changed_number_is_seen(stored: Path) -> None:
    with np.load(stored) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["bias"] = arrays["bias"] + 1
    np.savez(stored, **arrays)
    with pytest.raises(DamagedModel, match="was changed"):
        load(stored)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_text("not a model", encoding="utf-8")
    with pytest.raises(DamagedModel):
        load(path)
    with pytest.raises(ModelError, match="no model file"):
        load(tmp_path / "missing.npz")


def test_a_model_that_needs_a_missing_encoder_is_refused(model: Model, tmp_path: Path) -> None:
    save(replace(model, embedder="elsewhere"), tmp_path / "model.npz")
    with pytest.raises(ModelError, match="not installed"):
        load(tmp_path / "model.npz")


def test_a_full_disk_leaves_the_old_file(model: Model, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("classifier.artefact.os.fsync", full)
    with pytest.raises(ModelError, match="free space"):
        save(model, stored)
    assert stored.read_bytes() == before
    assert [path.name for path in stored.parent.iterdir()] == [stored.name]
