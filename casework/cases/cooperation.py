"""What members do when a case is not theirs: give it back, or pass it up a tier."""

from casework.cases import claiming, joint
from casework.cases import dispatch as dispatching
from casework.cases.facts import case_facts
from casework.cases.pings import retire_cards, send_to_triage
from casework.desk import Desk
from casework.errors import Refused
from casework.learning.returns import learn_from_return
from casework.notice import Notice
from casework.notices import tell_coordinators
from casework.people import offices
from casework.people.permissions import must_handle, must_handle_or_coordinate
from casework.rules import routing, wording
from casework.rules.states import Move, after
from casework.timeline import Happened, cancel_timers, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Member, Person
from data.vocabulary import AssignmentState, Part, ReturnReason, Way


def give_back(
    desk: Desk, person: Person, assignment_id: int, reason: ReturnReason, proposed_body_id: int | None
) -> Case:
    """Give a case back with a reason and perhaps a proposed owner.

    The first returns (``max_returns``) go straight to the proposed owner; without one, and with the
    return after them, a coordinator of the branch decides. Then it stays where the branch put it.
    The clock keeps running.
    """
    assignment, case, organisation = _work(desk, assignment_id)
    seat = must_be_able_to_return(desk, person, assignment_id, reason)
    case.returns += 1
    assignment.state = AssignmentState.RETURNED
    assignment.member_id = seat.id
    assignment.closed_at = desk.now
    desk.session.add_all([case, assignment])
    desk.session.flush()
    retire_cards(desk, case, assignment)
    proposed = organisation.bodies.get(proposed_body_id) if proposed_body_id else None
    proposal = proposed.name if proposed else None
    body = organisation.bodies[assignment.body_id].name
    record(desk, case, Happened.RETURNED, person, body=body, reason=reason.value, proposed=proposal)
    learn_from_return(desk, case, person, reason, proposed)
    choice = _accepted_proposal(desk, organisation, case, proposed)
    if choice is None:
        case.state = after(case.state, Move.GIVE_BACK)
        desk.session.add(case)
        cancel_timers(desk, case, dispatching.UNTIL_SIGNED)
        decided = case.returns > desk.parameters.max_returns
        send_to_triage(desk, case, "returned_too_often" if decided else f"returned_{reason.value}")
    else:
        happened = Happened.REASSIGNED
        dispatching.hand_over(
            desk,
            organisation,
            case,
            choice,
            move=Move.REASSIGN,
            happened=happened,
            by=person,
            why=reason.value,
        )
    return case


def must_be_able_to_return(desk: Desk, person: Person, assignment_id: int, reason: ReturnReason) -> Member:
    """Return the seat by which the person may give a case back for a reason.

    What the branch has decided on stays, but nobody has to handle a case about themselves.
    """
    assignment, case, organisation = _work(desk, assignment_id)
    seat = must_handle(organisation, person, assignment, case)
    after(case.state, Move.GIVE_BACK)
    if assignment.part is not Part.LEAD:
        raise Refused("lead_only")
    if case.returns > desk.parameters.max_returns and reason is not ReturnReason.ABOUT_ME:
        raise Refused("returned_enough")
    return seat


def escalate(desk: Desk, person: Person | None, assignment_id: int, why: str) -> Case:
    """Pass a case up, to the nearest body above that can be reached; the resident reads why.

    ``person`` is its handler or a coordinator, None where the clock does it.
    """
    assignment, case, organisation = _work(desk, assignment_id)
    choice = _above(organisation, person, assignment, case)
    why = must_say_why(why)
    dispatching.extend_for_way(desk, case, Way.ESCALATED)
    move, happened = Move.ESCALATE, Happened.ESCALATED
    dispatching.hand_over(desk, organisation, case, choice, move=move, happened=happened, by=person, why=why)
    return case


def must_be_able_to_escalate(desk: Desk, person: Person, assignment_id: int) -> None:
    """Let only somebody go on who may pass the case up, and only while somebody is there."""
    assignment, case, organisation = _work(desk, assignment_id)
    _above(organisation, person, assignment, case)


def must_say_why(words: str) -> str:
    """Return a reason without the blanks around it; Refused when there is none."""
    if not wording.says_something(words):
        raise Refused("why_missing")
    return words.strip()


def pass_to_next(
    desk: Desk, case: Case, assignment: Assignment, happened: Happened, reason: str = "not_signed"
) -> bool:
    """Hand an assignment that nobody takes up to the next in line; False when nobody is left."""
    organisation = offices.load(desk)
    had_it = {
        a.member_id
        for a in queries.leads(desk.session, key(case))
        if a.round == case.round and a.member_id is not None
    }
    choice = dispatching.owner_in(organisation, case, assignment.body_id, without=had_it, reason=reason)
    if choice is None:
        return False
    dispatching.hand_over(desk, organisation, case, choice, move=Move.REASSIGN, happened=happened)
    return True


def hand_over_unreachable(desk: Desk, person: Person, assignment_id: int) -> None:
    """Find another owner for work whose member cannot be reached, and tell the coordinators.

    Who was only told of it, as everybody on duty is of an emergency, leaves nothing behind; but where
    nobody is left to claim it, it goes on at once.
    """
    assignment, case, organisation = _work(desk, assignment_id)
    record(desk, case, Happened.UNDELIVERABLE, person)
    owner = organisation.members.get(assignment.member_id or 0)
    offered = assignment.state is AssignmentState.OFFERED
    still_theirs = offered and owner is not None and owner.person_id == person.id
    if still_theirs and assignment.part is Part.ASSIST:
        if not joint.pass_part_on(desk, organisation, case, assignment):
            joint.end_part(desk, organisation, case, assignment, AssignmentState.CANCELLED, "")
    elif still_theirs and not pass_to_next(desk, case, assignment, Happened.REASSIGNED, "unreachable"):
        dispatching.back_to_triage(desk, case, "nobody_reachable")
    elif claiming.nobody_is_left(desk, organisation, case, assignment):
        claiming.nobody_claimed(desk, case)
    facts = case_facts(desk, case) | {"person": person.name}
    tell_coordinators(desk, Notice.UNDELIVERABLE, facts, case=case)


def _above(
    organisation: offices.Organisation, person: Person | None, assignment: Assignment, case: Case
) -> routing.Choice:
    if person is not None:
        must_handle_or_coordinate(organisation, person, assignment, case)
    if assignment.part is not Part.LEAD:
        raise Refused("lead_only")
    after(case.state, Move.ESCALATE)
    parent = organisation.bodies[assignment.body_id].parent_id
    choice = dispatching.owner_in(organisation, case, parent, reason="above") if parent is not None else None
    if choice is None:
        raise Refused("top_reached")
    return choice


def _accepted_proposal(
    desk: Desk, organisation: offices.Organisation, case: Case, proposed: Body | None
) -> routing.Choice | None:
    if proposed is None or case.returns > desk.parameters.max_returns:
        return None
    without = queries.returned_by(desk.session, key(case))
    return dispatching.owner_in(organisation, case, key(proposed), without=without, reason="proposed")


def _work(desk: Desk, assignment_id: int) -> tuple[Assignment, Case, offices.Organisation]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return assignment, fetch(desk.session, Case, assignment.case_id), offices.load(desk)
