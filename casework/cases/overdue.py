"""What becomes of a case whose date was missed: people are told, it goes up a tier, then to the branch."""

from datetime import timedelta

from casework.cases import dispatch
from casework.cases.facts import case_facts, due_facts, owner_facts
from casework.cases.lateness import note_missed_date
from casework.cases.pings import remind
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people.offices import Organisation, load
from casework.rules import deadlines
from casework.rules.routing import Choice
from casework.rules.states import Move, allowed
from casework.timeline import Happened, record, set_timer
from data import queries
from data.keys import key
from data.tables import Assignment, Case
from data.vocabulary import Role, State, TimerKind, Way

REMIND_EVERY = timedelta(days=1)
WORKING = (State.ASSIGNED, State.ACCEPTED, State.RECTIFICATION)


def fell_due(desk: Desk, case: Case) -> None:
    """Write down once that the date was missed; every day remind the handler and tell the next tier up."""
    if case.state not in (*WORKING, State.TRIAGE):  # given back, a case is late all the same
        return
    if not note_missed_date(desk, case):
        record(desk, case, Happened.OVERDUE)
    set_timer(desk, case, TimerKind.DUE, desk.now + REMIND_EVERY)
    _set_what_follows(desk, case)
    organisation = load(desk)
    for assignment in queries.open_assignments(desk.session, key(case)):
        remind(desk, case, assignment, Notice.REMIND_OVERDUE)
        _tell_above(desk, organisation, case, assignment)


def go_up(desk: Desk, case: Case) -> None:
    """Pass a case that is late up a tier; the resident reads why. In triage the coordinators have it."""
    leading = queries.lead(desk.session, key(case))
    if leading is None or not allowed(case.state, Move.ESCALATE):
        return
    organisation = load(desk)
    parent = organisation.bodies[leading.body_id].parent_id
    choice = dispatch.owner_in(organisation, case, parent) if parent is not None else None
    if choice is not None:
        _raise_to(desk, organisation, case, choice)


def go_to_branch(desk: Desk, case: Case) -> None:
    """Pass a case that is long late to the branch above, and tell the coordinators, who can steer it."""
    if case.state not in WORKING:
        return
    organisation = load(desk)
    leading = queries.lead(desk.session, key(case))
    if leading is None:
        return
    choice = _branch_above(organisation, case, leading) if allowed(case.state, Move.ESCALATE) else None
    if choice is not None:
        leading = _raise_to(desk, organisation, case, choice)
    record(desk, case, Happened.LONG_OVERDUE)
    facts = case_facts(desk, case) | due_facts(desk, case) | owner_facts(desk, leading)
    tell_coordinators(desk, Notice.LONG_OVERDUE, facts, case=case)


def _set_what_follows(desk: Desk, case: Case) -> None:
    """Let the case go up, and to the branch: once for each date that it misses."""
    if case.due_at is None:
        return
    limits, calendar = desk.parameters.deadlines, desk.calendar
    moments = {
        TimerKind.UP: deadlines.up_at(case.due_at, limits, calendar),
        TimerKind.BRANCH: deadlines.branch_at(case.due_at, limits, calendar),
    }
    for kind, moment in moments.items():
        if moment is not None and not queries.has_had_timer(desk.session, key(case), kind, case.due_at):
            set_timer(desk, case, kind, moment)


def _raise_to(desk: Desk, organisation: Organisation, case: Case, choice: Choice) -> Assignment:
    dispatch.extend_for_way(desk, case, Way.ESCALATED)
    move, happened = Move.ESCALATE, Happened.RAISED
    return dispatch.hand_over(desk, organisation, case, choice, move=move, happened=happened)


def _branch_above(organisation: Organisation, case: Case, leading: Assignment) -> Choice | None:
    """Return somebody of the nearest body above with a coordinator who can be reached; None without one."""
    coordinating = {m.body_id for m in organisation.members.values() if m.role is Role.COORDINATOR}
    above = organisation.bodies[leading.body_id].parent_id
    while above is not None:
        choice = dispatch.owner_in(organisation, case, above) if above in coordinating else None
        if choice is not None:
            return choice
        above = organisation.bodies[above].parent_id
    return None


def _tell_above(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> None:
    """Tell somebody of the next tier up; where there is none, the coordinators."""
    facts = case_facts(desk, case) | due_facts(desk, case) | owner_facts(desk, assignment)
    own = {assignment.member_id} if assignment.member_id is not None else set[int]()
    parent = organisation.bodies[assignment.body_id].parent_id
    above = dispatch.owner_in(organisation, case, parent, without=own) if parent is not None else None
    if above is None or above.seat is None:
        tell_coordinators(desk, Notice.OVERDUE, facts, case=case)
        return
    person = organisation.person_of(above.seat.member_id)
    tell(desk, person, Notice.OVERDUE, facts, case=case, assignment=assignment)
