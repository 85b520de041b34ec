"""Named questions about cases that were merged with another, and what was said of both."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from data.tables import Attachment, Case, Concern
from data.vocabulary import Outcome


def merged_into(session: Session, case_id: int) -> Sequence[Case]:
    """Return the cases that are followed under this one, oldest first."""
    return session.exec(select(Case).where(col(Case.merged_into_id) == case_id).order_by(col(Case.id))).all()


def merged_numbers(session: Session, community_id: int) -> set[str]:
    """Return the numbers of all cases that are followed under another."""
    rows = session.exec(
        select(Case).where(col(Case.community_id) == community_id, col(Case.outcome) == Outcome.MERGED)
    ).all()
    return {case.number for case in rows}


def everything_said(session: Session, case_id: int) -> Sequence[Concern]:
    """Return what residents said of a case, and after it what they said of those merged with it."""
    merged = select(Case.id).where(col(Case.merged_into_id) == case_id)
    return session.exec(
        select(Concern)
        .where(or_(col(Concern.case_id) == case_id, col(Concern.case_id).in_(merged)))
        .order_by(col(Concern.case_id) != case_id, col(Concern.id))
    ).all()


def everything_sent(session: Session, case_id: int) -> Sequence[Attachment]:
    """Return what was sent along with a case, and after it what came with those merged with it."""
    merged = select(Case.id).where(col(Case.merged_into_id) == case_id)
    return session.exec(
        select(Attachment)
        .where(or_(col(Attachment.case_id) == case_id, col(Attachment.case_id).in_(merged)))
        .order_by(col(Attachment.case_id) != case_id, col(Attachment.id))
    ).all()
