"""What is said of an appointment: to the resident all of it, to the host never a name that was not shared."""

from typing import Any

from casework.desk import Desk
from casework.rules.reception import Slot
from data.keys import fetch, key
from data.tables import Appointment, Body, Building, Person


def number_of(desk: Desk, appointment: Appointment) -> str:
    """Return the number by which resident and host know each other, such as CT-R0012."""
    return f"{desk.community.prefix}-R{key(appointment):04}"


def slot_facts(desk: Desk, body: Body, slot: Slot) -> dict[str, Any]:
    """Say when and where a slot is, and who receives."""
    return {
        "body": body.name,
        "body_id": key(body),
        "at": desk.local(slot.starts),
        "ends": desk.local(slot.ends),
        "place": slot.where,
        "handler": slot.who,
    }


def own_facts(desk: Desk, appointment: Appointment) -> dict[str, Any]:
    """Say to a resident what they booked."""
    return _when_and_where(desk, appointment) | {"words": appointment.about, "shared": appointment.shared}


def guest_facts(
    desk: Desk, appointment: Appointment, person: Person, building: Building | None = None
) -> dict[str, Any]:
    """Say to the host who comes: building and words, the name only where the resident lets them see it."""
    home = building or (fetch(desk.session, Building, person.building_id) if person.building_id else None)
    return _when_and_where(desk, appointment) | {
        "building": home.number if home else None,
        "words": appointment.about,
        "resident": person.name if appointment.shared else "",
        "state": appointment.state.value,
    }


def _when_and_where(desk: Desk, appointment: Appointment) -> dict[str, Any]:
    return {
        "appointment": key(appointment),
        "number": number_of(desk, appointment),
        "body": fetch(desk.session, Body, appointment.body_id).name,
        "body_id": appointment.body_id,
        "at": desk.local(appointment.starts_at),
        "ends": desk.local(appointment.ends_at),
        "place": appointment.place,
        "handler": appointment.host or None,
    }
