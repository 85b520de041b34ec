"""What whoever receives hears of an appointment, and when the desk speaks of it next."""

from datetime import datetime
from typing import Any

from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.reception.facts import guest_facts
from casework.reception.hosts import hosts
from casework.rules.appointments import Due, next_step
from data.keys import fetch
from data.tables import Appointment, Person


def next_due(desk: Desk, starts: datetime, ends: datetime) -> Due | None:
    """Return what the desk does next about an appointment, and when."""
    return next_step(
        starts,
        ends,
        desk.now,
        desk.zone,
        digest_at=desk.parameters.digest_at,
        before=desk.parameters.reception.remind_before,
        quiet=desk.parameters.quiet,
    )


def tell_hosts(desk: Desk, appointment: Appointment, what: str, **more: Any) -> None:
    """Tell whoever receives that somebody comes, what about, or that they don't."""
    _tell_each(desk, appointment, Notice.RECEPTION_NEWS, {"what": what} | more)


def ask_hosts(desk: Desk, appointment: Appointment) -> None:
    """Ask whoever received how it was."""
    _tell_each(desk, appointment, Notice.ASK_OUTCOME, {})


def _tell_each(desk: Desk, appointment: Appointment, notice: Notice, more: dict[str, Any]) -> None:
    person = fetch(desk.session, Person, appointment.person_id)
    facts = guest_facts(desk, appointment, person) | more
    for host in hosts(desk, appointment.body_id, appointment.host):
        if host.id != person.id:
            tell(desk, host, notice, facts)
