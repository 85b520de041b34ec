"""The organisation as it is kept: rows made and renewed from a community file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from casework.absence.leaving import Handed, hand_over_what_was_left
from casework.desk import Desk
from casework.people import community_shape as shape
from casework.people.community_shape import CommunityFile
from casework.people.seating import Import, leave, seats, write_members
from casework.reception.recalling import recall_strays
from data.keys import key
from data.tables import Body, Building, Community, Household, Person


@dataclass(frozen=True, slots=True)
class Imported:
    """The community as it is kept now, and what changed hands because somebody left."""

    community: Community
    handed: Handed


def import_community(session: Session, file: CommunityFile, now: datetime) -> Imported:
    """Create or renew the community of this key; the same file a second time changes nothing.

    Bodies that are not in the file any more are retired and members who are not have left, but
    members who joined by invitation stay, as do households and buildings somebody lives in. Open cases
    of those who left go on in other hands. Whoever booked a time in which nobody receives any more is told.
    Raises BadOrganisation when an account belongs to another community.
    """
    community = session.exec(select(Community).where(col(Community.key) == file.key)).first()
    before = _digest_habit(community)
    community = _write_community(session, community, file)
    work = Import(session, file, community, now)
    _write_buildings(work)
    bodies = _write_bodies(work)
    for entry in file.bodies:
        write_members(work, bodies[entry.key], entry.seats())
    _retire_others(work, bodies)
    session.flush()
    if before is not None and before != _digest_habit(community):
        _set_digests_anew(work)
    desk = Desk(session, now, community)
    if before is not None:
        recall_strays(desk)
    return Imported(community, hand_over_what_was_left(desk))


def _digest_habit(community: Community | None) -> tuple[str, Any] | None:
    return (community.timezone, community.parameters.get("digest_at")) if community else None


def _write_community(session: Session, community: Community | None, file: CommunityFile) -> Community:
    facts: dict[str, Any] = {
        "key": file.key,
        "name": file.name,
        "prefix": file.prefix,
        "timezone": file.timezone,
        "languages": list(file.languages),
        "building_numbers": [house.number for house in file.houses()],
        # Only what the file says: a default that improves later then reaches this community too.
        "parameters": file.parameters.model_dump(mode="json", exclude_unset=True),
        "routing": [rule.model_dump(mode="json", exclude_defaults=True) for rule in file.routing],
    }
    community = community or Community(**facts)
    community.sqlmodel_update(facts)
    session.add(community)
    session.flush()
    return community


def _write_buildings(work: Import) -> None:
    rows = work.session.exec(select(Building).where(col(Building.community_id) == key(work.community))).all()
    known = {row.number: row for row in rows}
    for house in work.file.houses():
        facts: dict[str, Any] = {"name": house.name, "units": list(house.units)}
        row = known.pop(house.number, None) or Building(
            community_id=key(work.community), number=house.number, **facts
        )
        row.sqlmodel_update(facts)
        work.session.add(row)
    for row in known.values():
        if not _is_lived_in(work.session, row):
            work.session.delete(row)


def _is_lived_in(session: Session, building: Building) -> bool:
    flats = session.exec(select(Household.id).where(col(Household.building_id) == building.id)).first()
    people = session.exec(select(Person.id).where(col(Person.building_id) == building.id)).first()
    return flats is not None or people is not None


def _write_bodies(work: Import) -> dict[str, Body]:
    """Write the bodies first and their parents second, since a child may stand before its parent."""
    bodies = {body.key: body for body in _bodies(work)}
    for position, entry in enumerate(work.file.bodies):
        facts = _body_facts(work, entry, position)
        body = bodies.get(entry.key) or Body(community_id=key(work.community), **facts)
        bodies[entry.key] = body
        body.sqlmodel_update(facts)
        if body.reception and body.list_at is None:
            body.list_at = work.digest_at()
        work.session.add(body)
    work.session.flush()
    for entry in work.file.bodies:
        bodies[entry.key].parent_id = key(bodies[entry.parent]) if entry.parent else None
    return bodies


def _bodies(work: Import) -> Sequence[Body]:
    return work.session.exec(select(Body).where(col(Body.community_id) == key(work.community))).all()


def _body_facts(work: Import, entry: shape.Body, position: int) -> dict[str, Any]:
    return {
        "key": entry.key,
        "name": entry.name,
        "kind": entry.kind,
        "tier": work.file.tiers()[entry.kind],
        "position": position,
        "buildings": list(entry.buildings),
        "categories": list(entry.categories),
        "retired": False,
        "may_whistle": work.file.kind(entry.kind).may_whistle,
        "by_whistle": work.file.kind(entry.kind).by_whistle,
        "rota": [shift.model_dump(mode="json") for shift in entry.rota],
        "reception": [line.model_dump(mode="json", exclude_unset=True) for line in entry.reception],
        "claim": entry.model_dump(mode="json", include={"claim"})["claim"],
    }


def _retire_others(work: Import, bodies: dict[str, Body]) -> None:
    written = {entry.key for entry in work.file.bodies}
    for body in bodies.values():
        if body.key not in written and not body.retired:
            body.retired = True
            work.session.add(body)
            for member, _ in seats(work.session, body):
                leave(work, member)


def _set_digests_anew(work: Import) -> None:
    for body in _bodies(work):
        if body.list_at is not None:
            body.list_at = work.digest_at()
            work.session.add(body)
        for member, _ in seats(work.session, body):
            if member.left_at is None:
                member.digest_at = work.digest_at()
                work.session.add(member)
