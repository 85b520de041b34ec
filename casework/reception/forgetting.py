"""What is taken away of the appointments of somebody who is forgotten: whose they were, and what about."""

from collections.abc import Collection
from typing import Any

from casework.desk import Desk
from casework.notice import Notice
from casework.reception.facts import number_of
from casework.reception.giving_up import give_up
from casework.reception.telling import tell_hosts
from data import queries
from data.keys import key
from data.tables import Person
from data.vocabulary import AppointmentState

GONE = "…"
_TO_HOSTS = (
    *(Notice.RECEPTION_NEWS, Notice.RECEPTION_LIST, Notice.RECEPTION_DAY, Notice.RECEPTION_GUEST),
    *(Notice.ASK_OUTCOME, Notice.ASK_RECEPTION_WORDS),
)


def leave_receptions(desk: Desk, person: Person) -> list[str]:
    """Give up what the person booked and take their words and name from all of it; return the numbers."""
    appointments = queries.appointments_of(desk.session, key(person))
    for appointment in appointments:
        appointment.about, appointment.shared, appointment.household_id = "", False, None
        appointment.reason = GONE if appointment.reason else ""
        desk.session.add(appointment)
        if appointment.state is AppointmentState.BOOKED:
            give_up(desk, appointment, AppointmentState.CANCELLED, None)
            if appointment.starts_at > desk.now:
                tell_hosts(desk, appointment, "cancelled")
    if appointments:
        desk.session.flush()
        _wipe_notices(desk, {key(appointment) for appointment in appointments})
    return [number_of(desk, appointment) for appointment in appointments]


def _wipe_notices(desk: Desk, ids: Collection[int]) -> None:
    for notice in queries.notices_of_kinds(desk.session, [kind.value for kind in _TO_HOSTS]):
        notice.facts = _without(notice.facts, ids)
        desk.session.add(notice)


def _without(facts: Any, ids: Collection[int]) -> Any:
    """Return facts without what they say of these appointments, however deep they stand."""
    if isinstance(facts, list):
        return [_without(fact, ids) for fact in facts]
    if not isinstance(facts, dict):
        return facts
    if facts.get("appointment") in ids:
        return facts | {"words": GONE if facts.get("words") else "", "resident": ""}
    return {name: _without(fact, ids) for name, fact in facts.items()}
