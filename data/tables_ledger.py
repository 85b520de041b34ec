"""Accounts of promises: a quarter's ledger, what is appealed, must improve, or is left out of it."""

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
    appeals_until: datetime | None = None


class YearRating(Table, table=True):
    """What was published of a year's rating: ``view`` is what was counted, and never changes."""

    __tablename__ = "year_rating"
    __table_args__ = (UniqueConstraint("community_id", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    year: int
    view: dict[str, Any] = Field(sa_type=JSON)
    approved_at: datetime
    approved_by: int = Field(foreign_key="person.id")


class Appeal(Table, table=True):
    """A member says that their line is wrong. ``upheld`` is None until a coordinator has decided.

    ``struck`` are the cases that no longer count against the line; the ledger itself stays as it was.
    """

    __table_args__ = (UniqueConstraint("ledger_id", "member_id"),)

    id: int | None = Field(default=None, primary_key=True)
    ledger_id: int = Field(foreign_key="ledger.id")
    member_id: int = Field(foreign_key="member.id")
    person_id: int = Field(foreign_key="person.id")
    words: str
    made_at: datetime
    upheld: bool | None = None
    note: str = ""
    struck: list[str] = Field(default_factory=list, sa_type=JSON)
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")


class Improvement(Table, table=True):
    """A member or a body that must improve by a day (限期整改), because its line fell short.

    Either ``member_id`` or ``body_id`` says whose it is. ``shortfalls`` is why: figure, value, floor.
    ``lifted_at`` is set when an appeal took away the reason.
    """

    id: int | None = Field(default=None, primary_key=True)
    ledger_id: int = Field(foreign_key="ledger.id", index=True)
    member_id: int | None = Field(default=None, foreign_key="member.id")
    body_id: int | None = Field(default=None, foreign_key="body.id")
    shortfalls: list[Any] = Field(sa_type=JSON)
    opened_at: datetime
    due_at: datetime
    overdue_at: datetime | None = None
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")
    lifted_at: datetime | None = None


class Exclusion(Table, table=True):
    """A case that is to be left out of all accounts: one coordinator proposes, another confirms."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    reason: str
    proposed_by: int = Field(foreign_key="person.id")
    proposed_at: datetime
    confirmed: bool | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
