"""One model serves; promotions and rollbacks happen under running messages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.failures import DamagedModel, ModelError, NoModel
from classifier.model import Model
from classifier.registry import Registry


def named(model: Model, version: str) -> Model:
    return replace(model, version=version)


@pytest.fixture
def registry(model: Model, tmp_path: Path) -> Registry:
    """Two models, the first serving."""
    registry = Registry(tmp_path / "models")
    for version in ("one", "two"):
        registry.add(named(model, version))
    registry.promote("one")
    return registry


def test_an_empty_directory_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="linli train"):
        Registry(tmp_path / "nothing").serving()


def test_an_added_model_does_not_serve_yet(registry: Registry) -> None:
    assert registry.versions() == ("one", "two")
    assert registry.serving().version == "one"


def test_promote_and_roll_back(registry: Registry) -> None:
    registry.promote("two")
    assert registry.serving().version == "two"
    assert registry.rollback() == "one"
    assert registry.serving().version == "one"
    with pytest.raises(ModelError, match="no earlier model"):
        registry.rollback()


def test_promoting_what_serves_forgets_nothing(registry: Registry) -> None:
    registry.promote("two")
    registry.promote("two")
    assert registry.rollback() == "one"


def test_another_process_sees_the_promotion(registry: Registry) -> None:
    other = Registry(registry.directory)
    assert other.serving().version == "one"
    registry.promote("two")
    assert other.serving().version == "two"


def test_a_damaged_candidate_is_not_promoted(registry: Registry) -> None:
    (registry.directory / "two.npz").write_bytes(b"damaged")
    with pytest.raises(DamagedModel):
        registry.promote("two")
    assert registry.serving().version == "one"
    assert Registry(registry.directory).serving().version == "one"


def test_the_old_model_goes_on_when_the_promoted_file_is_damaged_later(registry: Registry) -> None:
    other = Registry(registry.directory)
    other.serving()
    registry.promote("two")
    (registry.directory / "two.npz").write_bytes(b"damaged")
    assert other.serving().version == "one"
    with pytest.raises(DamagedModel):
        Registry(registry.directory).serving()


@pytest.mark.parametrize("version", ["", "../one", "three"])
def test_an_unknown_version_is_refused(registry: Registry, version: str) -> None:
    with pytest.raises(ModelError):
        registry.promote(version)
    assert registry.serving().version == "one"


def test_messages_in_flight_finish_on_the_model_that_took_them(registry: Registry) -> None:
    def classify(_number: int) -> str:
        return registry.serving().predict("电梯坏了").model_version

    with ThreadPoolExecutor(4) as pool:
        first = [pool.submit(classify, number) for number in range(200)]
        registry.promote("two")
        second = [pool.submit(classify, number) for number in range(200)]
        registry.rollback()
        third = [pool.submit(classify, number) for number in range(100)]
    assert {future.result() for future in (*first, *second)} <= {"one", "two"}
    assert {future.result() for future in third} == {"one"}
