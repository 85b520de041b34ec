"""Open work whose member isn't there goes to somebody who is; the clock keeps running."""

from casework.cases import dispatch as dispatching
from casework.cases import joint, rectification, whistle
from casework.cases.facts import case_facts, owner_facts, reporter_of
from casework.cases.pings import ping, retire_cards
from casework.cases.vacant import leave_to_triage
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.sides import barred
from casework.rules.routing import Choice
from casework.rules.states import Move
from casework.timeline import Happened, record
from data import queries
from data.keys import key
from data.tables import Assignment, Case
from data.vocabulary import AssignmentState, Part, State

LEFT, AWAY = "left", "away"


def pass_on(desk: Desk, case: Case, assignment: Assignment, reason: str) -> Assignment | None:
    """Give open work to the next in line: of its body, else above, else by category and place.

    ``reason`` is a code for the timeline. None where nobody is there: a case then waits in triage,
    and a part is the lead's to give to another body.
    """
    organisation = offices.load(desk)
    if assignment.part is Part.ASSIST:
        return _pass_part_on(desk, organisation, case, assignment, reason)
    choice = _deputy(desk, organisation, case, assignment) or _next(
        desk, organisation, case, assignment, reason
    )
    if choice is None:
        leave_to_triage(desk, case, away=reason != LEFT)
        return None
    if case.state is State.RECTIFICATION:
        return _pass_second_round_on(desk, organisation, case, choice, reason)
    move, happened = Move.REASSIGN, Happened.REASSIGNED
    return dispatching.hand_over(desk, organisation, case, choice, move=move, happened=happened, gone=reason)


def _deputy(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> Choice | None:
    """Choose who stands in for a member who is away, if they may have the case."""
    office = organisation.offices[assignment.body_id]
    absent = next((seat for seat in office.seats if seat.member_id == assignment.member_id), None)
    if absent is None or not absent.away or absent.deputy_id is None:
        return None
    without = barred(organisation, case) | queries.returned_by(desk.session, key(case))
    if case.state is State.RECTIFICATION and case.supervisor_id is not None:
        without.add(case.supervisor_id)
    deputy = next((seat for seat in office.seats if seat.member_id == absent.deputy_id), None)
    if deputy is None or deputy.away or not deputy.reachable or deputy.member_id in without:
        return None
    return Choice(office, deputy, AWAY, deputises=absent.member_id)


def _next(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment, reason: str
) -> Choice | None:
    """Choose whoever has not had it in this round, else whoever did not give it back."""
    before = {assignment.member_id} if assignment.member_id is not None else set[int]()
    before |= queries.returned_by(desk.session, key(case))
    had_it = {a.member_id for a in queries.leads(desk.session, key(case)) if a.round == case.round}
    watching = {case.supervisor_id} if case.state is State.RECTIFICATION else set()
    for apart in (had_it | watching, watching, set()):
        without = before | {member_id for member_id in apart if member_id is not None}
        choice = dispatching.owner_in(organisation, case, assignment.body_id, without=without, reason=reason)
        if choice is not None:
            return choice
    return dispatching.owner_for(organisation, case, without=before)


def _pass_second_round_on(
    desk: Desk, organisation: Organisation, case: Case, choice: Choice, reason: str
) -> Assignment:
    """Let somebody else do it again, by the date that holds and with nothing to sign."""
    dispatching.close_assignments(desk, case, AssignmentState.REPLACED, part=Part.LEAD)
    again = dispatching.open_assignment(desk, case, choice)
    again.state = AssignmentState.ACCEPTED
    desk.session.add(again)
    chosen = dispatching.reason_facts(organisation, case, choice)
    body = organisation.bodies[again.body_id].name
    record(desk, case, Happened.HANDED_ON, body=body, part=Part.LEAD.value, **chosen)
    rectification.tell_handler(desk, organisation, case, again)
    facts = case_facts(desk, case) | owner_facts(desk, again) | {"gone": reason}
    tell(desk, reporter_of(desk, case), Notice.NEW_OWNER, facts, case=case)
    return again


def _pass_part_on(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment, reason: str
) -> Assignment | None:
    """Give a part to somebody else of its body, with its words and its date."""
    without = {assignment.member_id} if assignment.member_id is not None else set[int]()
    choice = _deputy(desk, organisation, case, assignment) or joint.somebody_else(
        organisation, case, assignment.body_id, without, reason
    )
    if choice is None:
        joint.end_part(desk, organisation, case, assignment, AssignmentState.CANCELLED, "")
        return None
    assignment.state, assignment.closed_at = AssignmentState.REPLACED, desk.now
    desk.session.add(assignment)
    retire_cards(desk, case, assignment)
    helping = dispatching.open_assignment(desk, case, choice, Part.ASSIST)
    helping.words, helping.due_at, helping.late_at = assignment.words, assignment.due_at, assignment.late_at
    desk.session.add(helping)
    chosen = dispatching.reason_facts(organisation, case, choice)
    body = organisation.bodies[helping.body_id].name
    record(desk, case, Happened.HANDED_ON, body=body, part=Part.ASSIST.value, **chosen)
    if organisation.bodies[helping.body_id].by_whistle:
        whistle.reach(desk, organisation, case, helping)
    else:
        part = joint.part_facts(desk, helping)
        ping(desk, organisation, case, helping, notice=Notice.PING_ASSIST, more=part)
    return helping
