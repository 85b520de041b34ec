"""The compound's database: migrated once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.engine import open_engine
from tests.casework.compound import Compound


@pytest.fixture
def compound(blank: Path, tmp_path: Path) -> Iterator[Compound]:
    """The compound, with every member at their phone."""
    engine = open_engine(f"sqlite:///{shutil.copy(blank, tmp_path / 'desk.db')}")
    made = Compound(engine)
    made.everybody_starts()
    yield made
    engine.dispose()
