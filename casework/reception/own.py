"""What a resident does with an appointment of theirs: give it up, say what about, show their name."""

from casework.desk import Desk
from casework.errors import Refused
from casework.reception.booking import own
from casework.reception.giving_up import give_up
from casework.reception.telling import tell_hosts
from data.tables import Appointment, Person
from data.vocabulary import AppointmentState

LONGEST = 500  # characters of what it is about


def cancel(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Give a place up; whoever receives is told."""
    appointment = own(desk, person, appointment_id)
    give_up(desk, appointment, AppointmentState.CANCELLED, person)
    tell_hosts(desk, appointment, "cancelled")
    return appointment


def say_what_about(desk: Desk, person: Person, appointment_id: int, words: str) -> Appointment:
    """Keep what the resident wants to talk about, and show it to whoever receives."""
    appointment = own(desk, person, appointment_id)
    if not words.strip():
        raise Refused("words_missing")
    appointment.about = words.strip()[:LONGEST]
    desk.session.add(appointment)
    tell_hosts(desk, appointment, "about")
    return appointment


def show_name(desk: Desk, person: Person, appointment_id: int, *, shared: bool) -> Appointment:
    """Let whoever receives read the resident's name, or nobody who has not read it yet."""
    appointment = own(desk, person, appointment_id)
    appointment.shared = shared
    desk.session.add(appointment)
    if shared:
        tell_hosts(desk, appointment, "shared")
    return appointment
