"""Giving a case to a body and a member: the assignment, its clock, its ping."""

from collections.abc import Sequence

from casework.cases.facts import Said, attachment_facts, case_facts, owner_facts, reporter_of, said
from casework.desk import Desk
from casework.notices import Notice, tell, tell_coordinators
from casework.people.offices import Organisation
from casework.rules import deadlines, routing
from casework.rules.states import Move, after
from casework.rules.verdict import NOT_A_CONCERN
from casework.timeline import Happened, cancel_timers, record, set_timer
from data import queries
from data.keys import key
from data.tables import Assignment, Attachment, Case, Person
from data.vocabulary import AssignmentState, Part, TimerKind, Urgency, Way

UNTIL_SIGNED = (TimerKind.SIGN,)
UNTIL_DONE = (TimerKind.SIGN, TimerKind.NEAR_DUE, TimerKind.PLEDGE, TimerKind.DUE, TimerKind.PLANNED)
UNTIL_DISPATCHED = (TimerKind.CHOICE, TimerKind.TRIAGE)


def owner_for(
    organisation: Organisation, case: Case, *, without: set[int] | None = None
) -> routing.Choice | None:
    """Choose the owner of a case by category and place; nobody gets a case of their own."""
    own = {key(member) for member in organisation.members.values() if member.person_id == case.reporter_id}
    return routing.choose(
        organisation.offices.values(), case.category, case.building, without=own | (without or set())
    )


def owner_in(
    organisation: Organisation, case: Case, body_id: int, *, without: set[int] | None = None
) -> routing.Choice | None:
    """Choose the member of a body that somebody named, or of the nearest one above that can be reached."""
    own = {key(member) for member in organisation.members.values() if member.person_id == case.reporter_id}
    return routing.climb(body_id, organisation.offices, without=own | (without or set()))


def open_assignment(desk: Desk, case: Case, choice: routing.Choice, part: Part = Part.LEAD) -> Assignment:
    """Create the assignment; the case must be stored. It is flushed, so that it has an id."""
    assignment = Assignment(
        case_id=key(case),
        body_id=choice.office.body_id,
        member_id=choice.seat.member_id if choice.seat else None,
        part=part,
        round=case.round,
        offered_at=desk.now,
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
    case.sign_by = deadlines.sign_by(desk.now, case.urgency, limits)
    if case.dispatched_at is not None:
        return False
    case.dispatched_at = desk.now
    case.due_at = deadlines.due_at(desk.now, case.urgency, case.way, limits)
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
) -> Assignment:
    """Open the assignment of a stored case that was set going, and tell the member.

    ``heard`` spares a look-up where the caller has the residents' words at hand.
    """
    assignment = open_assignment(desk, case, choice)
    record(
        desk,
        case,
        Happened.DISPATCHED,
        by,
        body=organisation.bodies[assignment.body_id].name,
        reason=choice.reason,
        category=case.category,
        building=case.building,
    )
    _set_deadline_timers(desk, case, first=first)
    ping(desk, organisation, case, assignment, heard=heard)
    _tell_of_unreached(desk, organisation, case, choice)
    return assignment


def _tell_of_unreached(desk: Desk, organisation: Organisation, case: Case, choice: routing.Choice) -> None:
    """Tell the coordinators who was passed over; names that have no account yet are no news to them."""
    passed_over = [organisation.person_of(member_id) for member_id in choice.unreached]
    names = "、".join(person.name for person in passed_over if person.telegram_id is not None)
    if names:
        tell_coordinators(desk, Notice.UNDELIVERABLE, case_facts(desk, case) | {"person": names}, case=case)


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
) -> Assignment:
    """Take an open case from its owner and give it to another; the clock keeps running.

    Only a planned case that is taken up again gets new dates: it was promised for that day.
    """
    case.state = after(case.state, move)
    case.sign_by = deadlines.sign_by(desk.now, case.urgency, desk.parameters.deadlines)
    if move is Move.RESUME:
        case.dispatched_at = case.dispatched_at or desk.now
        case.due_at = deadlines.due_at(desk.now, case.urgency, case.way, desk.parameters.deadlines)
    desk.session.add(case)
    replaced = close_assignments(desk, case, AssignmentState.REPLACED, part=Part.LEAD)
    assignment = open_assignment(desk, case, choice)
    body = organisation.bodies[assignment.body_id].name
    record(desk, case, happened, by, body=body, reason=choice.reason, why=why)
    cancel_timers(desk, case, (*UNTIL_SIGNED, TimerKind.PLEDGE, TimerKind.PLANNED))
    _set_deadline_timers(desk, case, first=move is Move.RESUME)
    ping(desk, organisation, case, assignment)
    facts = case_facts(desk, case) | owner_facts(organisation, assignment)
    tell(desk, reporter_of(desk, case), Notice.NEW_OWNER, facts, case=case)
    for old in replaced:
        former = organisation.members.get(old.member_id or 0)
        if former is not None and (by is None or former.person_id != by.id):
            tell(desk, organisation.persons[former.person_id], Notice.TAKEN_AWAY, facts, case=case)
    return assignment


