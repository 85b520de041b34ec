"""Claiming a case (领办): the first of a body who presses has it; what nobody claims is given to one."""

from casework.cases import dispatch as dispatching
from casework.cases.claims import who_may_claim
from casework.cases.facts import case_facts, owner_facts, said
from casework.cases.pings import pass_on, ping, put_away_cards
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import must_handle
from casework.privacy.reveals import show_what_is_shared
from casework.rules.states import Move
from casework.timeline import Happened, cancel_timers, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Person
from data.vocabulary import TimerKind

RECEIPTS = (Notice.RECEIPT.value,)


def claim(desk: Desk, person: Person, assignment_id: int) -> Assignment:
    """Let a member take what waits to be claimed; whoever comes second hears who has it.

    Everybody else's card says so too, and so does the resident's receipt. Who has it already may press again.
    """
    assignment = fetch(desk.session, Assignment, assignment_id)
    case = fetch(desk.session, Case, assignment.case_id)
    organisation = offices.load(desk)
    seat = must_handle(organisation, person, assignment, case)
    if assignment.member_id == key(seat):
        return assignment
    asked = who_may_claim(desk, organisation, case, assignment.body_id)
    taken = assignment.is_open_to_claim() and queries.claim(desk.session, assignment_id, key(seat))
    desk.session.refresh(assignment)
    if not taken:
        raise Refused("taken_by_another", handler=_handler(organisation, assignment))
    cancel_timers(desk, case, (TimerKind.CLAIM,))
    facts = {"body": organisation.bodies[assignment.body_id].name, "handler": person.name}
    record(desk, case, Happened.CLAIMED, person, **facts)
    if person not in asked:
        for attachment in said(desk, case).attachments:
            pass_on(desk, case, person, attachment)
    put_away_cards(desk, case, assignment, "claimed", Notice.CARD_TAKEN, but=person)
    show_what_is_shared(desk, case, [person])
    _renew_receipt(desk, case, assignment)
    return assignment


def nobody_claimed(desk: Desk, case: Case) -> None:
    """Give what nobody claimed to a member of the body by the usual rule, else to somebody above it.

    When the time to sign in is over as well, that is what passes it on.
    """
    waiting = [a for a in queries.open_assignments(desk.session, key(case)) if a.is_open_to_claim()]
    if not waiting or (case.sign_by is not None and case.sign_by <= desk.now):
        return
    assignment, organisation = waiting[0], offices.load(desk)
    without = queries.returned_by(desk.session, key(case))
    choice = dispatching.owner_in(
        organisation, case, assignment.body_id, without=without, reason="not_claimed"
    )
    if choice is None or choice.seat is None:
        dispatching.back_to_triage(desk, case, "nobody_reachable")
    elif choice.office.body_id != assignment.body_id:
        move, happened = Move.REASSIGN, Happened.REASSIGNED
        dispatching.hand_over(desk, organisation, case, choice, move=move, happened=happened)
    elif queries.claim(desk.session, key(assignment), choice.seat.member_id):
        desk.session.refresh(assignment)
        _give(desk, organisation, case, assignment)


def nobody_is_left(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> bool:
    """Say whether it waits to be claimed by people of whom none can be reached any more."""
    return assignment.is_open_to_claim() and not who_may_claim(desk, organisation, case, assignment.body_id)


def _give(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> None:
    """Write down that it is a member's now without having been claimed, and tell them and the others."""
    put_away_cards(desk, case, assignment, "given", Notice.CARD_TAKEN)
    assignment.claim_by = None
    desk.session.add(assignment)
    cancel_timers(desk, case, (TimerKind.CLAIM,))
    body, handler = organisation.bodies[assignment.body_id].name, _handler(organisation, assignment)
    record(desk, case, Happened.NOT_CLAIMED, body=body, handler=handler, reason="not_claimed")
    ping(desk, organisation, case, assignment, more={"not_claimed": True})
    _renew_receipt(desk, case, assignment)


def _renew_receipt(desk: Desk, case: Case, assignment: Assignment) -> None:
    """Let the receipt that named only the body say who of it has the case."""
    receipt = queries.sent_to(desk.session, case.reporter_id, key(case), RECEIPTS)
    if receipt is not None and receipt.message_id is not None:
        reporter = fetch(desk.session, Person, case.reporter_id)
        facts = case_facts(desk, case) | owner_facts(desk, assignment)
        chat, edits = receipt.chat_id, receipt.message_id
        tell(desk, reporter, Notice.RECEIPT, facts, case=case, chat_id=chat, edits=edits, asked=True)


def _handler(organisation: Organisation, assignment: Assignment) -> str:
    member = organisation.members.get(assignment.member_id or 0)
    body = organisation.bodies[assignment.body_id].name
    return organisation.persons[member.person_id].name if member else body
