"""Named questions about what members claim: taking it, what waits for it, the messages about it."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

from data.tables import Assignment, Case, Outbox
from data.vocabulary import AssignmentState


def claim(session: Session, assignment_id: int, member_id: int) -> bool:
    """Give an offered assignment that is nobody's yet to a member; False when it was taken meanwhile."""
    result = session.exec(
        update(Assignment)
        .where(
            col(Assignment.id) == assignment_id,
            col(Assignment.state) == AssignmentState.OFFERED,
            col(Assignment.member_id).is_(None),
        )
        .values(member_id=member_id)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def waiting_to_be_claimed(session: Session, body_ids: Sequence[int]) -> Sequence[tuple[Case, Assignment]]:
    """Return what waits to be claimed in some bodies, the oldest first."""
    return session.exec(
        select(Case, Assignment)
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .where(
            col(Assignment.body_id).in_(body_ids),
            col(Assignment.state) == AssignmentState.OFFERED,
            col(Assignment.member_id).is_(None),
            col(Assignment.claim_by).is_not(None),
        )
        .order_by(col(Assignment.id))
    ).all()


def drop_unsent_cards(session: Session, assignment_id: int, kind: str) -> None:
    """Take back notices about an assignment that nobody has begun to send."""
    session.exec(
        delete(Outbox).where(
            col(Outbox.assignment_id) == assignment_id,
            col(Outbox.kind) == kind,
            col(Outbox.sent_at).is_(None),
            col(Outbox.claimed_until).is_(None),
        )
    )


def sent_to(session: Session, person_id: int, case_id: int, kinds: Sequence[str]) -> Outbox | None:
    """Return the message of one of these kinds about a case that a person got last, as it was first sent."""
    return session.exec(
        select(Outbox)
        .where(
            col(Outbox.person_id) == person_id,
            col(Outbox.case_id) == case_id,
            col(Outbox.kind).in_(kinds),
            col(Outbox.message_id).is_not(None),
            col(Outbox.edits).is_(None),
        )
        .order_by(col(Outbox.id).desc())
    ).first()
