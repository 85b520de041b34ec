"""A member is away until a day (代班): no new work comes to them, and what can't wait goes to others."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from casework.absence import supervisors
from casework.absence.handover import AWAY, pass_on
from casework.absence.leaving import Handed
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import coordinates
from casework.rules import dates
from data import queries
from data.keys import fetch, key
from data.tables import Absence, Assignment, Case, Person
from data.vocabulary import AssignmentState

LONGEST = timedelta(days=90)
OFFERED_DAYS = (1, 3, 7)
END_OF_DAY = time(23, 59)


def whose(desk: Desk, by: Person, name: str) -> Person:
    """Return whose absence it is about: the member whom a coordinator names, or else oneself."""
    organisation = offices.load(desk)
    if not organisation.seats_of(by):
        raise Refused("not_a_member")
    if not name or name == by.name:
        return by
    if not coordinates(organisation, by):
        raise Refused("coordinators_only")
    seated = {organisation.person_of(member_id).id: member_id for member_id in organisation.members}
    found = [organisation.person_of(m) for m in seated.values() if organisation.person_of(m).name == name]
    if not found:
        raise Refused("no_such_member", name=name)
    return found[0]


def ask_until(desk: Desk, by: Person, absent: Person) -> dict[str, Any]:
    """Offer the days until which somebody may be away, and the way back where they are away already."""
    _must_decide_for(desk, by, absent)
    today = desk.now.astimezone(desk.zone).date()
    ends = [_end_of(desk, today + timedelta(days=days)) for days in OFFERED_DAYS]
    running = queries.absence_of(desk.session, key(absent), desk.now)
    return _about(by, absent) | {
        "offers": [{"minute": int(end.timestamp()) // 60, "at": desk.local(end)} for end in ends],
        "until": desk.local(running.ends_at) if running else None,
    }


def day_in(desk: Desk, words: str) -> datetime:
    """Return the end of the day that somebody names; Refused where none is named."""
    day = dates.read(words, desk.now.astimezone(desk.zone).date())
    if day is None:
        raise Refused("date_unclear")
    return _end_of(desk, day)


def ask_deputy(desk: Desk, by: Person, absent: Person, until: datetime) -> dict[str, Any]:
    """Offer the colleagues who may stand in: of the same body, reachable and not away themselves."""
    _must_decide_for(desk, by, absent)
    _must_be_sensible(desk, until)
    people = [{"id": key(person), "name": person.name} for person in _colleagues(desk, absent)]
    minute = int(until.timestamp()) // 60
    return _about(by, absent) | {"until": desk.local(until), "minute": minute, "colleagues": people}


def go(desk: Desk, by: Person, absent: Person, until: datetime, deputy_id: int | None) -> dict[str, Any]:
    """Let somebody be away; what nobody signed, and what was promised for these days, changes hands now."""
    _must_decide_for(desk, by, absent)
    _must_be_sensible(desk, until)
    deputy = next((p for p in _colleagues(desk, absent) if p.id == deputy_id), None)
    if deputy_id is not None and deputy is None:
        raise Refused("no_deputy")
    _end_running(desk, absent)
    absence = Absence(
        person_id=key(absent),
        starts_at=desk.now,
        ends_at=until,
        deputy_id=key(deputy) if deputy else None,
        set_by=key(by),
    )
    desk.session.add(absence)
    desk.session.flush()
    handed, staying = _hand_over(desk, absent, until)
    name = deputy.name if deputy else None
    facts = _about(by, absent) | {"until": desk.local(until), "deputy": name, "staying": staying}
    facts |= handed.facts()
    _tell(desk, by, absent, deputy, facts)
    return facts


def come_back(desk: Desk, by: Person, absent: Person) -> dict[str, Any]:
    """End an absence before its day; what others have meanwhile stays with them."""
    _must_decide_for(desk, by, absent)
    running = queries.absence_of(desk.session, key(absent), desk.now)
    if running is None:
        raise Refused("not_away", name=absent.name)
    facts = _about(by, absent)
    others = {running.deputy_id, absent.id} - {by.id, None}
    _end_running(desk, absent)
    for person_id in sorted(filter(None, others)):
        tell(desk, fetch(desk.session, Person, person_id), Notice.CAME_BACK, facts)
    return facts


def team(desk: Desk, person: Person) -> dict[str, Any]:
    """Show a coordinator who is on duty, away, or can't be reached, and how much everybody has."""
    organisation = offices.load(desk)
    if not coordinates(organisation, person):
        raise Refused("coordinators_only")
    return {
        "bodies": [
            {
                "body": body.name,
                "members": [
                    _seat_facts(desk, organisation, s.member_id) for s in organisation.offices[b].seats
                ],
            }
            for b, body in organisation.standing().items()
            if organisation.offices[b].seats
        ]
    }


