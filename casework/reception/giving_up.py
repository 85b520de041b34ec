"""A place in a slot is given up: it is free again, and what was to happen about it does not."""

from casework.desk import Desk
from casework.errors import Refused
from data import queries
from data.keys import key
from data.tables import Appointment, Person
from data.vocabulary import AppointmentState


def give_up(
    desk: Desk, appointment: Appointment, state: AppointmentState, by: Person | None, reason: str = ""
) -> None:
    """Take a booked appointment out of its slot; Refused when that had happened already."""
    desk.session.flush()
    more = {"settled_by": key(by) if by else None, "reason": reason}
    if not queries.give_up_place(desk.session, key(appointment), state, desk.now, **more):
        raise Refused("appointment_over")
