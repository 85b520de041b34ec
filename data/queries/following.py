"""Named questions about who follows which case, and which case a message may be about."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from data.tables import Case, Concern, Person, Supporter
from data.vocabulary import State


def open_since(
    session: Session, community_id: int, categories: Sequence[str], since: datetime
) -> Sequence[tuple[Case, Concern]]:
    """Return the open cases of these categories since a moment with what was said of them, newest first."""
    return session.exec(
        select(Case, Concern)
        .join(Concern, col(Concern.case_id) == col(Case.id))
        .where(
            col(Case.community_id) == community_id,
            col(Case.category).in_(categories),
            col(Case.state) != State.ARCHIVED,
            col(Case.opened_at) >= since,
            col(Concern.text) != "",
        )
        .order_by(col(Case.id).desc(), col(Concern.id))
    ).all()


def supporters(session: Session, case_id: int) -> Sequence[tuple[Supporter, Person]]:
    """Return who follows a case, in the order in which they began."""
    return session.exec(
        select(Supporter, Person)
        .join(Person, col(Person.id) == col(Supporter.person_id))
        .where(col(Supporter.case_id) == case_id, col(Supporter.left_at).is_(None))
        .order_by(col(Supporter.id))
    ).all()


def supporter(session: Session, case_id: int, person_id: int) -> Supporter | None:
    """Return how the person follows the case, also when they have stopped."""
    return session.exec(
        select(Supporter).where(col(Supporter.case_id) == case_id, col(Supporter.person_id) == person_id)
    ).first()


def followed_by(session: Session, person_id: int, limit: int) -> Sequence[Case]:
    """Return the open cases that the person follows, the latest first."""
    return session.exec(
        select(Case)
        .join(Supporter, col(Supporter.case_id) == col(Case.id))
        .where(
            col(Supporter.person_id) == person_id,
            col(Supporter.left_at).is_(None),
            col(Case.state) != State.ARCHIVED,
        )
        .order_by(col(Case.id).desc())
        .limit(limit)
    ).all()
