"""Accounts of promises: what a quarter's ledger says."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from data.base import Table


class Ledger(Table, table=True):
    """A quarter's account of promises. ``view`` is what was counted; once approved it never changes."""

    __table_args__ = (UniqueConstraint("community_id", "year", "quarter"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    year: int
    quarter: int
    view: dict[str, Any] = Field(sa_type=JSON)
    drafted_at: datetime
    approved_at: datetime | None = None
    approved_by: int | None = Field(default=None, foreign_key="person.id")
