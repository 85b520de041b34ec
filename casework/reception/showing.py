"""What residents are shown: who receives, on which days and times places are free, what they booked."""

from datetime import date
from typing import Any

from casework.desk import Desk
from casework.reception.booking import FREELY, Purpose, must_be_able_to_book, own
from casework.reception.facts import own_facts, slot_facts
from casework.reception.slots import Opening, free_on, opening_at, openings, receiving_body
from casework.rules.reception import days_of
from data import queries
from data.keys import key
from data.tables import Body, Person

MOST_DAYS = 12
MOST_TIMES = 60


def overview(desk: Desk, person: Person) -> dict[str, Any]:
    """Say what a person booked, and which bodies receive."""
    ahead = queries.appointments_ahead(desk.session, key(person), desk.now)
    bodies = queries.receiving_bodies(desk.session, desk.community_id)
    return {
        "own": [own_facts(desk, appointment) for appointment in ahead],
        "bodies": [_body(desk, body) for body in bodies],
    }


def days(desk: Desk, person: Person, body_id: int, purpose: Purpose = FREELY) -> dict[str, Any]:
    """Say on which days a body has free places."""
    must_be_able_to_book(desk, person, purpose)
    body = receiving_body(desk, body_id)
    free = [opening for opening in openings(desk, body) if opening.free]
    on = days_of((opening.slot for opening in free), desk.zone)[:MOST_DAYS]
    return _choice(body, purpose) | {"days": [_day(desk, day, free) for day in on]}


def times(
    desk: Desk, person: Person, body_id: int, day: int, purpose: Purpose = FREELY, *, taken: bool = False
) -> dict[str, Any]:
    """Say which times of a day are free; ``taken`` says that somebody was faster."""
    must_be_able_to_book(desk, person, purpose)
    body = receiving_body(desk, body_id)
    free = free_on(desk, body, date.fromordinal(day))[:MOST_TIMES]
    hosts = {opening.slot.who for opening in free}
    return _choice(body, purpose) | {
        "day": day,
        "on": f"{date.fromordinal(day).isoformat()}T00:00",
        "taken": taken,
        "times": [
            {
                "entry": opening.slot.entry,
                "minute": opening.minute,
                "at": desk.local(opening.slot.starts),
                "handler": opening.slot.who if len(hosts) > 1 else None,
            }
            for opening in free
        ],
    }


def choice(
    desk: Desk, person: Person, body_id: int, entry: int, minute: int, purpose: Purpose = FREELY
) -> dict[str, Any]:
    """Say what a person is about to book."""
    must_be_able_to_book(desk, person, purpose)
    body = receiving_body(desk, body_id)
    slot = opening_at(desk, body, entry, minute).slot
    day = slot.starts.astimezone(desk.zone).date().toordinal()
    chosen = {"entry": entry, "minute": minute, "day": day}
    return _choice(body, purpose) | slot_facts(desk, body, slot) | chosen


def appointment(desk: Desk, person: Person, appointment_id: int, what: str = "") -> dict[str, Any]:
    """Show a person one of their appointments; ``what`` has just happened to it."""
    return own_facts(desk, own(desk, person, appointment_id)) | {"what": what}


def _choice(body: Body, purpose: Purpose) -> dict[str, Any]:
    return {"body": body.name, "body_id": key(body), "purpose": str(purpose)}


def _body(desk: Desk, body: Body) -> dict[str, Any]:
    return {"id": key(body), "name": body.name, "free": any(o.free for o in openings(desk, body))}


def _day(desk: Desk, day: date, free: list[Opening]) -> dict[str, Any]:
    of_day = [o for o in free if o.slot.starts.astimezone(desk.zone).date() == day]
    at = desk.local(of_day[0].slot.starts)
    return {"day": day.toordinal(), "at": at, "free": sum(opening.free for opening in of_day)}
