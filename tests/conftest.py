"""What all tests share: no example fails because the machine is busy, and one database is copied for each."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile(
    "patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the test compound and nobody in it yet, made once."""
    from tests.acceptance.world import blank_database  # tests of the classifier alone need no desk

    return blank_database(tmp_path_factory.mktemp("blank") / "desk.db")
