"""Databases of one's own: an empty one, and one with all tables and a community."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.base import Table
from data.engine import open_engine, transaction
from data.tables import Community


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    engine = open_engine(f"sqlite:///{tmp_path / 'deep' / 'down' / 'desk.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """A database with every table and one community."""
    Table.metadata.create_all(empty)
    with transaction(empty) as session:
        session.add(
            Community(
                key="test",
                name="测试小区",
                prefix="CT",
                timezone="Asia/Shanghai",
                languages=["zh-Hans"],
                building_numbers=["3"],
                parameters={},
            )
        )
    return empty
