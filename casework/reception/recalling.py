"""When the community file changes: what was booked in times that are no more is called off and told."""

from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.reception.facts import own_facts
from casework.reception.giving_up import give_up
from casework.reception.slots import slot_of
from data import queries
from data.keys import fetch
from data.tables import Appointment, Body, Person
from data.vocabulary import AppointmentState


def recall_strays(desk: Desk) -> int:
    """Call off appointments whose time is in no calendar any more, tell of new places; return how many."""
    ahead = queries.all_appointments_ahead(desk.session, desk.community_id, desk.now)
    return sum(_recall(desk, appointment) for appointment in ahead)


def _recall(desk: Desk, appointment: Appointment) -> bool:
    slot = slot_of(desk, fetch(desk.session, Body, appointment.body_id), appointment)
    resident = fetch(desk.session, Person, appointment.person_id)
    if slot is None:
        give_up(desk, appointment, AppointmentState.CALLED_OFF, None)
        facts = own_facts(desk, appointment) | {"reason": ""}
        tell(desk, resident, Notice.APPOINTMENT_CALLED_OFF, facts)
        return True
    if slot.where == appointment.place:
        return False
    appointment.place = slot.where
    desk.session.add(appointment)
    tell(desk, resident, Notice.REMIND_APPOINTMENT, own_facts(desk, appointment))
    return True
