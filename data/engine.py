"""The engine: one door to SQLite (WAL) and to PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url
from sqlmodel import Session, create_engine

BUSY_TIMEOUT_MS = 15_000


def open_engine(url: str) -> Engine:
    """Open the database at ``url``; a SQLite file's folder is made when missing."""
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        return create_engine(target, pool_pre_ping=True, hide_parameters=True)
    if target.database and target.database != ":memory:":
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    # Errors must not carry a resident's words into the log.
    engine = create_engine(target, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """Open a session whose changes are all committed, or none.

    Its objects stay readable afterwards, so that an edge can show what was just decided.
    """
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy, not the driver, says when a transaction begins
    cursor = connection.cursor()
    # FULL: a power cut must not take back what Telegram was told we have.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A transaction that reads first and writes later loses updates on SQLite unless it locks at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
