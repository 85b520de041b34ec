"""Named questions about appointments on reception days."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from data.tables import Appointment, Body, Building, Closure, Outbox, Person
from data.vocabulary import AppointmentState

Taken = dict[tuple[str, datetime], int]


def receiving_bodies(session: Session, community_id: int) -> Sequence[Body]:
    """Return the bodies that have reception days, in the order of the community file."""
    rows = session.exec(
        select(Body)
        .where(col(Body.community_id) == community_id, col(Body.retired).is_(False))
        .order_by(col(Body.position))
    ).all()
    return [body for body in rows if body.reception]


def take_place(session: Session, values: dict[str, Any]) -> int | None:
    """Write an appointment unless its place is taken; return its id, None where somebody was first."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Appointment).values(**values).on_conflict_do_nothing().returning(col(Appointment.id))
    return session.execute(statement).scalar()


def places_taken(session: Session, body_id: int, since: datetime, until: datetime) -> Taken:
    """Return how many places of a body's slots are taken, by host and beginning."""
    rows = session.exec(
        select(Appointment.host, Appointment.starts_at, func.count())
        .where(
            col(Appointment.body_id) == body_id,
            col(Appointment.seat).is_not(None),
            col(Appointment.starts_at) >= since,
            col(Appointment.starts_at) < until,
        )
        .group_by(col(Appointment.host), col(Appointment.starts_at))
    ).all()
    return {(host, starts): count for host, starts, count in rows}


def appointments_ahead(session: Session, person_id: int, now: datetime) -> Sequence[Appointment]:
    """Return a person's booked appointments that have not begun, the next one first."""
    return session.exec(
        select(Appointment)
        .where(
            col(Appointment.person_id) == person_id,
            col(Appointment.state) == AppointmentState.BOOKED,
            col(Appointment.starts_at) > now,
        )
        .order_by(col(Appointment.starts_at))
    ).all()


def all_appointments_ahead(session: Session, community_id: int, now: datetime) -> Sequence[Appointment]:
    """Return everybody's booked appointments that have not begun."""
    return session.exec(
        select(Appointment)
        .where(
            col(Appointment.community_id) == community_id,
            col(Appointment.state) == AppointmentState.BOOKED,
            col(Appointment.starts_at) > now,
        )
        .order_by(col(Appointment.id))
    ).all()


def booked_since(session: Session, person_id: int, since: datetime) -> int:
    """Count how often a person booked since a moment, what they gave up again included."""
    return session.exec(
        select(func.count()).where(
            col(Appointment.person_id) == person_id, col(Appointment.booked_at) > since
        )
    ).one()


def appointments_of(session: Session, person_id: int) -> Sequence[Appointment]:
    """Return every appointment a person ever had, oldest first."""
    return session.exec(
        select(Appointment).where(col(Appointment.person_id) == person_id).order_by(col(Appointment.id))
    ).all()


def household_comes(
    session: Session, household_id: int, body_id: int, host: str, starts: datetime, without: int | None
) -> bool:
    """Say whether somebody of a household has a place in a slot already."""
    found = session.exec(
        select(Appointment.id).where(
            col(Appointment.household_id) == household_id,
            col(Appointment.body_id) == body_id,
            col(Appointment.host) == host,
            col(Appointment.starts_at) == starts,
            col(Appointment.seat).is_not(None),
            *([] if without is None else [col(Appointment.id) != without]),
        )
    ).first()
    return found is not None


def give_up_place(
    session: Session, appointment_id: int, state: AppointmentState, now: datetime, **values: Any
) -> bool:
    """Take a booked appointment out of its slot; False when that had happened already."""
    result = session.execute(
        update(Appointment)
        .where(col(Appointment.id) == appointment_id, col(Appointment.state) == AppointmentState.BOOKED)
        .values(state=state, seat=None, step=None, due_at=None, settled_at=now, **values)
        .execution_options(synchronize_session="fetch")
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def expected(
    session: Session, body_ids: Collection[int], since: datetime, until: datetime
) -> Sequence[tuple[Appointment, Person, Building | None]]:
    """Return who comes to these bodies in a span of time, in order, with their building."""
    rows = session.exec(
        select(Appointment, Person, Building)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .outerjoin(Building, col(Building.id) == col(Person.building_id))
        .where(
            col(Appointment.body_id).in_(body_ids),
            col(Appointment.seat).is_not(None),
            col(Appointment.starts_at) >= since,
            col(Appointment.starts_at) < until,
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    ).all()
    return [(appointment, person, building) for appointment, person, building in rows]


def due_appointment_ids(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the appointments on which something is to be done, oldest first."""
    rows = session.exec(
        select(Appointment.id)
        .where(col(Appointment.due_at) <= now)
        .order_by(col(Appointment.due_at), col(Appointment.id))
        .limit(limit)
    ).all()
    return cast("Sequence[int]", rows)


def claim_appointment(session: Session, appointment_id: int, now: datetime) -> Appointment | None:
    """Take what is due on an appointment and return it; None when another process was first."""
    return session.scalars(
        update(Appointment)
        .where(col(Appointment.id) == appointment_id, col(Appointment.due_at) <= now)
        .values(due_at=None)
        .returning(Appointment)
    ).first()


def claim_list(session: Session, body: Body, now: datetime, then: datetime) -> bool:
    """Take a body's list of the day that fell due; False when another process was first."""
    result = session.execute(
        update(Body)
        .where(col(Body.id) == body.id, col(Body.list_at) <= now)
        .values(list_at=then)
        .execution_options(synchronize_session="fetch")
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def due_lists(session: Session, community_id: int, now: datetime) -> Sequence[Body]:
    """Return the bodies whose list of the day fell due."""
    return session.exec(
        select(Body)
        .where(col(Body.community_id) == community_id, col(Body.list_at) <= now)
        .order_by(col(Body.position))
    ).all()


def notices_of_kinds(session: Session, kinds: Collection[str]) -> Sequence[Outbox]:
    """Return every notice of these kinds."""
    return session.exec(select(Outbox).where(col(Outbox.kind).in_(kinds)).order_by(col(Outbox.id))).all()


def closures(session: Session, body_id: int, since: datetime, until: datetime) -> Sequence[Closure]:
    """Return when a body does not receive within a span of time."""
    return session.exec(
        select(Closure).where(
            col(Closure.body_id) == body_id,
            col(Closure.lifted_at).is_(None),
            col(Closure.starts_at) < until,
            col(Closure.ends_at) > since,
        )
    ).all()


def outcomes_since(session: Session, body_ids: Collection[int], since: datetime) -> dict[str, int]:
    """Count what became of the appointments with these bodies that have ended since a moment."""
    rows = session.exec(
        select(Appointment.state, func.count())
        .where(col(Appointment.body_id).in_(body_ids), col(Appointment.ends_at) >= since)
        .group_by(col(Appointment.state))
    ).all()
    return {AppointmentState(state).value: count for state, count in rows}


def times_missed(session: Session, person_id: int) -> int:
    """Count how often a person booked and did not come."""
    return session.exec(
        select(func.count()).where(
            col(Appointment.person_id) == person_id, col(Appointment.state) == AppointmentState.MISSED
        )
    ).one()


def talk_about(session: Session, case_id: int) -> Appointment | None:
    """Return the appointment that is booked to talk about a case."""
    return session.exec(
        select(Appointment).where(
            col(Appointment.case_id) == case_id, col(Appointment.state) == AppointmentState.BOOKED
        )
    ).first()
