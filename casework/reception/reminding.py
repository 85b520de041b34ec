"""What the desk says about appointments by itself: reminders, the list of the day, «how was it?»."""

from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.reception import diary
from casework.reception.facts import own_facts
from casework.reception.hosts import hosts
from casework.reception.telling import ask_hosts, next_due
from casework.rules.deadlines import next_digest
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Body, Person
from data.vocabulary import AppointmentState, AppointmentStep

_REMINDERS = (AppointmentStep.DAY_BEFORE, AppointmentStep.SOON)


def act_on(desk: Desk, appointment: Appointment) -> None:
    """Do what fell due on a claimed appointment, and say when the next thing does.

    After a time in which the desk was down, a reminder that comes too late is left out.
    """
    step = appointment.step
    due = next_due(desk, appointment.starts_at, appointment.ends_at)
    appointment.due_at, appointment.step = due or (None, None)
    desk.session.add(appointment)
    if appointment.state is not AppointmentState.BOOKED:
        return
    if step in _REMINDERS and desk.now < appointment.starts_at:
        person = fetch(desk.session, Person, appointment.person_id)
        tell(desk, person, Notice.REMIND_APPOINTMENT, own_facts(desk, appointment))
    elif desk.now >= appointment.ends_at:
        ask_hosts(desk, appointment)


def send_lists(desk: Desk) -> int:
    """Send the lists of the day that fell due to whoever receives; return how many bodies have visitors."""
    due = queries.due_lists(desk.session, desk.community_id, desk.now)
    then = next_digest(desk.now, desk.zone, desk.parameters.digest_at)
    mine = [body for body in due if queries.claim_list(desk.session, body, desk.now, then)]
    return sum(_send_list(desk, body) for body in mine)


def _send_list(desk: Desk, body: Body) -> bool:
    today = desk.now.astimezone(desk.zone).date()
    expected = [row for row in diary.expected_on(desk, [key(body)], today) if row[0].ends_at > desk.now]
    organisation = offices.load(desk) if expected else None
    by_person: dict[int, tuple[Person, list[diary.Expected]]] = {}
    for row in expected:
        for host in hosts(desk, key(body), row[0].host, organisation):
            by_person.setdefault(key(host), (host, []))[1].append(row)
    for host, rows in by_person.values():
        facts = diary.day_facts(desk, body, today, [row for row in rows if row[1].id != host.id])
        tell(desk, host, Notice.RECEPTION_LIST, facts)
    return bool(expected)
