"""What whoever receives is shown: the days to come with how many are booked, and who comes on a day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.reception.facts import guest_facts
from casework.reception.hosts import bodies_of, must_receive
from casework.reception.slots import closed_on, day_bounds, openings
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Body, Building, Person
from data.vocabulary import AppointmentState

Expected = tuple[Appointment, Person, Building | None]
MOST_DAYS = 14
COUNTED_DAYS = 90
_CAME = (AppointmentState.CAME, AppointmentState.TALKED)


def upcoming(desk: Desk, person: Person) -> dict[str, Any] | None:
    """Say on which days a member's bodies receive and how many are booked; None where none of them does."""
    bodies = bodies_of(desk, person)
    if not bodies:
        return None
    since = desk.now - timedelta(days=COUNTED_DAYS)
    counted = queries.outcomes_since(desk.session, [key(body) for body in bodies], since)
    days = sorted(
        (line for body in bodies for line in _days(desk, body)), key=lambda line: (line["day"], line["body"])
    )
    return {
        "days": days[:MOST_DAYS],
        "counted_days": COUNTED_DAYS,
        "came": sum(counted.get(state.value, 0) for state in _CAME),
        "missed": counted.get(AppointmentState.MISSED.value, 0),
    }


def day(desk: Desk, person: Person, body_id: int, ordinal: int) -> dict[str, Any]:
    """Say who comes to a body on a day, to its members and to coordinators."""
    must_receive(desk, person, body_id)
    body, on = _body(desk, body_id), date.fromordinal(ordinal)
    return day_facts(desk, body, on, expected_on(desk, [body_id], on))


def guest(desk: Desk, person: Person, appointment_id: int) -> dict[str, Any]:
    """Say who comes by one appointment, to whoever may look at it."""
    appointment = fetch(desk.session, Appointment, appointment_id)
    must_receive(desk, person, appointment.body_id)
    resident = fetch(desk.session, Person, appointment.person_id)
    begun = appointment.starts_at <= desk.now
    return guest_facts(desk, appointment, resident) | {"begun": begun, "day": _ordinal(desk, appointment)}


def expected_on(desk: Desk, body_ids: Collection[int], on: date) -> Sequence[Expected]:
    """Return who comes to these bodies on a local day."""
    return queries.expected(desk.session, body_ids, *day_bounds(desk, on))


def day_facts(desk: Desk, body: Body, on: date, rows: Iterable[Expected]) -> dict[str, Any]:
    """Say who comes on a day, line by line, and whether it is closed."""
    closed = closed_on(desk, body, on)
    return {
        "body": body.name,
        "body_id": key(body),
        "day": on.toordinal(),
        "on": f"{on.isoformat()}T00:00",
        "closed": closed.reason if closed else None,
        "ahead": day_bounds(desk, on)[1] > desk.now,
        "guests": [guest_facts(desk, *row) for row in rows],
    }


def _body(desk: Desk, body_id: int) -> Body:
    body = fetch(desk.session, Body, body_id)
    if body.community_id != desk.community_id:
        raise Refused("unknown_button")
    return body


def _days(desk: Desk, body: Body) -> list[dict[str, Any]]:
    """Return the days of a body that have open slots, or visitors, or both."""
    until = desk.now + desk.parameters.reception.ahead + timedelta(days=1)
    today = day_bounds(desk, desk.now.astimezone(desk.zone).date())[0]
    places: dict[int, int] = {}
    for opening in openings(desk, body):
        ordinal = opening.slot.starts.astimezone(desk.zone).date().toordinal()
        places[ordinal] = places.get(ordinal, 0) + opening.free
    booked: dict[int, int] = {}
    for appointment, _, _ in queries.expected(desk.session, [key(body)], today, until):
        ordinal = _ordinal(desk, appointment)
        booked[ordinal] = booked.get(ordinal, 0) + 1
    closed = {
        closure.starts_at.astimezone(desk.zone).date().toordinal()
        for closure in queries.closures(desk.session, key(body), today, until)
        if closure.host is None
    }
    return [
        {
            "body": body.name,
            "body_id": key(body),
            "day": ordinal,
            "on": f"{date.fromordinal(ordinal).isoformat()}T00:00",
            "booked": booked.get(ordinal, 0),
            "free": places.get(ordinal, 0),
            "closed": ordinal in closed,
        }
        for ordinal in sorted(places.keys() | booked.keys() | closed)
    ]


def _ordinal(desk: Desk, appointment: Appointment) -> int:
    return appointment.starts_at.astimezone(desk.zone).date().toordinal()
