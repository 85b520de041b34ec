"""What a card about a case shows to a member or a coordinator as things stand now."""

import re
from datetime import datetime
from typing import Any

from casework.cases.claims import claim_facts
from casework.cases.cooperation import must_be_able_to_escalate
from casework.cases.extensions import may_be_asked, must_be_able_to_ask
from casework.cases.facts import case_facts, due_facts, owner_facts, said
from casework.cases.joint import must_be_a_part, must_be_able_to_ask_in, part_facts, parts
from casework.cases.progress import offers, offers_beside_day_off
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.people import offices
from casework.people.permissions import (
    coordinates,
    may_whistle,
    must_belong,
    must_coordinate,
    must_handle,
)
from casework.privacy.erasing import may_be_forgotten
from casework.reception.hosts import receives
from casework.rules import routing
from casework.rules.states import Move, allowed
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, Part

_NUMBER = re.compile(r"(?:(\d{4})-)?(\d{1,6})\s*$")
Card = tuple[Notice, dict[str, Any]]


def work(desk: Desk, person: Person, assignment_id: int) -> Card:
    """Show an assignment to somebody of its body: offered, promised, or over.

    A coordinator who only steers is shown the case.
    """
    assignment, case, organisation = _load(desk, assignment_id)
    is_open = assignment.state in OPEN_ASSIGNMENTS
    try:
        if is_open:
            must_handle(organisation, person, assignment, case)
        else:
            must_belong(organisation, person, assignment)
    except Refused:
        if not coordinates(organisation, person):
            raise
        return steer(desk, person, key(case))
    facts = case_facts(desk, case) | due_facts(desk, case) | owner_facts(desk, assignment)
    if not is_open:
        return Notice.CARD_CLOSED, facts | {"words": "", "ended": assignment.state.value}
    facts |= {"words": said(desk, case).words, "part": assignment.part.value}
    facts |= part_facts(desk, assignment) | {"parts": _parts_for(desk, organisation, assignment, case)}
    facts["may_whistle"] = may_whistle(organisation, person, assignment)
    facts["may_invite"] = receives(organisation, person)
    if assignment.is_open_to_claim():
        return Notice.CARD_CLAIM, facts | claim_facts(desk, assignment)
    if assignment.state is AssignmentState.OFFERED:
        return (Notice.CARD_ASSIST if assignment.part is Part.ASSIST else Notice.CARD_OFFERED), facts
    pledge = queries.open_pledge(desk.session, assignment_id)
    promised = desk.local(pledge.promised_for) if pledge else None
    extendable = may_be_asked(desk, case, assignment)
    return Notice.CARD_SIGNED, facts | {"promised": promised, "extendable": extendable}


def date_to_extend(desk: Desk, person: Person, assignment_id: int) -> Card:
    """Ask the handler for a later date and why."""
    must_be_able_to_ask(desk, person, assignment_id)
    case = fetch(desk.session, Case, fetch(desk.session, Assignment, assignment_id).case_id)
    return Notice.ASK_EXTENSION, _facts(desk, assignment_id) | due_facts(desk, case)


def dates(desk: Desk, person: Person, assignment_id: int) -> Card:
    """Offer dates to promise."""
    choices = [_offer(desk, moment) for moment in offers(desk, person, assignment_id)]
    return Notice.ASK_PLEDGE, _facts(desk, assignment_id) | {"offers": choices}


def day_off(desk: Desk, person: Person, assignment_id: int, promised_for: datetime) -> Card | None:
    """Ask back about a promise in words for a day on which nobody works; None where it is a working day.

    It may be meant: the day itself is offered, and the working day before it where there still is one.
    """
    moments = offers_beside_day_off(desk, person, assignment_id, promised_for)
    if not moments:
        return None
    facts = _facts(desk, assignment_id) | {"promised": desk.local(promised_for)}
    return Notice.ASK_DAY_OFF, facts | {"offers": [_offer(desk, moment) for moment in moments]}


def question(desk: Desk, person: Person, assignment_id: int, notice: Notice) -> Card:
    """Ask a member something about an assignment that is theirs to act on."""
    assignment, case, organisation = _load(desk, assignment_id)
    must_handle(organisation, person, assignment, case)
    return notice, _facts(desk, assignment_id)


def other_bodies(desk: Desk, person: Person, assignment_id: int, notice: Notice) -> Card:
    """Offer the bodies a member may propose or ask in: all that can be reached but their own."""
    assignment, case, organisation = _load(desk, assignment_id)
    must_handle(organisation, person, assignment, case)
    departments = {body_id for body_id, body in organisation.bodies.items() if body.by_whistle}
    apart = {assignment.body_id, *departments}  # a department is whistled for
    bodies = [body for body in _reachable(organisation) if body["id"] not in apart]
    return notice, _facts(desk, assignment_id) | {"bodies": bodies}


def part_to_give(desk: Desk, person: Person, assignment_id: int, body_id: int) -> Card:
    """Ask the lead what another body is to do, and by when."""
    must_be_able_to_ask_in(desk, person, assignment_id, body_id)
    return Notice.ASK_PART_WORDS, _facts(desk, assignment_id) | {"helper": name_of(desk, body_id)}


