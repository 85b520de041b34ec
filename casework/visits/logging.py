"""A member logs for a resident without Telegram: the concern is the resident's, the road is the same."""

from casework.cases.attachments import attach
from casework.cases.intake import Message, unread
from casework.cases.opening import home_of, open_unread
from casework.cases.understanding import understand
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.people import offices
from casework.rules.doorstep import Heard, read
from data import queries
from data.keys import fetch, key
from data.tables import Building, Case, Concern, Household, Person, Visit
from data.vocabulary import VisitKind

SHORTEST = 2


def must_be_member(desk: Desk, person: Person) -> None:
    """Let only members log for others."""
    if not queries.memberships(desk.session, key(person)):
        raise Refused("members_log")


def choices(desk: Desk, person: Person) -> list[dict[str, object]]:
    """Return the buildings a member may choose from."""
    must_be_member(desk, person)
    rows = queries.buildings(desk.session, desk.community_id)
    return [{"id": key(building), "name": building.name} for building in rows]


def log(
    desk: Desk, reader: Reader, member: Person, kind: VisitKind, building_id: int | None, message: Message
) -> Case:
    """Write down what a resident said, in words or as a photographed form, and open a case for it.

    A form without words goes to triage, where somebody reads it. Refused when there is neither.
    """
    must_be_member(desk, member)
    if kind is VisitKind.RECEPTION:  # is logged with the appointment
        raise Refused("unknown_button")
    heard = read(message.text)
    resident = _resident(desk, member, _building(desk, building_id), heard)
    concern = write_down(desk, reader, member, kind, resident, message, heard.said)
    return fetch(desk.session, Case, concern.case_id or 0)


def write_down(
    desk: Desk,
    reader: Reader,
    member: Person,
    kind: VisitKind,
    resident: Person,
    message: Message,
    said: str,
) -> Concern:
    """Keep what a member heard from a resident as the resident's own concern, and open its case."""
    if len(said) < SHORTEST and not message.sent:
        raise Refused("nothing_logged")
    concern = unread(desk, resident, message, said)
    desk.session.add(concern)
    desk.session.flush()
    visit = Visit(
        community_id=desk.community_id,
        kind=kind,
        person_id=key(resident),
        logged_by=key(member),
        concern_id=key(concern),
        at=desk.now,
    )
    desk.session.add(visit)
    attach(desk, member, message.sent, concern=concern)
    if said:
        understand(desk, reader, resident, home_of(desk, resident), concern, insisted=True)
    else:
        open_unread(desk, concern)
    desk.session.flush()
    return concern


def facts_of(desk: Desk, case: Case) -> dict[str, object]:
    """Say who has what was logged."""
    leading = queries.lead(desk.session, key(case))
    organisation = offices.load(desk)
    return {"owner": organisation.bodies[leading.body_id].name if leading else None}


def _building(desk: Desk, building_id: int | None) -> Building | None:
    if building_id is None:
        return None
    building = fetch(desk.session, Building, building_id)
    if building.community_id != desk.community_id:
        raise Refused("unknown_button")
    return building


def _resident(desk: Desk, member: Person, building: Building | None, heard: Heard) -> Person:
    """Return the resident: the same person again where household and name are the same."""
    flat = _household(desk, building, heard) if building is not None and heard.room else None
    known = queries.without_account(desk.session, key(flat), heard.name) if flat is not None else None
    if known is not None:
        return known
    resident = Person(
        community_id=desk.community_id,
        name=heard.name,
        language=member.language,
        household_id=key(flat) if flat else None,
        building_id=key(building) if building else None,
    )
    desk.session.add(resident)
    desk.session.flush()
    return resident


def _household(desk: Desk, building: Building, heard: Heard) -> Household:
    unit = heard.unit or (building.units[0] if len(building.units) == 1 else "")
    flat = queries.household(desk.session, key(building), unit, heard.room)
    if flat is None:
        flat = Household(building_id=key(building), unit=unit, room=heard.room)
        desk.session.add(flat)
        desk.session.flush()
    return flat
