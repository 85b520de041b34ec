"""Whoever receives calls off a slot or a whole day: the time is closed, and all who booked are told why."""

from datetime import date, datetime
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.reception.facts import own_facts
from casework.reception.giving_up import give_up
from casework.reception.hosts import must_receive
from casework.reception.slots import closed_on, day_bounds
from casework.rules import wording
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Body, Closure, Person
from data.vocabulary import AppointmentState


def must_be_able_to_call_off(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Return an appointment that lies ahead, for whoever receives."""
    appointment = fetch(desk.session, Appointment, appointment_id)
    must_receive(desk, person, appointment.body_id)
    if appointment.state is not AppointmentState.BOOKED or appointment.starts_at <= desk.now:
        raise Refused("appointment_over")
    return appointment


def call_off_slot(desk: Desk, person: Person, appointment_id: int, why: str) -> dict[str, Any]:
    """Close the slot of an appointment for a reason; return when it was and how many are told."""
    appointment = must_be_able_to_call_off(desk, person, appointment_id)
    starts, ends = appointment.starts_at, appointment.ends_at
    return _close(desk, person, appointment.body_id, appointment.host, starts, ends, why)


def must_be_able_to_close(desk: Desk, person: Person, body_id: int, ordinal: int) -> Body:
    """Return the body whose day a person may close: one that is not over, and not closed yet."""
    must_receive(desk, person, body_id)
    body, on = fetch(desk.session, Body, body_id), date.fromordinal(ordinal)
    if day_bounds(desk, on)[1] <= desk.now:
        raise Refused("day_over")
    if closed_on(desk, body, on) is not None:
        raise Refused("closed_already")
    return body


def call_off_day(desk: Desk, person: Person, body_id: int, ordinal: int, why: str) -> dict[str, Any]:
    """Close a body's whole day for a reason; return when it is and how many are told."""
    must_be_able_to_close(desk, person, body_id, ordinal)
    starts, ends = day_bounds(desk, date.fromordinal(ordinal))
    return _close(desk, person, body_id, None, starts, ends, why) | {"whole_day": True}


def open_again(desk: Desk, person: Person, body_id: int, ordinal: int) -> None:
    """Let a closed day be booked again; who was told to stay away is not called back."""
    must_receive(desk, person, body_id)
    closed = closed_on(desk, fetch(desk.session, Body, body_id), date.fromordinal(ordinal))
    if closed is None:
        raise Refused("not_closed")
    closed.lifted_at = desk.now
    desk.session.add(closed)


def _close(
    desk: Desk, by: Person, body_id: int, host: str | None, starts: datetime, ends: datetime, why: str
) -> dict[str, Any]:
    if not wording.says_something(why):
        raise Refused("why_missing")
    reason = why.strip()
    desk.session.add(
        Closure(
            body_id=body_id,
            host=host,
            starts_at=starts,
            ends_at=ends,
            reason=reason,
            by_id=key(by),
            at=desk.now,
        )
    )
    coming = queries.expected(desk.session, [body_id], max(starts, desk.now), ends)
    booked = [(a, p) for a, p, _ in coming if a.state is AppointmentState.BOOKED and host in (None, a.host)]
    for appointment, resident in booked:
        give_up(desk, appointment, AppointmentState.CALLED_OFF, by, reason)
        facts = own_facts(desk, appointment) | {"reason": reason}
        tell(desk, resident, Notice.APPOINTMENT_CALLED_OFF, facts)
    body = fetch(desk.session, Body, body_id)
    return {"body": body.name, "at": desk.local(starts), "told": len(booked), "whole_day": False}
