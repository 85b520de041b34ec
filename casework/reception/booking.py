"""A resident takes a place in a slot, or moves to another one: one place, one household, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.reception.giving_up import give_up
from casework.reception.slots import Opening, opening_at, receiving_body
from casework.reception.telling import next_due, tell_hosts
from casework.rules.reception import Slot
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Case, Person
from data.vocabulary import AppointmentState


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a time is chosen: to move an appointment, to talk about a case, or neither."""

    moving: int | None = None
    case_id: int | None = None

    def __str__(self) -> str:
        if self.moving is not None:
            return f"m{self.moving}"
        return f"c{self.case_id}" if self.case_id is not None else "-"

    @classmethod
    def read(cls, written: str) -> "Purpose":
        """Read what ``str`` wrote; raise ValueError for anything else."""
        made: dict[str, Callable[[int], Purpose]] = {"m": cls._move, "c": cls._talk}
        return cls() if written == "-" else made.get(written[:1], cls._nothing)(int(written[1:]))

    @classmethod
    def _move(cls, appointment_id: int) -> "Purpose":
        return cls(moving=appointment_id)

    @classmethod
    def _talk(cls, case_id: int) -> "Purpose":
        return cls(case_id=case_id)

    @classmethod
    def _nothing(cls, number: int) -> "Purpose":
        raise ValueError(f"no purpose {number}")


FREELY = Purpose()
# Who receives hears of each; to and fro would be a nuisance.
MOST_A_DAY = 6


def must_be_able_to_book(desk: Desk, person: Person, purpose: Purpose = FREELY) -> Appointment | None:
    """Let nobody book who is banned or holds enough; return the appointment that the new one replaces.

    Whoever was invited to talk about their case may always come.
    """
    if person.banned_until is not None and person.banned_until > desk.now:
        raise Refused("no_booking_while_banned", due=desk.local(person.banned_until))
    before = _replaceable(desk, person, purpose.moving) if purpose.moving is not None else None
    if before is not None and before.state is AppointmentState.BOOKED:
        return before
    if purpose.case_id is not None:
        _must_be_invited(desk, person, purpose.case_id)
        return None
    most = desk.parameters.reception.at_most
    if len(queries.appointments_ahead(desk.session, key(person), desk.now)) >= most:
        raise Refused("enough_appointments", most=most)
    return before


def book(
    desk: Desk, person: Person, body_id: int, entry: int, minute: int, purpose: Purpose = FREELY
) -> Appointment | None:
    """Take a place in a slot; None where somebody was faster. Whoever receives is told."""
    before = must_be_able_to_book(desk, person, purpose)
    if queries.booked_since(desk.session, key(person), desk.now - timedelta(days=1)) >= MOST_A_DAY:
        raise Refused("booked_too_often")
    body = receiving_body(desk, body_id)
    opening = opening_at(desk, body, entry, minute)
    _must_be_free_then(desk, person, body_id, opening.slot, before)
    if not opening.free:
        return None
    taken = _take(desk, person, body_id, opening, _carried_over(before, purpose))
    if taken is None:
        return None
    _settle_before(desk, person, before, taken)
    if taken.case_id is not None:
        case = fetch(desk.session, Case, taken.case_id)
        record(desk, case, Happened.TALK_BOOKED, person, at=desk.local(taken.starts_at), body=body.name)
    return taken


def own(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Return an appointment of the person's that lies ahead; Refused for any other."""
    appointment = _owned(desk, person, appointment_id)
    if appointment.state is not AppointmentState.BOOKED or appointment.starts_at <= desk.now:
        raise Refused("appointment_over")
    return appointment


def _owned(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    appointment = fetch(desk.session, Appointment, appointment_id)
    if appointment.person_id != person.id:
        raise Refused("not_yours")
    return appointment


def _replaceable(desk: Desk, person: Person, appointment_id: int) -> Appointment:
    """Return an appointment that a new one may stand for: one ahead, or one that was called off."""
    appointment = _owned(desk, person, appointment_id)
    if appointment.state is AppointmentState.CALLED_OFF:
        return appointment
    return own(desk, person, appointment_id)


def _must_be_invited(desk: Desk, person: Person, case_id: int) -> None:
    case = fetch(desk.session, Case, case_id)
    if case.reporter_id != person.id:
        raise Refused("not_yours")
    if not any(event.kind == Happened.INVITED for event in queries.events(desk.session, case_id)):
        raise Refused("unknown_button")
    if queries.talk_about(desk.session, case_id) is not None:
        raise Refused("talk_booked_already", number=case.number)


def _must_be_free_then(
    desk: Desk, person: Person, body_id: int, slot: Slot, before: Appointment | None
) -> None:
    """Let nobody be in two places at once, nor two of a household in one slot."""
    for other in queries.appointments_ahead(desk.session, key(person), desk.now):
        if other is not before and other.starts_at < slot.ends and slot.starts < other.ends_at:
            raise Refused("elsewhere_then")
    household, without = person.household_id, before.id if before else None
    if household is not None and queries.household_comes(
        desk.session, household, body_id, slot.who or "", slot.starts, without
    ):
        raise Refused("household_comes")


def _carried_over(before: Appointment | None, purpose: Purpose) -> dict[str, Any]:
    if before is None:
        return {"about": "", "shared": False, "case_id": purpose.case_id}
    return {"about": before.about, "shared": before.shared, "case_id": before.case_id}


def _take(
    desk: Desk, person: Person, body_id: int, opening: Opening, more: dict[str, Any]
) -> Appointment | None:
    """Write the appointment at the first place that nobody has; None when others were faster."""
    slot = opening.slot
    due = next_due(desk, slot.starts, slot.ends)
    values = more | {
        "community_id": desk.community_id,
        "body_id": body_id,
        "host": slot.who or "",
        "place": slot.where,
        "starts_at": slot.starts,
        "ends_at": slot.ends,
        "person_id": key(person),
        "household_id": person.household_id,
        "state": AppointmentState.BOOKED,
        "reason": "",
        "booked_at": desk.now,
        "due_at": due[0] if due else None,
        "step": due[1] if due else None,
    }
    for seat in range(slot.at_once):
        taken = queries.take_place(desk.session, values | {"seat": seat})
        if taken is not None:
            return fetch(desk.session, Appointment, taken)
    return None


def _settle_before(desk: Desk, person: Person, before: Appointment | None, taken: Appointment) -> None:
    """Give up the place that was moved, and tell whoever receives."""
    if before is None or before.state is not AppointmentState.BOOKED:
        tell_hosts(desk, taken, "booked")
        return
    give_up(desk, before, AppointmentState.MOVED, person)
    if (before.body_id, before.host) == (taken.body_id, taken.host):
        tell_hosts(desk, taken, "moved", before=desk.local(before.starts_at))
    else:
        tell_hosts(desk, before, "cancelled")
        tell_hosts(desk, taken, "booked")
