"""Rows by their primary keys, typed as the things they are."""

from typing import Protocol, TypeVar

from sqlmodel import Session


class _Row(Protocol):
    id: int | None


Table = TypeVar("Table")


def key(row: _Row) -> int:
    """Return the row's primary key; raise LookupError when it was never flushed."""
    if row.id is None:
        raise LookupError(f"{type(row).__name__} has no id yet: flush the session first")
    return row.id


def fetch(session: Session, table: type[Table], row_id: int) -> Table:
    """Return the row with this key; raise LookupError where there is none."""
    row = session.get(table, row_id)
    if row is None:
        raise LookupError(f"there is no {table.__name__} {row_id}")
    return row
