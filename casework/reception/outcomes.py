"""What came of an appointment, as whoever received says: came with a matter, came without, did not come."""

from casework.cases.intake import Message
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.reception.facts import own_facts
from casework.reception.hosts import must_receive
from casework.visits.logging import write_down
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Case, Person
from data.vocabulary import AppointmentState, VisitKind


def must_be_to_settle(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Return an appointment that has begun and of which nobody said what came of it, for whoever receives."""
    appointment = fetch(desk.session, Appointment, appointment_id)
    must_receive(desk, person, appointment.body_id)
    if appointment.person_id == person.id:
        raise Refused("own_appointment")
    if appointment.state is not AppointmentState.BOOKED:
        raise Refused("appointment_settled")
    if appointment.starts_at > desk.now:
        raise Refused("not_begun_yet", due=desk.local(appointment.starts_at))
    return appointment


def came_without_matter(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Note that the resident came, and that nothing is to be done."""
    appointment = must_be_to_settle(desk, person, appointment_id)
    _settle(desk, appointment, person, AppointmentState.TALKED)
    return appointment


def missed(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Note that the resident did not come; they are told, and it is counted."""
    appointment = must_be_to_settle(desk, person, appointment_id)
    _settle(desk, appointment, person, AppointmentState.MISSED)
    desk.session.flush()
    resident = fetch(desk.session, Person, appointment.person_id)
    times = queries.times_missed(desk.session, key(resident))
    tell(desk, resident, Notice.APPOINTMENT_MISSED, own_facts(desk, appointment) | {"times": times})
    return appointment


def log(desk: Desk, reader: Reader, person: Person, appointment_id: int, message: Message) -> Case:
    """Write down what the resident said: it goes the road of their own words, and they get the receipt."""
    appointment = must_be_to_settle(desk, person, appointment_id)
    resident = fetch(desk.session, Person, appointment.person_id)
    said = message.text.strip()
    concern = write_down(desk, reader, person, VisitKind.RECEPTION, resident, message, said)
    appointment.concern_id = key(concern)
    _settle(desk, appointment, person, AppointmentState.CAME)
    return fetch(desk.session, Case, concern.case_id or 0)


def _settle(desk: Desk, appointment: Appointment, by: Person, state: AppointmentState) -> None:
    appointment.state, appointment.settled_at, appointment.settled_by = state, desk.now, key(by)
    appointment.step, appointment.due_at = None, None
    desk.session.add(appointment)
