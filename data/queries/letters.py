"""Named questions about letters: which may be sent, and which matter they are about."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, update
from sqlmodel import Session, col, select

from data.tables_letters import Letter


def letters_about(session: Session, assignment_id: int) -> Sequence[Letter]:
    """Return every letter about an assignment, oldest first."""
    return session.exec(
        select(Letter).where(col(Letter.assignment_id) == assignment_id).order_by(col(Letter.id))
    ).all()


def claim_letter(session: Session, now: datetime, lease: timedelta) -> Letter | None:
    """Take the oldest letter that may be sent now for the length of a lease; None when none may."""
    waiting = (
        select(Letter.id)
        .where(
            col(Letter.sent_at).is_(None),
            col(Letter.failed_at).is_(None),
            col(Letter.not_before) <= now,
            or_(col(Letter.claimed_until).is_(None), col(Letter.claimed_until) <= now),
        )
        .order_by(col(Letter.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return session.scalars(
        update(Letter)
        .where(col(Letter.id) == waiting)
        .values(claimed_until=now + lease, attempts=col(Letter.attempts) + 1)
        .returning(Letter)
    ).first()


def release_letters(session: Session) -> int:
    """Give back every claim: at start-up, what a dead process had claimed is free again."""
    result = session.exec(
        update(Letter)
        .where(
            col(Letter.sent_at).is_(None),
            col(Letter.failed_at).is_(None),
            col(Letter.claimed_until).is_not(None),
        )
        .values(claimed_until=None)
    )
    return cast("CursorResult[Any]", result).rowcount
