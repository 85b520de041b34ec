"""Letters by e-mail to those without Telegram, each with the one-time link that answers it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from data.base import Table
from data.vocabulary import LetterKind, enum_column


class Letter(Table, table=True):
    """A letter to be sent, kept before anything is sent.

    Its link holds the letter's id and a signature, so that no copy of the database opens it. The
    link ends at ``expires_at``; ``answered_at`` is set by an answer that settles the matter.
    """

    __table_args__ = (
        Index(
            "ix_letter_pending",
            "id",
            sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: LetterKind = Field(sa_type=enum_column(LetterKind))
    person_id: int = Field(foreign_key="person.id")
    address: str
    language: str
    case_id: int = Field(foreign_key="cases.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    claimed_until: datetime | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    error: str | None = None
    answered_at: datetime | None = None
