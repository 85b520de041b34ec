"""Who a resident is: hidden from members until a coordinator reveals it or the resident allows it."""

from collections.abc import Iterable
from typing import Any

from casework.cases.facts import case_facts, person_of_member, reporter_of
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.permissions import must_be_reporter, must_coordinate
from casework.privacy.respondents import must_not_be_the_body
from casework.rules import wording
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Building, Case, Household, Person
from data.vocabulary import State

ROOM, CONTACT = "room", "contact"
EVERYTHING = (ROOM, CONTACT)
CONTACT_LINK = "tg://user?id={}"


def must_be_able_to_reveal(desk: Desk, person: Person, case_id: int) -> tuple[Case, Assignment, Person]:
    """Return the case, its lead and the handler who would read it, for a coordinator alone."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    if case.reporter_id == person.id:
        raise Refused("own_case")
    leading = next(iter(queries.open_assignments(desk.session, case_id)), None)
    handler = person_of_member(desk, leading.member_id) if leading else None
    if leading is None or handler is None:
        raise Refused("nobody_handles")
    must_not_be_the_body(desk, case, leading.body_id)
    return case, leading, handler


def reveal(desk: Desk, person: Person, case_id: int, why: str) -> Case:
    """Tell the handler who the resident is, for a reason in words that the resident reads."""
    case, leading, handler = must_be_able_to_reveal(desk, person, case_id)
    if not wording.says_something(why):
        raise Refused("why_missing")
    body = offices.load(desk).bodies[leading.body_id].name
    seen = {"body": body, "to": handler.name, "coordinator": person.name, "why": why.strip()}
    record(desk, case, Happened.REVEALED, person, what=list(EVERYTHING), resident=case.reporter_id, **seen)
    reporter = reporter_of(desk, case)
    facts = case_facts(desk, case) | seen
    tell(desk, handler, Notice.REVEALED, facts | identity(desk, reporter, EVERYTHING), case=case)
    tell(desk, reporter, Notice.IDENTITY_SHOWN, facts, case=case)
    return case


def share(desk: Desk, person: Person, case_id: int, what: str) -> Case:
    """Let the resident show whoever handles the case their room or their account, now and later on."""
    case = _own_open_case(desk, person, case_id, what)
    if what == ROOM and person.building_id is None:
        raise Refused("no_address_yet")
    leading = queries.lead(desk.session, case_id)
    if leading is not None:
        must_not_be_the_body(desk, case, leading.body_id)
    if what not in case.shared:
        case.shared = [*case.shared, what]
        desk.session.add(case)
        record(desk, case, Happened.SHARED, person, what=what)
        organisation = offices.load(desk)
        working = queries.open_assignments(desk.session, case_id)
        show_what_is_shared(
            desk, case, [organisation.person_of(a.member_id) for a in working if a.member_id], (what,)
        )
    return case


def unshare(desk: Desk, person: Person, case_id: int, what: str) -> Case:
    """Let the resident take it back: whoever gets the case from now on does not see it."""
    case = _own_open_case(desk, person, case_id, what)
    if what in case.shared:
        case.shared = [kind for kind in case.shared if kind != what]
        desk.session.add(case)
        record(desk, case, Happened.UNSHARED, person, what=what)
    return case


def show_what_is_shared(
    desk: Desk, case: Case, members: Iterable[Person], what: Iterable[str] | None = None
) -> None:
    """Show those who got the case what its resident lets them see; each look is a line of the timeline."""
    shown = tuple(case.shared if what is None else what)
    if not shown:
        return
    reporter = reporter_of(desk, case)
    for member in members:
        seats = queries.memberships(desk.session, key(member))
        if any(seat.body_id == case.respondent_id for seat in seats):
            continue
        seen: dict[str, Any] = {"body": "", "to": member.name, "coordinator": "", "why": ""}
        record(desk, case, Happened.REVEALED, what=list(shown), resident=case.reporter_id, **seen)
        facts = case_facts(desk, case) | seen | identity(desk, reporter, shown)
        tell(desk, member, Notice.REVEALED, facts, case=case)


def identity(desk: Desk, resident: Person, what: Iterable[str]) -> dict[str, Any]:
    """Say who the resident is; what is unknown or not shown is empty."""
    shown = tuple(what)
    home = fetch(desk.session, Building, resident.building_id) if resident.building_id else None
    flat = fetch(desk.session, Household, resident.household_id) if resident.household_id else None
    account = CONTACT_LINK.format(resident.telegram_id) if resident.telegram_id else ""
    return {
        "resident": resident.name,
        "home": home.name if home and ROOM in shown else "",
        "unit": flat.unit if flat and ROOM in shown else "",
        "room": flat.room if flat and ROOM in shown else "",
        "account": account if CONTACT in shown else "",
    }


def _own_open_case(desk: Desk, person: Person, case_id: int, what: str) -> Case:
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    if case.state is State.ARCHIVED:
        raise Refused("case_closed", number=case.number)
    if what not in EVERYTHING:
        raise Refused("unknown_button")
    return case
