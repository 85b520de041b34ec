"""Giving a case to a body and a member: the assignment and its clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.cases.claims import claim_facts, claim_until
from casework.cases.facts import Said, case_facts, owner_facts, reporter_of
from casework.cases.pings import ping, retire_cards, send_to_triage, tell_of_unreached
from casework.desk import Desk
from casework.letters.writing import call_off
from casework.notice import Notice
from casework.notices import tell
from casework.people.offices import Organisation
from casework.people.sides import barred
from casework.privacy.respondents import set_respondent
from casework.rules import deadlines, routing
from casework.rules.routes import Matter
from casework.rules.states import Move, after
from casework.timeline import Happened, Line, cancel_timers, record, set_timer, set_timers, write
from data import queries
from data.keys import key
from data.tables import Assignment, Case, Person
from data.vocabulary import AssignmentState, Part, TimerKind, Way

UNTIL_SIGNED = (TimerKind.CLAIM, TimerKind.SIGN)
UNTIL_DONE = (
    *(TimerKind.CLAIM, TimerKind.SIGN, TimerKind.NEAR_DUE, TimerKind.PLEDGE),
    *(TimerKind.PART, TimerKind.DUE, TimerKind.UP, TimerKind.BRANCH, TimerKind.PLANNED),
)
UNTIL_DISPATCHED = (TimerKind.CHOICE, TimerKind.TRIAGE)


def owner_for(
    organisation: Organisation, case: Case, *, without: set[int] | None = None
) -> routing.Choice | None:
    """Choose the owner of a case by the rules, else by category and place; nobody gets their own case."""
    return route(organisation, case, without=without).choice


def route(organisation: Organisation, case: Case, *, without: set[int] | None = None) -> routing.Routed:
    """Route a case and say on which way its owner was found."""
    matter = Matter(case.category, case.building, case.place, case.urgency)
    apart = barred(organisation, case) | (without or set())
    return routing.route(organisation.offices.values(), organisation.rules, matter, without=apart)


def owner_in(
    organisation: Organisation,
    case: Case,
    body_id: int,
    *,
    without: set[int] | None = None,
    reason: str = "named",
) -> routing.Choice | None:
    """Choose the member of a body that somebody named, or of the nearest one above that can be reached.

    ``reason`` is a code for why that body, which residents read in their language.
    """
    apart = barred(organisation, case) | (without or set())
    return routing.climb(body_id, organisation.offices, without=apart, reason=reason)


def reason_facts(organisation: Organisation, case: Case, choice: routing.Choice) -> dict[str, Any]:
    """Say why it is theirs, for the timeline: codes and names, which become words where they are read."""
    below = organisation.bodies.get(choice.below or 0)
    facts = {
        "reason": choice.reason,
        "category": case.category,
        "building": case.building,
        "place": case.place,
        "rule": choice.rule,
        "because": choice.because or None,
        "below": below.name if below else None,
        "deputises": organisation.person_of(choice.deputises).name if choice.deputises else None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def open_assignment(
    desk: Desk,
    case: Case,
    choice: routing.Choice,
    part: Part = Part.LEAD,
    claim_by: datetime | None = None,
) -> Assignment:
    """Create the assignment; the case must be stored. It is flushed, so that it has an id.

    With ``claim_by`` it is nobody's yet: until then the members of the body may claim it.
    """
    assignment = Assignment(
        case_id=key(case),
        body_id=choice.office.body_id,
        member_id=choice.seat.member_id if choice.seat and claim_by is None else None,
        part=part,
        round=case.round,
        offered_at=desk.now,
        claim_by=claim_by,
    )
    desk.session.add(assignment)
    desk.session.flush()
    return assignment


def dispatch(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    choice: routing.Choice,
    *,
    by: Person | None = None,
) -> Assignment:
    """Give a case in triage to its owner: start the clock, write it down, ping the member."""
    first = set_going(desk, case)
    desk.session.add(case)
    desk.session.flush()
    return give(desk, organisation, case, choice, first=first, by=by)


def set_going(desk: Desk, case: Case) -> bool:
    """Move a case out of triage and set its due times; say whether this is its first dispatch.

    The clock starts once: a case that comes back to triage keeps the date it was promised for.
    """
    case.state = after(case.state, Move.DISPATCH)
    limits = desk.parameters.deadlines
    case.sign_by = deadlines.sign_by(desk.now, case.urgency, limits, desk.calendar)
    if case.dispatched_at is not None:
        return False
    case.dispatched_at = desk.now
    case.due_at = deadlines.due_at(desk.now, case.urgency, case.way, limits, desk.calendar)
    return True


def give(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    choice: routing.Choice,
    *,
    first: bool,
    by: Person | None = None,
    heard: Said | None = None,
    before: Sequence[Line] = (),
) -> Assignment:
    """Open the assignment of a stored case that was set going, and tell the member.

    ``heard`` spares a look-up where the caller has the residents' words at hand; ``before`` are lines
    of the timeline that are to be written first.
    """
    until = claim_until(desk, organisation, case, choice)
    assignment = open_assignment(desk, case, choice, claim_by=until)
    body = organisation.bodies[assignment.body_id].name
    why = reason_facts(organisation, case, choice) | claim_facts(desk, assignment)
    write(desk, case, *before, Line(Happened.DISPATCHED, by, {"body": body} | why))
    _set_deadline_timers(desk, case, assignment, first=first)
    ping(desk, organisation, case, assignment, heard=heard)
    tell_of_unreached(desk, organisation, case, choice)
    if case.category in desk.parameters.about_their_owner and choice.reason in ("own_category", "rule"):
        set_respondent(desk, organisation, case, choice.office.body_id)
    return assignment


def hand_over(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    choice: routing.Choice,
    *,
    move: Move,
    happened: Happened,
    by: Person | None = None,
    why: str | None = None,
    gone: str | None = None,
) -> Assignment:
    """Take an open case from its owner and give it to another; the clock keeps running.

    Only a planned case that is taken up again gets new dates: it was promised for that day. ``why`` is a
    code for the timeline, or the words of whoever passed it up a tier, which people read; ``gone`` is a
    code for why its owner isn't there.
    """
    case.state = after(case.state, move)
    limits = desk.parameters.deadlines
    case.sign_by = deadlines.sign_by(desk.now, case.urgency, limits, desk.calendar)
    if move is Move.RESUME:
        case.dispatched_at = case.dispatched_at or desk.now
        case.due_at = deadlines.due_at(desk.now, case.urgency, case.way, limits, desk.calendar)
    desk.session.add(case)
    replaced = close_assignments(desk, case, AssignmentState.REPLACED, part=Part.LEAD)
    until = claim_until(desk, organisation, case, choice)
    assignment = open_assignment(desk, case, choice, claim_by=until)
    body = organisation.bodies[assignment.body_id].name
    due = {"due": desk.local(case.due_at)} if happened is Happened.RAISED and case.due_at else {}
    chosen = reason_facts(organisation, case, choice) | claim_facts(desk, assignment)
    record(desk, case, happened, by, body=body, why=why, **due, **chosen)
    cancel_timers(desk, case, (*UNTIL_SIGNED, TimerKind.PLEDGE, TimerKind.PLANNED))
    _set_deadline_timers(desk, case, assignment, first=move is Move.RESUME)
    because = {"why": why if happened is Happened.ESCALATED else None, "gone": gone}
    because |= {"missed": desk.local(case.due_at) if happened is Happened.RAISED and case.due_at else None}
    ping(desk, organisation, case, assignment, more=because)
    facts = case_facts(desk, case) | owner_facts(desk, assignment)
    tell(desk, reporter_of(desk, case), Notice.NEW_OWNER, facts | because, case=case)
    for old in replaced:
        former = organisation.members.get(old.member_id or 0)
        if former is not None and (by is None or former.person_id != by.id):
            tell(desk, organisation.persons[former.person_id], Notice.TAKEN_AWAY, facts, case=case)
    return assignment


def has_it(desk: Desk, case: Case, body_id: int) -> bool:
    """Say whether the body leads the case at present."""
    working = queries.open_assignments(desk.session, key(case))
    return any(a.part is Part.LEAD and a.body_id == body_id for a in working)


def close_assignments(
    desk: Desk, case: Case, state: AssignmentState, *, part: Part | None = None
) -> list[Assignment]:
    """Close the case's open assignments (only those of one part, if named) and return them."""
    closed = [a for a in queries.open_assignments(desk.session, key(case)) if part is None or a.part is part]
    for assignment in closed:
        assignment.state = state
        assignment.closed_at = desk.now
        desk.session.add(assignment)
        retire_cards(desk, case, assignment)
        call_off(desk, case, assignment)
    return closed


