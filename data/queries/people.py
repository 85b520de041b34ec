"""Named questions about who there is: persons, seats, addresses, invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.tables import Absence, Assignment, Body, Building, Community, Household, Invite, Member, Person
from data.vocabulary import OPEN_ASSIGNMENTS, Role


@dataclass(frozen=True, slots=True)
class Seated:
    """One member of one body, with the number of assignments open in their hands."""

    body: Body
    member: Member | None
    person: Person | None
    load: int
    absence: Absence | None = None


def person_by_telegram(
    session: Session, community_id: int, telegram_id: int
) -> tuple[Community, Person | None, Building | None]:
    """Return the community and, when known, the person with this account and their building."""
    row = session.exec(
        select(Community, Person, Building)
        .outerjoin(
            Person, (col(Person.community_id) == col(Community.id)) & (col(Person.telegram_id) == telegram_id)
        )
        .outerjoin(Building, col(Building.id) == col(Person.building_id))
        .where(col(Community.id) == community_id)
    ).one()
    return cast("tuple[Community, Person | None, Building | None]", tuple(row))


def seats(session: Session, community_id: int, now: datetime) -> list[Seated]:
    """Return every body with each of its members; one without members comes once, with None.

    Whoever is away at the moment comes with their absence.

    Retired bodies come too, without members: cases they once had are still shown and handed on.
    """
    load = (
        select(func.count())
        .where(col(Assignment.member_id) == col(Member.id), col(Assignment.state).in_(OPEN_ASSIGNMENTS))
        .correlate(Member)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Body, Member, Person, load)
        .add_columns(Absence)
        .outerjoin(
            Member,
            (col(Member.body_id) == col(Body.id))
            & col(Member.left_at).is_(None)
            & col(Body.retired).is_(False),
        )
        .outerjoin(Person, col(Person.id) == col(Member.person_id))
        .outerjoin(
            Absence,
            (col(Absence.person_id) == col(Member.person_id))
            & (col(Absence.starts_at) <= now)
            & (col(Absence.ends_at) > now),
        )
        .where(col(Body.community_id) == community_id)
        .order_by(col(Body.tier), col(Body.position), col(Member.id))
    ).all()
    return [
        Seated(body, member, person, count or 0, absence) for body, member, person, count, absence in rows
    ]


def memberships(session: Session, person_id: int) -> Sequence[Member]:
    """Return the person's seats that they have not left."""
    return session.exec(
        select(Member).where(col(Member.person_id) == person_id, col(Member.left_at).is_(None))
    ).all()


def coordinators(session: Session, community_id: int) -> list[Person]:
    """Return the coordinators who can be reached, each once."""
    rows = session.exec(
        select(Person)
        .join(Member, col(Member.person_id) == col(Person.id))
        .join(Body, col(Body.id) == col(Member.body_id))
        .where(
            col(Body.community_id) == community_id,
            col(Member.role) == Role.COORDINATOR,
            col(Member.left_at).is_(None),
        )
        .order_by(col(Person.id))
        .distinct()
    ).all()
    return [person for person in rows if person.reachable()]


def buildings(session: Session, community_id: int) -> Sequence[Building]:
    """Return the community's buildings in the order of the community file."""
    return session.exec(
        select(Building).where(col(Building.community_id) == community_id).order_by(col(Building.id))
    ).all()


def household(session: Session, building_id: int, unit: str, room: str) -> Household | None:
    """Return the flat with this address, if it is known already."""
    return session.exec(
        select(Household).where(
            col(Household.building_id) == building_id,
            col(Household.unit) == unit,
            col(Household.room) == room,
        )
    ).first()


def due_digests(session: Session, community_id: int, now: datetime) -> Sequence[tuple[Member, Person]]:
    """Return the community's members whose daily digest fell due, with the person."""
    return session.exec(
        select(Member, Person)
        .join(Person, col(Person.id) == col(Member.person_id))
        .where(
            col(Person.community_id) == community_id,
            col(Member.digest_at) <= now,
            col(Member.left_at).is_(None),
        )
        .order_by(col(Member.id))
    ).all()


def invite(session: Session, token: str) -> Invite | None:
    """Return the invitation with this token."""
    return session.exec(select(Invite).where(col(Invite.token) == token)).first()


def addresses(session: Session) -> int:
    """Count the people who sit somewhere and have an e-mail address."""
    return session.exec(
        select(func.count(col(Person.id).distinct()))
        .join(Member, col(Member.person_id) == col(Person.id))
        .where(col(Person.email).is_not(None), col(Member.left_at).is_(None))
    ).one()


def seat(session: Session, body_id: int, person_id: int) -> Member | None:
    """Return the person's seat in a body, also one they have left."""
    return session.exec(
        select(Member).where(col(Member.body_id) == body_id, col(Member.person_id) == person_id)
    ).first()


def community(session: Session) -> Community | None:
    """Return the community of this database; None before one was imported."""
    return session.exec(select(Community).order_by(col(Community.id))).first()


def communities(session: Session) -> Sequence[Community]:
    """Return every community of this database."""
    return session.exec(select(Community).order_by(col(Community.id))).all()
