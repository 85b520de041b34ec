"""Named questions about what is counted in a span of time, and about the ledgers that hold it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from data.tables import (
    Appeal,
    Assignment,
    Body,
    Case,
    Event,
    Exclusion,
    Improvement,
    Ledger,
    Member,
    Person,
    Pledge,
    Rectification,
    Review,
    YearRating,
)
from data.vocabulary import AssignmentState, Part


def _within(column: Any, start: datetime, end: datetime) -> Any:
    return and_(col(column) >= start, col(column) < end)


def pledges_within(
    session: Session, community_id: int, start: datetime, end: datetime
) -> Sequence[tuple[Pledge, Assignment, Case]]:
    """Return the promises that were made, fulfilled or due in a span."""
    moments = (Pledge.made_at, Pledge.fulfilled_at, Pledge.promised_for)
    return session.exec(
        select(Pledge, Assignment, Case)
        .join(Assignment, col(Assignment.id) == col(Pledge.assignment_id))
        .join(Case, col(Case.id) == col(Assignment.case_id))
        .where(
            col(Case.community_id) == community_id, or_(*(_within(moment, start, end) for moment in moments))
        )
        .order_by(col(Pledge.id))
    ).all()


def assignments_closed_within(
    session: Session, community_id: int, start: datetime, end: datetime
) -> Sequence[tuple[Assignment, Case]]:
    """Return the assignments that were done or given back in a span."""
    return session.exec(
        select(Assignment, Case)
        .join(Case, col(Case.id) == col(Assignment.case_id))
        .where(
            col(Case.community_id) == community_id,
            col(Assignment.state).in_((AssignmentState.DONE, AssignmentState.RETURNED)),
            _within(Assignment.closed_at, start, end),
        )
        .order_by(col(Assignment.id))
    ).all()


def reviews_within(
    session: Session, community_id: int, start: datetime, end: datetime
) -> Sequence[tuple[Review, Case]]:
    """Return the reviews that were answered, or closed without an answer, in a span."""
    moments = (Review.answered_at, Review.closed_at)
    return session.exec(
        select(Review, Case)
        .join(Case, col(Case.id) == col(Review.case_id))
        .where(
            col(Case.community_id) == community_id, or_(*(_within(moment, start, end) for moment in moments))
        )
        .order_by(col(Review.id))
    ).all()


def second_rounds_within(
    session: Session, community_id: int, start: datetime, end: datetime
) -> Sequence[tuple[Rectification, Case]]:
    """Return the second rounds that were opened in a span."""
    return session.exec(
        select(Rectification, Case)
        .join(Case, col(Case.id) == col(Rectification.case_id))
        .where(col(Case.community_id) == community_id, _within(Rectification.opened_at, start, end))
        .order_by(col(Rectification.id))
    ).all()


def cases_due_or_done_within(
    session: Session, community_id: int, start: datetime, end: datetime
) -> Sequence[Case]:
    """Return the cases whose date fell into a span or was missed in it, or that were done in it."""
    done = select(Assignment.case_id).where(
        col(Assignment.part) == Part.LEAD,
        col(Assignment.state) == AssignmentState.DONE,
        _within(Assignment.closed_at, start, end),
    )
    return session.exec(
        select(Case)
        .where(
            col(Case.community_id) == community_id,
            or_(
                _within(Case.due_at, start, end),
                _within(Case.due_breached_at, start, end),
                col(Case.id).in_(done),
            ),
        )
        .order_by(col(Case.id))
    ).all()


def leads_of(session: Session, case_ids: Sequence[int]) -> Sequence[Assignment]:
    """Return every lead assignment that these cases ever had, oldest first."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.case_id).in_(case_ids), col(Assignment.part) == Part.LEAD)
        .order_by(col(Assignment.id))
    ).all()


def everybody(session: Session, community_id: int) -> Sequence[tuple[Member, Person, Body]]:
    """Return every seat there ever was, also those that were left and those of retired bodies."""
    return session.exec(
        select(Member, Person, Body)
        .join(Person, col(Person.id) == col(Member.person_id))
        .join(Body, col(Body.id) == col(Member.body_id))
        .where(col(Body.community_id) == community_id)
        .order_by(col(Body.tier), col(Body.position), col(Member.id))
    ).all()


def ledger(session: Session, community_id: int, year: int, quarter: int) -> Ledger | None:
    """Return the ledger of a quarter; None before it was drafted."""
    return session.exec(
        select(Ledger).where(
            col(Ledger.community_id) == community_id,
            col(Ledger.year) == year,
            col(Ledger.quarter) == quarter,
        )
    ).first()


