"""Named questions about what the classifier can learn from the desk."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as of
from sqlmodel import Session, col, select

from data.tables import Case, Concern, Correction, LabelChange, ModelChange, Person, Retraining
from data.vocabulary import Outcome, State


def corrections(session: Session, community_id: int) -> Sequence[tuple[Correction, Concern, Case, str]]:
    """Return every correction of a message that opened a case, with who made it, oldest first."""
    return session.exec(
        select(Correction, Concern, Case, Person.name)
        .join(Concern, col(Concern.id) == col(Correction.concern_id))
        .join(Case, col(Case.id) == col(Concern.case_id))
        .join(Person, col(Person.id) == col(Correction.person_id))
        .where(col(Concern.community_id) == community_id, col(Concern.id).in_(_openings()))
        .order_by(col(Correction.at), col(Correction.id))
    ).all()


def confirmed(session: Session, community_id: int, limit: int) -> Sequence[tuple[Concern, Case]]:
    """Return the messages whose case was solved under the label the model gave, the latest first."""
    corrected = select(Correction.concern_id)
    return session.exec(
        select(Concern, Case)
        .join(Case, col(Case.id) == col(Concern.case_id))
        .where(
            col(Case.community_id) == community_id,
            col(Case.state) == State.ARCHIVED,
            col(Case.outcome).in_((Outcome.SATISFIED, Outcome.PARTLY)),
            col(Case.category) == col(Concern.category),
            col(Concern.id).in_(_openings()),
            col(Concern.id).not_in(corrected),
        )
        .order_by(col(Case.closed_at).desc())
        .limit(limit)
    ).all()


def open_under(session: Session, community_id: int, label: str) -> int:
    """Count the cases under a label that are not at their end."""
    return session.exec(
        select(func.count(col(Case.id))).where(
            col(Case.community_id) == community_id,
            col(Case.category) == label,
            col(Case.closed_at).is_(None),
        )
    ).one()


def latest_words(session: Session, community_id: int, limit: int) -> Sequence[str]:
    """Return what residents wrote last, newest first."""
    return session.exec(
        select(Concern.text)
        .where(col(Concern.community_id) == community_id, col(Concern.text) != "")
        .order_by(col(Concern.id).desc())
        .limit(limit)
    ).all()


def opening_concerns(session: Session, case_ids: Sequence[int]) -> Sequence[Concern]:
    """Return the message that opened each of the cases."""
    openings = _openings().where(col(Concern.case_id).in_(case_ids))
    return session.exec(select(Concern).where(col(Concern.id).in_(openings))).all()


def _openings() -> Any:
    """The first message of each case: what is added later often says little by itself."""
    return of(func.min(Concern.id)).where(col(Concern.case_id).is_not(None)).group_by(col(Concern.case_id))


def running_retraining(session: Session, community_id: int) -> Retraining | None:
    """Return the retraining that was asked for and has not ended."""
    return session.exec(
        select(Retraining)
        .where(col(Retraining.community_id) == community_id, col(Retraining.ended_at).is_(None))
        .order_by(col(Retraining.id))
    ).first()


def label_changes(session: Session, community_id: int, limit: int) -> Sequence[tuple[LabelChange, str]]:
    """Return the latest changes of the labels with who made them, the latest first."""
    return session.exec(
        select(LabelChange, Person.name)
        .join(Person, col(Person.id) == col(LabelChange.person_id))
        .where(col(LabelChange.community_id) == community_id)
        .order_by(col(LabelChange.id).desc())
        .limit(limit)
    ).all()


def model_changes(session: Session, community_id: int, limit: int) -> Sequence[tuple[ModelChange, str]]:
    """Return the latest changes of the serving model with who made them, the latest first."""
    return session.exec(
        select(ModelChange, Person.name)
        .join(Person, col(Person.id) == col(ModelChange.person_id))
        .where(col(ModelChange.community_id) == community_id)
        .order_by(col(ModelChange.id).desc())
        .limit(limit)
    ).all()
