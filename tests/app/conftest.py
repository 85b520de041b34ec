"""A folder of one's own with nothing set: no test may find the settings of whoever runs it."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder without any LINLI_ variable."""
    for name in [name for name in os.environ if name.startswith("LINLI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def imported(folder: Path, blank: Path) -> None:
    """What `linli org import` leaves where the commands look for it."""
    (folder / "var").mkdir()
    shutil.copy(blank, folder / "var" / "linli.db")


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """Undo what a command configured: its standard error is gone with it."""
    before = list(logging.root.handlers)
    yield
    logging.root.handlers[:] = before
    structlog.reset_defaults()
