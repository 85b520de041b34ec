"""What comes in and what goes out: the inbox of updates and the outbox of notices."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field, UniqueConstraint

from data.base import Table


class Inbox(Table, table=True):
    """An update as Telegram sent it, stored before Telegram is told that it was received.

    ``handled_at`` is set in the same transaction as everything the update caused. An update that
    fails is tried again at ``retry_at`` and set aside at ``failed_at``; it is never deleted.
    """

    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        Index(
            "ix_inbox_pending",
            "id",
            sqlite_where=text("handled_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("handled_at IS NULL AND failed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = Field(sa_type=BigInteger)
    update_id: int = Field(sa_type=BigInteger)
    payload: dict[str, Any] = Field(sa_type=JSON)
    received_at: datetime
    handled_at: datetime | None = None
    attempts: int = 0
    retry_at: datetime | None = None
    failed_at: datetime | None = None
    error: str | None = None


class Outbox(Table, table=True):
    """A notice to be sent: what it says (``kind`` and ``facts``), to which chat, in which language.

    ``edits`` is a message to change in place of sending a new one. ``message_id`` is what Telegram
    called the message once it was sent, so that a reply to it can be traced to its case.
    """

    __table_args__ = (
        Index(
            "ix_outbox_pending",
            "id",
            sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
        Index("ix_outbox_message", "chat_id", "message_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    language: str
    kind: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    concern_id: int | None = Field(default=None, foreign_key="concern.id")
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id")
    edits: int | None = None
    reply_to: int | None = None
    created_at: datetime
    not_before: datetime
    claimed_until: datetime | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    message_id: int | None = None
    failed_at: datetime | None = None
    error: str | None = None
