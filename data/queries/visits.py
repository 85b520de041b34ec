"""Named questions about what members heard at doors and talks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select as of
from sqlmodel import Session, col, select

from data.tables import Case, Concern, Household, Person, Visit


def visit_of_case(session: Session, case_id: int) -> Visit | None:
    """Return the visit at which the case was logged; None for what a resident wrote themselves."""
    return session.exec(
        select(Visit)
        .join(Concern, col(Concern.id) == col(Visit.concern_id))
        .where(col(Concern.case_id) == case_id)
        .order_by(col(Visit.id))
    ).first()


def without_account(session: Session, household_id: int, name: str) -> Person | None:
    """Return the person of this name in a household who has no account."""
    return session.exec(
        select(Person).where(
            col(Person.household_id) == household_id,
            col(Person.name) == name,
            col(Person.telegram_id).is_(None),
        )
    ).first()


def visits_between(
    session: Session, community_id: int, since: datetime, until: datetime
) -> Sequence[tuple[Visit, Concern, Case | None, Household | None, Person]]:
    """Return what was logged in a span of time, the latest first, with the member who logged it."""
    resident = (
        select(Person.id, Person.household_id).where(col(Person.community_id) == community_id).subquery()
    )
    rows = session.execute(
        of(Visit, Concern, Case, Household, Person)
        .join(Concern, col(Concern.id) == col(Visit.concern_id))
        .outerjoin(Case, col(Case.id) == col(Concern.case_id))
        .join(resident, resident.c.id == col(Visit.person_id))
        .outerjoin(Household, col(Household.id) == resident.c.household_id)
        .join(Person, col(Person.id) == col(Visit.logged_by))
        .where(col(Visit.community_id) == community_id, col(Visit.at) >= since, col(Visit.at) < until)
        .order_by(col(Visit.id).desc())
    ).all()
    return [tuple(row) for row in rows]