def year_rating(session: Session, community_id: int, year: int) -> YearRating | None:
    """Return what was published of a year's rating."""
    return session.exec(
        select(YearRating).where(col(YearRating.community_id) == community_id, col(YearRating.year) == year)
    ).first()


def latest_ledger(session: Session, community_id: int) -> Ledger | None:
    """Return the ledger that was drafted for the latest quarter."""
    return session.exec(
        select(Ledger)
        .where(col(Ledger.community_id) == community_id)
        .order_by(col(Ledger.year).desc(), col(Ledger.quarter).desc())
    ).first()


def first_case(session: Session, community_id: int) -> Case | None:
    """Return the community's oldest case."""
    return session.exec(
        select(Case).where(col(Case.community_id) == community_id).order_by(col(Case.id))
    ).first()


def bodies(session: Session, community_id: int) -> Sequence[Body]:
    """Return every body there ever was, the nearest tier first."""
    return session.exec(
        select(Body)
        .where(col(Body.community_id) == community_id)
        .order_by(col(Body.tier), col(Body.position))
    ).all()


def cases_of_years(session: Session, community_id: int, years: Sequence[int]) -> Sequence[Case]:
    """Return the cases that were numbered in some years."""
    return session.exec(
        select(Case)
        .where(col(Case.community_id) == community_id, col(Case.year).in_(years))
        .order_by(col(Case.id))
    ).all()


def drafts(session: Session, community_id: int) -> Sequence[Ledger]:
    """Return the ledgers that nobody has approved, oldest first."""
    return session.exec(
        select(Ledger)
        .where(col(Ledger.community_id) == community_id, col(Ledger.approved_at).is_(None))
        .order_by(col(Ledger.year), col(Ledger.quarter))
    ).all()


def appeals(session: Session, ledger_id: int) -> Sequence[Appeal]:
    """Return what was appealed of a ledger, in order."""
    return session.exec(
        select(Appeal).where(col(Appeal.ledger_id) == ledger_id).order_by(col(Appeal.id))
    ).all()


def improvements(session: Session, ledger_id: int) -> Sequence[Improvement]:
    """Return who must improve because of a ledger, in order; not what was lifted."""
    return session.exec(
        select(Improvement)
        .where(col(Improvement.ledger_id) == ledger_id, col(Improvement.lifted_at).is_(None))
        .order_by(col(Improvement.id))
    ).all()


def improvements_due(session: Session, community_id: int, now: datetime) -> Sequence[Improvement]:
    """Return what should have improved by now, was not confirmed, and was not told as overdue yet."""
    return session.exec(
        select(Improvement)
        .join(Ledger, col(Ledger.id) == col(Improvement.ledger_id))
        .where(
            col(Ledger.community_id) == community_id,
            col(Improvement.due_at) <= now,
            col(Improvement.done_at).is_(None),
            col(Improvement.lifted_at).is_(None),
            col(Improvement.overdue_at).is_(None),
        )
        .order_by(col(Improvement.due_at), col(Improvement.id))
    ).all()


def exclusion_of(session: Session, case_id: int) -> Exclusion | None:
    """Return the proposal to leave a case out that stands or waits; None where all were refused."""
    return session.exec(
        select(Exclusion).where(
            col(Exclusion.case_id) == case_id,
            or_(col(Exclusion.confirmed).is_(None), col(Exclusion.confirmed).is_(True)),
        )
    ).first()


def exclusions(session: Session, community_id: int) -> Sequence[tuple[Exclusion, Case]]:
    """Return the cases that two coordinators left out of all accounts, in order."""
    return session.exec(
        select(Exclusion, Case)
        .join(Case, col(Case.id) == col(Exclusion.case_id))
        .where(col(Case.community_id) == community_id, col(Exclusion.confirmed).is_(True))
        .order_by(col(Exclusion.id))
    ).all()


def members_of(session: Session, body_id: int) -> Sequence[Person]:
    """Return who sits in a body."""
    return session.exec(
        select(Person)
        .join(Member, col(Member.person_id) == col(Person.id))
        .where(col(Member.body_id) == body_id, col(Member.left_at).is_(None))
        .order_by(col(Member.id))
    ).all()


def settled_within(
    session: Session, community_id: int, kind: str, start: datetime, end: datetime
) -> list[tuple[Case, int]]:
    """Return the cases with an event of a kind in a span, each once, with the body that leads it last."""
    settled = select(Event.case_id).where(col(Event.kind) == kind, _within(Event.at, start, end))
    rows = session.exec(
        select(Case, Assignment.body_id)
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .where(
            col(Case.community_id) == community_id,
            col(Case.id).in_(settled),
            col(Assignment.part) == Part.LEAD,
        )
        .order_by(col(Assignment.id))
    ).all()
    return list({case.id: (case, body_id) for case, body_id in rows}.values())
