"""Joint handling: one lead, several bodies beside it, each with a part and a date of its own."""

from datetime import datetime
from typing import Any

from casework.cases import dispatch as dispatching
from casework.cases.facts import case_facts, owner_facts, reporter_of
from casework.cases.pings import ping, retire_cards
from casework.desk import Desk
from casework.errors import Refused
from casework.letters.writing import write_letter
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import must_handle
from casework.people.sides import barred
from casework.rules import promise, wording
from casework.rules.routing import Choice
from casework.rules.seats import Seat, choose_seat
from casework.rules.states import Move, after
from casework.timeline import Happened, record, set_timer
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, LetterKind, Part, TimerKind, Way

_SHOWN = (*OPEN_ASSIGNMENTS, AssignmentState.DONE)


def must_be_able_to_ask_in(desk: Desk, person: Person, assignment_id: int, body_id: int) -> None:
    """Let only the lead go on, and only for a body that can be reached and does not help yet."""
    assignment, case, organisation = _work(desk, assignment_id)
    _whom(desk, organisation, person, assignment, case, body_id)


def ask_in(desk: Desk, person: Person, assignment_id: int, body_id: int, words: str) -> Case:
    """Ask another body in for a part: what it is to do and, if the words name a day, by when.

    Without a day the part has as long as the case. The case is done when all parts are.
    """
    assignment, case, organisation = _work(desk, assignment_id)
    choice = _whom(desk, organisation, person, assignment, case, body_id)
    if not wording.says_something(words):
        raise Refused("part_unclear")
    dispatching.extend_for_way(desk, case, Way.JOINT)
    helping = open_part(desk, case, choice, words.strip(), part_due(desk, case, words))
    body = organisation.bodies[helping.body_id].name
    record(desk, case, Happened.JOINED, person, body=body, **part_facts(desk, helping))
    ping(desk, organisation, case, helping, notice=Notice.PING_ASSIST, more=part_facts(desk, helping))
    tell_resident_of_help(desk, organisation, case, assignment, helping)
    return case


def decline(desk: Desk, person: Person, assignment_id: int, why: str) -> Case:
    """Let a body decline its part with a reason; the lead reads it and may choose another."""
    assignment, case, organisation = _work(desk, assignment_id)
    seat = must_handle(organisation, person, assignment, case)
    must_be_a_part(assignment)
    if not wording.says_something(why):
        raise Refused("why_missing")
    assignment.member_id = seat.id
    record(
        desk,
        case,
        Happened.DECLINED,
        person,
        body=organisation.bodies[assignment.body_id].name,
        why=why.strip(),
    )
    end_part(desk, organisation, case, assignment, AssignmentState.RETURNED, why.strip())
    return case


def must_be_a_part(assignment: Assignment) -> None:
    """Let only a body that helps go on: the lead returns a case instead."""
    if assignment.part is not Part.ASSIST:
        raise Refused("assist_only")


def end_part(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    assignment: Assignment,
    state: AssignmentState,
    why: str,
) -> None:
    """Close a part that nobody will do and tell the lead, who chooses another; ``why`` may be empty."""
    assignment.state = state
    assignment.closed_at = desk.now
    desk.session.add(assignment)
    desk.session.flush()
    retire_cards(desk, case, assignment)
    facts = {"helper": organisation.bodies[assignment.body_id].name, "task": assignment.words, "why": why}
    tell_lead(desk, organisation, case, Notice.PART_DECLINED, facts)