def _seat_facts(desk: Desk, organisation: Organisation, member_id: int) -> dict[str, Any]:
    person, absence = organisation.person_of(member_id), organisation.absence_of(member_id)
    office = organisation.offices[organisation.members[member_id].body_id]
    seat = next(seat for seat in office.seats if seat.member_id == member_id)
    deputy = organisation.members.get(seat.deputy_id or 0)
    return {
        "name": person.name,
        "open": seat.load,
        "on_duty": seat.on_duty,
        "reachable": seat.reachable,
        "until": desk.local(absence.ends_at) if absence else None,
        "deputy": organisation.persons[deputy.person_id].name if deputy else None,
    }


def _hand_over(desk: Desk, absent: Person, until: datetime) -> tuple[Handed, int]:
    """Pass on what can't wait, and return how much stays: what they promised for after their return."""
    handed, staying = Handed(), 0
    for _, case, assignment in queries.open_work_of(desk.session, [key(absent)]):
        if _can_wait(desk, case, assignment, until):
            staying += 1
            continue
        handed.note(desk, assignment, pass_on(desk, case, assignment, AWAY))
    for case in queries.watched_by(desk.session, key(absent)):
        if case.due_at is not None and case.due_at <= until:
            supervisors.replace(desk, case, AWAY)
            handed.watched += 1
    return handed, staying


def _can_wait(desk: Desk, case: Case, assignment: Assignment, until: datetime) -> bool:
    if assignment.state is not AssignmentState.ACCEPTED:
        return False
    pledge = queries.open_pledge(desk.session, key(assignment))
    promised = pledge.promised_for if pledge is not None and pledge.promised_for > desk.now else None
    date = promised or assignment.due_at or case.due_at
    return date is not None and date > until


def _tell(desk: Desk, by: Person, absent: Person, deputy: Person | None, facts: dict[str, Any]) -> None:
    if deputy is not None and deputy.id != by.id:
        tell(desk, deputy, Notice.DEPUTISE, facts)
    if absent.id != by.id:
        tell(desk, absent, Notice.MARKED_AWAY, facts)
    for coordinator in queries.coordinators(desk.session, desk.community_id):
        if coordinator.id not in (by.id, absent.id, deputy.id if deputy else None):
            tell(desk, coordinator, Notice.MEMBER_AWAY, facts)


def _about(by: Person, absent: Person) -> dict[str, Any]:
    return {"person": absent.name, "person_id": key(absent), "own": by.id == absent.id, "by": by.name}


def _colleagues(desk: Desk, absent: Person) -> list[Person]:
    organisation = offices.load(desk)
    bodies = {seat.body_id for seat in organisation.seats_of(absent)}
    there = {
        key(organisation.person_of(seat.member_id)): organisation.person_of(seat.member_id)
        for body_id in sorted(bodies)
        for seat in organisation.offices[body_id].seats
        if seat.reachable and not seat.away
    }
    there.pop(key(absent), None)
    return list(there.values())


def _end_running(desk: Desk, absent: Person) -> None:
    running = queries.absence_of(desk.session, key(absent), desk.now)
    if running is not None:
        running.ends_at = desk.now
        desk.session.add(running)
        desk.session.flush()


def _must_decide_for(desk: Desk, by: Person, absent: Person) -> None:
    """Let members decide about themselves, and coordinators about every member."""
    organisation = offices.load(desk)
    if not organisation.seats_of(absent):
        raise Refused("not_a_member")
    if by.id != absent.id and not coordinates(organisation, by):
        raise Refused("coordinators_only")


def _must_be_sensible(desk: Desk, until: datetime) -> None:
    if until <= desk.now:
        raise Refused("date_in_past")
    if until > desk.now + LONGEST:
        raise Refused("away_too_long", latest=desk.local(desk.now + LONGEST))


def _end_of(desk: Desk, day: Any) -> datetime:
    return datetime.combine(day, END_OF_DAY, desk.zone).astimezone(UTC)
