"""Named questions about who isn't there, and about the work that waits for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from data.tables import (
    Absence,
    Appeal,
    Assignment,
    Ban,
    Body,
    Case,
    Decline,
    Exclusion,
    Extension,
    Ledger,
    Member,
    Outbox,
    Person,
)
from data.vocabulary import OPEN_ASSIGNMENTS, State


def left_behind(session: Session, community_id: int) -> Sequence[tuple[Case, Assignment, str]]:
    """Return the open work of those who left, with their name, or of a retired body, with the body's.

    Leads come first, the oldest before the others.
    """
    rows = session.exec(
        select(Case, Assignment, func.coalesce(Person.name, Body.name))
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .join(Body, col(Body.id) == col(Assignment.body_id))
        .outerjoin(Member, col(Member.id) == col(Assignment.member_id))
        .outerjoin(Person, col(Person.id) == col(Member.person_id))
        .where(
            col(Case.community_id) == community_id,
            col(Assignment.state).in_(OPEN_ASSIGNMENTS),
            or_(col(Member.left_at).is_not(None), col(Body.retired)),
        )
        .order_by(col(Assignment.part).desc(), col(Case.id), col(Assignment.id))
    ).all()
    return [(case, assignment, str(name)) for case, assignment, name in rows]


def unsupervised(session: Session, community_id: int) -> Sequence[tuple[Case, str]]:
    """Return the open cases that somebody watches over who left, or whose body was retired, and whom."""
    rows = session.exec(
        select(Case, Person)
        .join(Member, col(Member.id) == col(Case.supervisor_id))
        .join(Person, col(Person.id) == col(Member.person_id))
        .join(Body, col(Body.id) == col(Member.body_id))
        .where(
            col(Case.community_id) == community_id,
            col(Case.state) != State.ARCHIVED,
            or_(col(Case.state) == State.RECTIFICATION, col(Case.respondent_id).is_not(None)),
            or_(col(Member.left_at).is_not(None), col(Body.retired)),
        )
        .order_by(col(Case.id))
    ).all()
    return [(case, person.name) for case, person in rows]


def undecided_extensions(session: Session, community_id: int) -> Sequence[tuple[Case, Assignment, Extension]]:
    """Return the later dates that were asked for, and that somebody may still decide about."""
    rows = session.exec(
        select(Case, Assignment, Extension)
        .join(Extension, col(Extension.case_id) == col(Case.id))
        .join(Assignment, col(Assignment.id) == col(Extension.assignment_id))
        .where(
            col(Case.community_id) == community_id,
            col(Extension.granted).is_(None),
            col(Assignment.state).in_(OPEN_ASSIGNMENTS),
        )
        .order_by(col(Extension.id))
    ).all()
    return [(case, assignment, asked) for case, assignment, asked in rows]


def open_declines(session: Session, community_id: int) -> Sequence[tuple[Case, Decline]]:
    """Return the proposals to decline a case that wait for a second signature."""
    rows = session.exec(
        select(Case, Decline)
        .join(Decline, col(Decline.case_id) == col(Case.id))
        .where(
            col(Case.community_id) == community_id,
            col(Case.state) != State.ARCHIVED,
            col(Decline.decided_at).is_(None),
        )
        .order_by(col(Decline.id))
    ).all()
    return [(case, decline) for case, decline in rows]


def open_exclusions(session: Session, community_id: int) -> Sequence[tuple[Case, Exclusion]]:
    """Return the proposals to leave a case out of the accounts that wait for a second signature."""
    rows = session.exec(
        select(Case, Exclusion)
        .join(Exclusion, col(Exclusion.case_id) == col(Case.id))
        .where(col(Case.community_id) == community_id, col(Exclusion.confirmed).is_(None))
        .order_by(col(Exclusion.id))
    ).all()
    return [(case, exclusion) for case, exclusion in rows]


def appealed_bans(session: Session, community_id: int) -> Sequence[Ban]:
    """Return the bans whose appeal nobody has decided yet."""
    return session.exec(
        select(Ban)
        .join(Case, col(Case.id) == col(Ban.case_id))
        .where(
            col(Case.community_id) == community_id,
            col(Ban.appealed_at).is_not(None),
            col(Ban.decided_at).is_(None),
        )
        .order_by(col(Ban.id))
    ).all()


def open_appeals(session: Session, community_id: int) -> Sequence[Appeal]:
    """Return the appeals against a line of a ledger that nobody has decided yet."""
    return session.exec(
        select(Appeal)
        .join(Ledger, col(Ledger.id) == col(Appeal.ledger_id))
        .where(col(Ledger.community_id) == community_id, col(Appeal.decided_at).is_(None))
        .order_by(col(Appeal.id))
    ).all()


def cards_about(session: Session, kind: str, item: str, number: int) -> Sequence[Outbox]:
    """Return every notice of a kind whose facts name something by its id, oldest first."""
    return session.exec(
        select(Outbox)
        .where(col(Outbox.kind) == kind, col(Outbox.facts)[item].as_integer() == number)
        .order_by(col(Outbox.id))
    ).all()


def absence_of(session: Session, person_id: int, now: datetime) -> Absence | None:
    """Return the absence that a person is in now."""
    return session.exec(
        select(Absence)
        .where(col(Absence.person_id) == person_id, col(Absence.starts_at) <= now, col(Absence.ends_at) > now)
        .order_by(col(Absence.id).desc())
    ).first()


def watched_by(session: Session, person_id: int) -> Sequence[Case]:
    """Return the cases in their second round that a person watches over."""
    return session.exec(
        select(Case)
        .join(Member, col(Member.id) == col(Case.supervisor_id))
        .where(col(Member.person_id) == person_id, col(Case.state) == State.RECTIFICATION)
        .order_by(col(Case.id))
    ).all()


def away_now(session: Session, now: datetime) -> set[int]:
    """Return the ids of all who are away now."""
    return set(
        session.exec(
            select(Absence.person_id).where(col(Absence.starts_at) <= now, col(Absence.ends_at) > now)
        ).all()
    )