def has_it(desk: Desk, case: Case, body_id: int) -> bool:
    """Say whether the body leads the case at present."""
    working = queries.open_assignments(desk.session, key(case))
    return any(a.part is Part.LEAD and a.body_id == body_id for a in working)


def send_to_triage(desk: Desk, case: Case, reason: str) -> None:
    """Put a card before every coordinator and remind them if nobody takes it up."""
    record(desk, case, Happened.TO_TRIAGE, reason=reason)
    set_timer(desk, case, TimerKind.TRIAGE, desk.now + desk.parameters.triage_reminder)
    show_triage_card(desk, case, reason)


def show_triage_card(
    desk: Desk,
    case: Case,
    reason: str,
    notice: Notice = Notice.TRIAGE_CARD,
    to: Sequence[Person] | None = None,
) -> None:
    """Send the triage card, to every coordinator unless some are named."""
    concerns = queries.concerns(desk.session, key(case))
    ranking = [label for label, _ in concerns[0].ranking if label != NOT_A_CONCERN] if concerns else []
    heard = said(desk, case)
    facts = case_facts(desk, case) | {"reason": reason, "words": heard.words, "choices": ranking[:3]}
    people = queries.coordinators(desk.session, desk.community_id) if to is None else to
    for person in people:
        tell(desk, person, notice, facts, case=case)
        for attachment in heard.attachments:
            pass_on(desk, case, person, attachment)


def close_assignments(
    desk: Desk, case: Case, state: AssignmentState, *, part: Part | None = None
) -> list[Assignment]:
    """Close the case's open assignments (only those of one part, if named) and return them."""
    closed = [a for a in queries.open_assignments(desk.session, key(case)) if part is None or a.part is part]
    for assignment in closed:
        assignment.state = state
        assignment.closed_at = desk.now
        desk.session.add(assignment)
    return closed


def ping(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    assignment: Assignment,
    *,
    heard: Said | None = None,
    notice: Notice = Notice.PING,
) -> None:
    """Tell the member what they were given; an emergency pings everybody on duty, up to the branch."""
    heard = heard or said(desk, case)
    facts = case_facts(desk, case) | owner_facts(organisation, assignment) | {"words": heard.words}
    if case.urgency is Urgency.EMERGENCY and notice is Notice.PING:
        notice, people = Notice.PING_EMERGENCY, _everybody_on_duty(organisation, case, assignment)
    else:
        people = [organisation.person_of(assignment.member_id)] if assignment.member_id else []
    for person in people:
        tell(desk, person, notice, facts, case=case, assignment=assignment)
        for attachment in heard.attachments:
            pass_on(desk, case, person, attachment)


def pass_on(desk: Desk, case: Case, person: Person, attachment: Attachment) -> None:
    """Show a handler one more photo, voice, file or place of a case."""
    tell(desk, person, Notice.ATTACHMENT, attachment_facts(case, attachment), case=case)


def _everybody_on_duty(organisation: Organisation, case: Case, assignment: Assignment) -> list[Person]:
    people: dict[int, Person] = {}
    office = organisation.offices.get(assignment.body_id)
    while office is not None:
        for seat in office.seats:
            if seat.reachable and (seat.on_duty or seat.member_id == assignment.member_id):
                person = organisation.person_of(seat.member_id)
                people[key(person)] = person
        office = organisation.offices.get(office.parent_id) if office.parent_id is not None else None
    people.pop(case.reporter_id, None)
    return list(people.values())


def _set_deadline_timers(desk: Desk, case: Case, *, first: bool) -> None:
    if case.sign_by is not None:
        set_timer(desk, case, TimerKind.SIGN, case.sign_by)
    if first and case.due_at is not None:
        limits = desk.parameters.deadlines
        set_timer(desk, case, TimerKind.NEAR_DUE, deadlines.warn_at(desk.now, case.due_at, limits))
        set_timer(desk, case, TimerKind.DUE, case.due_at)


def extend_for_way(desk: Desk, case: Case, way: Way) -> None:
    """Give a case that went joint or up a tier the longer span, counted from its first dispatch."""
    if case.way is way:
        return
    case.way = way
    if case.dispatched_at is None or case.due_breached_at is not None:
        return
    limits = desk.parameters.deadlines
    due = deadlines.due_at(case.dispatched_at, case.urgency, way, limits)
    if case.due_at is None or due <= case.due_at:
        return
    case.due_at = due
    desk.session.add(case)
    cancel_timers(desk, case, (TimerKind.NEAR_DUE, TimerKind.DUE))
    set_timer(
        desk, case, TimerKind.NEAR_DUE, max(desk.now, deadlines.warn_at(case.dispatched_at, due, limits))
    )
    set_timer(desk, case, TimerKind.DUE, due)
