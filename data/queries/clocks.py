"""Named questions about the clock of a case: what was set, and what was asked for."""

from datetime import datetime

from sqlmodel import Session, col, select

from data.tables import Extension, Timer
from data.vocabulary import TimerKind


def has_had_timer(session: Session, case_id: int, kind: TimerKind, due_from: datetime) -> bool:
    """Say whether a case has or had a timer of a kind that was due at a moment or later."""
    return (
        session.exec(
            select(Timer.id).where(
                col(Timer.case_id) == case_id, col(Timer.kind) == kind, col(Timer.due_at) >= due_from
            )
        ).first()
        is not None
    )


def extension_of(session: Session, case_id: int) -> Extension | None:
    """Return the later date that was asked for; None where nobody has asked."""
    return session.exec(select(Extension).where(col(Extension.case_id) == case_id)).first()