def part_to_decline(desk: Desk, person: Person, assignment_id: int) -> Card:
    """Ask a body that helps why it can't."""
    assignment, case, organisation = _load(desk, assignment_id)
    must_handle(organisation, person, assignment, case)
    must_be_a_part(assignment)
    return Notice.ASK_DECLINE_WORDS, _facts(desk, assignment_id)


def escalation(desk: Desk, person: Person, assignment_id: int) -> Card:
    """Ask a member or a coordinator why the case should go up a tier."""
    must_be_able_to_escalate(desk, person, assignment_id)
    return Notice.ASK_ESCALATION, _facts(desk, assignment_id)


def owners(desk: Desk, person: Person, case_id: int) -> Card:
    """Offer a coordinator every body that can be reached."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    return Notice.CHOOSE_BODY, case_facts(desk, case) | {"bodies": _reachable(offices.load(desk))}


def respondents(desk: Desk, person: Person, case_id: int) -> Card:
    """Offer a coordinator every body that a case may be about."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    bodies = [{"id": body_id, "name": body.name} for body_id, body in offices.load(desk).standing().items()]
    return Notice.CHOOSE_RESPONDENT, case_facts(desk, case) | {"bodies": bodies}


def seats_to_fill(desk: Desk, person: Person) -> Card:
    """Offer a coordinator every body to invite somebody into."""
    must_coordinate(desk, person)
    organisation = offices.load(desk)
    bodies = [{"id": body_id, "name": body.name} for body_id, body in organisation.standing().items()]
    return Notice.CHOOSE_INVITE, {"bodies": bodies}


def seats_in(desk: Desk, person: Person, body_id: int) -> Card:
    """Offer a coordinator the named seats of a body that nobody's account holds, and new ones."""
    must_coordinate(desk, person)
    organisation = offices.load(desk)
    seats = [
        {"id": member_id, "name": organisation.person_of(member_id).name}
        for member_id, member in organisation.members.items()
        if member.body_id == body_id and organisation.person_of(member_id).telegram_id is None
    ]
    facts = {"body": fetch(desk.session, Body, body_id).name, "body_id": body_id, "seats": seats}
    return Notice.CHOOSE_INVITE_ROLE, facts


def find(desk: Desk, person: Person, words: str) -> Card:
    """Show a coordinator the case whose number they wrote: CT-2026-0042, 2026-42, or 42 of this year."""
    return steer(desk, person, key(numbered(desk, person, words)))


def numbered(desk: Desk, person: Person, words: str) -> Case:
    """Return the case whose number a coordinator wrote."""
    must_coordinate(desk, person)
    match = _NUMBER.search(words)
    year = int(match[1]) if match and match[1] else desk.now.astimezone(desk.zone).year
    case = queries.case_by_number(desk.session, desk.community_id, year, int(match[2])) if match else None
    if case is None:
        raise Refused("no_such_case")
    return case


def steer(desk: Desk, person: Person, case_id: int) -> Card:
    """Show a case to a coordinator, with the means to steer it."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    facts = case_facts(desk, case) | {"words": said(desk, case).words}
    facts["logged"] = may_be_forgotten(desk, case)
    facts["mergeable"] = allowed(case.state, Move.MERGE) and case.accused_id is None
    leading = queries.lead(desk.session, case_id)
    if leading is not None:
        organisation = offices.load(desk)
        facts |= owner_facts(desk, leading) | {"parts": parts(desk, organisation, case)}
        facts["may_whistle"] = leading.state in OPEN_ASSIGNMENTS and may_whistle(
            organisation, person, leading
        )
        facts["may_invite"] = leading.state in OPEN_ASSIGNMENTS and receives(organisation, person)
    return Notice.CASE_CARD, facts


def _facts(desk: Desk, assignment_id: int) -> dict[str, Any]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return case_facts(desk, fetch(desk.session, Case, assignment.case_id)) | owner_facts(desk, assignment)


def name_of(desk: Desk, body_id: int) -> str:
    """Return what a body is called."""
    return fetch(desk.session, Body, body_id).name


def _offer(desk: Desk, moment: datetime) -> dict[str, Any]:
    """Say what a button with a date shows: a day off is marked, not left out."""
    off = desk.calendar.is_day_off(moment)
    return {"minute": int(moment.timestamp()) // 60, "at": desk.local(moment), "off": off}


def _parts_for(
    desk: Desk, organisation: offices.Organisation, assignment: Assignment, case: Case
) -> list[dict[str, Any]]:
    """Return what the bodies beside the lead do, which is the lead's to see."""
    return parts(desk, organisation, case) if assignment.part is Part.LEAD else []


def _reachable(organisation: offices.Organisation) -> list[dict[str, Any]]:
    return [
        {"id": body_id, "name": body.name}
        for body_id, body in organisation.standing().items()
        if routing.climb(body_id, organisation.offices) is not None
    ]


def _load(desk: Desk, assignment_id: int) -> tuple[Assignment, Case, offices.Organisation]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return assignment, fetch(desk.session, Case, assignment.case_id), offices.load(desk)


def assignment_of(desk: Desk, person: Person, case_id: int) -> int | None:
    """Return the open assignment of a case that is in this person's hands; None where there is none."""
    seats = {key(member) for member in queries.memberships(desk.session, key(person))}
    for assignment in queries.open_assignments(desk.session, case_id):
        if assignment.member_id in seats:
            return key(assignment)
    return None
