"""Named questions about what waits: due times, updates to handle, notices to send."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, exists, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.tables import Inbox, Outbox, Timer
from data.vocabulary import TimerKind


def cards_of(session: Session, assignment_id: int) -> Sequence[Outbox]:
    """Return the messages about an assignment as they were first sent."""
    return session.exec(
        select(Outbox).where(
            col(Outbox.assignment_id) == assignment_id,
            col(Outbox.message_id).is_not(None),
            col(Outbox.edits).is_(None),
        )
    ).all()


def case_of_notice(session: Session, chat_id: int, message_id: int, kinds: Sequence[str] = ()) -> int | None:
    """Return the case that a message of the bot was about, if it was one of these kinds (none: any)."""
    return session.exec(
        select(Outbox.case_id).where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.message_id) == message_id,
            col(Outbox.case_id).is_not(None),
            *([col(Outbox.kind).in_(kinds)] if kinds else []),
        )
    ).first()


def pending_timers(session: Session, case_id: int, kinds: Sequence[TimerKind]) -> Sequence[Timer]:
    """Return the case's timers of these kinds that have not settled."""
    return session.exec(
        select(Timer).where(
            col(Timer.case_id) == case_id, col(Timer.settled_at).is_(None), col(Timer.kind).in_(kinds)
        )
    ).all()


def pending_word_timers(session: Session, concern_id: int) -> Sequence[Timer]:
    """Return the timers that wait for the words to a concern's files."""
    return session.exec(
        select(Timer).where(col(Timer.concern_id) == concern_id, col(Timer.settled_at).is_(None))
    ).all()


def drop_unsent(session: Session, concern_id: int, kind: str) -> None:
    """Take back notices about a concern that nobody has begun to send."""
    session.exec(
        delete(Outbox).where(
            col(Outbox.concern_id) == concern_id,
            col(Outbox.kind) == kind,
            col(Outbox.sent_at).is_(None),
            col(Outbox.claimed_until).is_(None),
        )
    )


def due_timer_ids(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the timers that fell due, oldest first."""
    rows = session.exec(
        select(Timer.id)
        .where(col(Timer.settled_at).is_(None), col(Timer.due_at) <= now)
        .order_by(col(Timer.due_at), col(Timer.id))
        .limit(limit)
    ).all()
    return cast("Sequence[int]", rows)


def claim_timer(session: Session, timer_id: int, now: datetime) -> Timer | None:
    """Settle a due timer as fired and return it; None when it was settled meanwhile."""
    return session.scalars(
        update(Timer)
        .where(col(Timer.id) == timer_id, col(Timer.settled_at).is_(None), col(Timer.due_at) <= now)
        .values(settled_at=now, fired=True)
        .returning(Timer)
    ).first()


def claim_update(session: Session, bot_id: int, now: datetime, only: int | None = None) -> Inbox | None:
    """Mark the oldest waiting update as handled and return it; None when nothing waits.

    ``only`` is the id of the one row to take, whatever else waits.

    The mark is part of the caller's transaction: if handling fails, it is rolled back with the rest.
    """
    waiting = (
        select(Inbox.id)
        .where(
            col(Inbox.bot_id) == bot_id,
            col(Inbox.handled_at).is_(None),
            col(Inbox.failed_at).is_(None),
            or_(col(Inbox.retry_at).is_(None), col(Inbox.retry_at) <= now),
            *([] if only is None else [col(Inbox.id) == only]),
        )
        .order_by(col(Inbox.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return session.scalars(
        update(Inbox).where(col(Inbox.id) == waiting).values(handled_at=now).returning(Inbox)
    ).first()


def claim_notices(session: Session, now: datetime, lease: timedelta, limit: int) -> Sequence[Outbox]:
    """Take notices that may be sent now for the length of a lease and return them in order.

    Behind a notice that was tried and must wait, its chat waits too, also with what was written since.
    """
    ahead = aliased(Outbox)
    overtakes = (
        exists()
        .where(
            col(ahead.chat_id) == col(Outbox.chat_id),
            col(ahead.id) < col(Outbox.id),
            col(ahead.sent_at).is_(None),
            col(ahead.failed_at).is_(None),
            col(ahead.attempts) > 0,
            or_(col(ahead.not_before) > now, col(ahead.claimed_until) > now),
        )
        .correlate(Outbox)
    )
    waiting = (
        select(Outbox.id)
        .where(
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.not_before) <= now,
            or_(col(Outbox.claimed_until).is_(None), col(Outbox.claimed_until) <= now),
            ~overtakes,
        )
        .order_by(col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(
        update(Outbox)
        .where(col(Outbox.id).in_(waiting))
        .values(claimed_until=now + lease, attempts=col(Outbox.attempts) + 1)
        .returning(Outbox)
    ).all()
    return sorted(rows, key=lambda notice: notice.id or 0)


def mark_sent(session: Session, notice_id: int, message_id: int | None, now: datetime) -> None:
    """Mark a notice as sent under the id that Telegram gave its message."""
    session.exec(
        update(Outbox)
        .where(col(Outbox.id) == notice_id)
        .values(sent_at=now, message_id=message_id, error=None)
    )


def release_notices(session: Session) -> int:
    """Give back every claim: at start-up, what a dead process had claimed is free again."""
    result = session.exec(
        update(Outbox)
        .where(
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.claimed_until).is_not(None),
        )
        .values(claimed_until=None)
    )
    return cast("CursorResult[Any]", result).rowcount


def hold_chat(session: Session, chat_id: int, until: datetime) -> None:
    """Let a chat's waiting notices wait longer, so that they keep their order behind a held one."""
    session.exec(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.not_before) < until,
        )
        .values(not_before=until, claimed_until=None)
    )


def store_updates(session: Session, rows: list[dict[str, Any]]) -> int:
    """Insert updates into the inbox, passing over those that are there; return how many were new."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Inbox).values(rows).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