def back_to_triage(desk: Desk, case: Case, reason: str) -> None:
    """Take a case from its owner and put it before the coordinators, because nobody else was found."""
    case.state = after(case.state, Move.GIVE_BACK)
    desk.session.add(case)
    close_assignments(desk, case, AssignmentState.REPLACED, part=Part.LEAD)
    cancel_timers(desk, case, UNTIL_SIGNED)
    send_to_triage(desk, case, reason)


def _set_deadline_timers(desk: Desk, case: Case, assignment: Assignment, *, first: bool) -> None:
    due: dict[TimerKind, datetime] = {}
    # What ends together with the time to sign in is passed on by that.
    if assignment.claim_by is not None and (case.sign_by is None or assignment.claim_by < case.sign_by):
        due[TimerKind.CLAIM] = assignment.claim_by
    if case.sign_by is not None:
        due[TimerKind.SIGN] = case.sign_by
    if first and case.due_at is not None:
        due[TimerKind.NEAR_DUE] = deadlines.warn_at(desk.now, case.due_at, desk.parameters.deadlines)
        due[TimerKind.DUE] = case.due_at
    set_timers(desk, case, due)


def extend_for_way(desk: Desk, case: Case, way: Way) -> None:
    """Give a case that went joint or up a tier the longer span, counted from its first dispatch."""
    if case.way is way:
        return
    case.way = way
    if case.dispatched_at is None or case.due_breached_at is not None:
        return
    limits = desk.parameters.deadlines
    due = deadlines.due_at(case.dispatched_at, case.urgency, way, limits, desk.calendar)
    if case.due_at is None or due <= case.due_at:
        return
    case.due_at = due
    desk.session.add(case)
    cancel_timers(desk, case, (TimerKind.NEAR_DUE, TimerKind.DUE))
    set_timer(
        desk, case, TimerKind.NEAR_DUE, max(desk.now, deadlines.warn_at(case.dispatched_at, due, limits))
    )
    set_timer(desk, case, TimerKind.DUE, due)