def pass_part_on(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> bool:
    """Give a part to the next member of the same body; False when nobody else of it can be reached."""
    own = {assignment.member_id} if assignment.member_id is not None else set[int]()
    choice = somebody_else(organisation, case, assignment.body_id, own)
    if choice is None or choice.seat is None:
        return False
    assignment.member_id = choice.seat.member_id
    desk.session.add(assignment)
    ping(desk, organisation, case, assignment, notice=Notice.PING_ASSIST, more=part_facts(desk, assignment))
    return True


def somebody_else(
    organisation: Organisation, case: Case, body_id: int, without: set[int], reason: str = "named"
) -> Choice | None:
    """Choose somebody of a body who can be reached, for a part that a member of it can't do.

    Of a department that may be its address; None where nobody is left: a part is nobody's above.
    """
    office, apart = organisation.offices[body_id], barred(organisation, case) | without
    seat = choose_seat(office.seats, apart)
    if seat is None and organisation.bodies[body_id].by_whistle:
        seat = next(
            (s for s in office.seats if _has_address(organisation, s) and s.member_id not in apart), None
        )
    return Choice(office, seat, reason) if seat else None


def _has_address(organisation: Organisation, seat: Seat) -> bool:
    return organisation.person_of(seat.member_id).email is not None


def part_date_passed(desk: Desk, case: Case) -> None:
    """Note each part whose date has passed, once: its member is reminded, the lead sees who is late."""
    organisation = offices.load(desk)
    late = [a for a in queries.parts(desk.session, key(case)) if _just_late(desk, a)]
    for assignment in late:
        assignment.late_at = desk.now
        desk.session.add(assignment)
        body = organisation.bodies[assignment.body_id].name
        record(desk, case, Happened.PART_LATE, body=body, **part_facts(desk, assignment))
        member = organisation.members.get(assignment.member_id or 0)
        if member is not None:
            facts = case_facts(desk, case) | owner_facts(desk, assignment) | part_facts(desk, assignment)
            facts |= {"part": Part.ASSIST.value}
            reminded = organisation.persons[member.person_id]
            if tell(desk, reminded, Notice.REMIND_PART, facts, case=case, assignment=assignment) is None:
                part = part_facts(desk, assignment)
                write_letter(desk, case, assignment, reminded, LetterKind.REMINDER, part)
    if late:
        tell_lead(desk, organisation, case, Notice.PARTS_LATE, {})


def _just_late(desk: Desk, assignment: Assignment) -> bool:
    is_open = assignment.state in OPEN_ASSIGNMENTS and assignment.late_at is None
    return is_open and assignment.due_at is not None and assignment.due_at <= desk.now


def parts(desk: Desk, organisation: Organisation, case: Case) -> list[dict[str, Any]]:
    """Return what each body beside the lead has to do and how far it is, for the lead's card."""
    return [
        {"body": organisation.bodies[a.body_id].name, "status": _status(desk, a), **part_facts(desk, a)}
        for a in queries.parts(desk.session, key(case))
        if a.state in _SHOWN
    ]


def part_facts(desk: Desk, assignment: Assignment) -> dict[str, Any]:
    """Say what a part is and by when it must be done."""
    return {
        "task": assignment.words,
        "part_due": desk.local(assignment.due_at) if assignment.due_at else None,
    }


def tell_lead(
    desk: Desk, organisation: Organisation, case: Case, notice: Notice, facts: dict[str, Any]
) -> None:
    """Tell whoever leads how the parts stand; the coordinators where no lead can be reached."""
    leading = queries.lead(desk.session, key(case))
    if leading is None:
        return
    about = case_facts(desk, case) | owner_facts(desk, leading)
    about |= {"parts": parts(desk, organisation, case)} | facts
    member = organisation.members.get(leading.member_id or 0)
    person = organisation.persons[member.person_id] if member else None
    if person is None or tell(desk, person, notice, about, case=case, assignment=leading) is None:
        tell_coordinators(desk, notice, about, case=case)


def tell_resident_of_help(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment, helping: Assignment
) -> None:
    """Tell the resident who was asked in beside the owner, and for what."""
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | part_facts(desk, helping)
    facts["helper"] = organisation.bodies[helping.body_id].name
    tell(desk, reporter_of(desk, case), Notice.HELP_COMES, facts, case=case)


def open_part(desk: Desk, case: Case, choice: Choice, words: str, due: datetime) -> Assignment:
    """Open a part of a case and let the desk look at it on its date."""
    helping = dispatching.open_assignment(desk, case, choice, Part.ASSIST)
    helping.words, helping.due_at = words, due
    desk.session.add(helping)
    desk.session.flush()
    set_timer(desk, case, TimerKind.PART, due)
    return helping


def part_due(desk: Desk, case: Case, words: str) -> datetime:
    """Return the day that the words name, or else the day of the whole case; Refused out of bounds."""
    last = promise.latest(desk.now, case.due_at or desk.now)
    named = promise.parse(words, desk.now, desk.zone)
    due = promise.fit(named, last, desk.zone) if named is not None else last
    if due <= desk.now:
        raise Refused("date_in_past")
    if due > last:
        raise Refused("date_too_late", latest=desk.local(last))
    return due


def not_helping_yet(desk: Desk, organisation: Organisation, case: Case, body_id: int) -> set[int]:
    """Return the bodies that work on the case; Refused when the named one is among them."""
    working = {a.body_id for a in queries.open_assignments(desk.session, key(case))}
    if body_id in working:
        raise Refused("already_helps", body=organisation.bodies[body_id].name)
    return working


def _whom(
    desk: Desk, organisation: Organisation, person: Person, assignment: Assignment, case: Case, body_id: int
) -> Choice:
    must_handle(organisation, person, assignment, case)
    after(case.state, Move.ASK_JOINT)
    if assignment.part is not Part.LEAD:
        raise Refused("lead_only")
    working = not_helping_yet(desk, organisation, case, body_id)
    if organisation.bodies[body_id].by_whistle:
        raise Refused("whistle_only", body=organisation.bodies[body_id].name)
    choice = dispatching.owner_in(organisation, case, body_id)
    if choice is None or choice.office.body_id in working:
        raise Refused("nobody_reachable", body=fetch(desk.session, Body, body_id).name)
    return choice


def _status(desk: Desk, assignment: Assignment) -> str:
    if assignment.state is AssignmentState.DONE:
        return "done"
    if assignment.due_at is not None and assignment.due_at <= desk.now:
        return "late"
    return "signed" if assignment.state is AssignmentState.ACCEPTED else "waiting"


def _work(desk: Desk, assignment_id: int) -> tuple[Assignment, Case, Organisation]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return assignment, fetch(desk.session, Case, assignment.case_id), offices.load(desk)
