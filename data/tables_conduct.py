"""Bans, and demands that two coordinators decline."""

from datetime import datetime

from sqlmodel import Field

from data.base import Table


class Ban(Table, table=True):
    """Somebody may write nothing but emergencies until a date, for a reason they read.

    ``lifted_at`` is set when an appeal was upheld; it is decided once, by somebody else than who banned.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    case_id: int = Field(foreign_key="cases.id")
    by_id: int = Field(foreign_key="person.id")
    reason: str
    at: datetime
    until: datetime
    appeal: str | None = None
    appealed_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    lifted_at: datetime | None = None


class KeptBan(Table, table=True):
    """The ban of somebody who was forgotten, deleted when it is over.

    ``account_mark`` is a keyed hash of their Telegram account; the key is not in the database.
    """

    __tablename__ = "kept_ban"  # else it were «keptban»

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    account_mark: str = Field(index=True)
    until: datetime


class Decline(Table, table=True):
    """A demand that one coordinator wants to decline, and what a second one said to it."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    proposed_by: int = Field(foreign_key="person.id")
    reason: str
    at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    agreed: bool | None = None
