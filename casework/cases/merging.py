"""Two open cases about one matter: one is followed under the other, until its resident says otherwise."""

from datetime import datetime
from typing import Any

from casework.cases import dispatch as dispatching
from casework.cases.attachments import handlers, show_to_handlers
from casework.cases.facts import case_facts, reporter_of, said
from casework.cases.following import alike, count_households, facts_for
from casework.cases.opening import give_receipt
from casework.cases.pings import send_to_triage
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people import offices
from casework.people.permissions import must_be_reporter, must_coordinate
from casework.rules.states import Move, after
from casework.timeline import Happened, cancel_timers, record
from data import queries
from data.keys import fetch, key
from data.tables import Case, Person, Supporter
from data.vocabulary import AssignmentState, Outcome, State, Urgency

OFFERED = 5
URGENCIES = tuple(Urgency)  # from normal up


def offer(desk: Desk, reader: Reader, person: Person, case_id: int) -> dict[str, Any]:
    """Say with which open cases a case may be merged: first those that look alike, the most alike first."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    after(case.state, Move.MERGE)
    found: dict[int, Case] = {}
    for concern in queries.concerns(desk.session, case_id)[:1]:
        for _, other in sorted(
            alike(desk, reader, concern, [case.category], case.building), key=lambda pair: -pair[0]
        ):
            if other.id != case_id and other.accused_id is None:
                found[key(other)] = other
    similar = [case_facts(desk, other) for other in list(found.values())[:OFFERED]]
    return case_facts(desk, case) | {"similar": similar}


def preview(desk: Desk, person: Person, case_id: int, into_id: int) -> dict[str, Any]:
    """Show a coordinator both cases before they are merged."""
    case, into = must_be_able_to_merge(desk, person, case_id, into_id)
    other = case_facts(desk, into) | {"words": said(desk, into).words}
    return case_facts(desk, case) | {"words": said(desk, case).words, "into": other}


def must_be_able_to_merge(desk: Desk, person: Person, case_id: int, into_id: int) -> tuple[Case, Case]:
    """Return the case and the one it is to be followed under, for a coordinator; Refused with the reason.

    The other must be open and no less urgent, and neither a complaint about somebody. What others were
    merged with stays, so that nobody has to follow from one to the next.
    """
    case, into = fetch(desk.session, Case, case_id), fetch(desk.session, Case, into_id)
    must_coordinate(desk, person, case)
    must_coordinate(desk, person, into)
    if case_id == into_id:
        raise Refused("merge_itself")
    after(case.state, Move.MERGE)
    if into.state is State.ARCHIVED:
        raise Refused("case_closed", number=into.number)
    if case.accused_id is not None or into.accused_id is not None:
        raise Refused("merge_complaint")
    if queries.merged_into(desk.session, case_id):
        raise Refused("merge_other_way", number=case.number)
    if URGENCIES.index(into.urgency) < URGENCIES.index(case.urgency):
        raise Refused("merge_less_urgent", number=into.number)
    if _was_undone(desk, case, into):
        raise Refused("merge_undone", number=into.number)
    return case, into


def merge(desk: Desk, person: Person, case_id: int, into_id: int) -> tuple[Case, Case]:
    """Close a case as merged: whoever reported or followed it follows the other, and is told so.

    Who had it is told, its words and files reach who has the other. Nobody's account counts it.
    """
    case, into = must_be_able_to_merge(desk, person, case_id, into_id)
    both = {"number": case.number, "other": into.number, "category": case.category, "case": key(into)}
    if case.state is not State.TRIAGE:
        for handler in handlers(desk, case):
            tell(desk, handler, Notice.MERGED_AWAY, both, case=case)
    case.state = after(case.state, Move.MERGE)
    case.outcome, case.closed_at, case.merged_into_id = Outcome.MERGED, desk.now, key(into)
    desk.session.add(case)
    dispatching.close_assignments(desk, case, AssignmentState.CANCELLED)
    cancel_timers(desk, case)
    record(desk, case, Happened.MERGED, person, number=into.number)
    followers = _bring_over(desk, case, into)
    record(desk, into, Happened.MERGED_IN, person, number=case.number, households=into.supporters + 1)
    heard = said(desk, case)
    for handler in handlers(desk, into):
        facts = case_facts(desk, into) | {"other": case.number, "words": heard.words}
        tell(desk, handler, Notice.MERGED_IN, facts, case=into)
    show_to_handlers(desk, into, heard.attachments)
    for follower in followers:
        own = follower.id == case.reporter_id
        facts = facts_for(desk, into) | {"other": case.number, "merged": key(case), "own": own}
        tell(desk, follower, Notice.MERGED, facts, case=case)
    return case, into


def may_undo(desk: Desk, person: Person, case: Case) -> bool:
    """Say whether the person may say that their case is another matter than the one it was merged with."""
    closed = case.closed_at or desk.now
    mine = case.reporter_id == person.id and case.outcome is Outcome.MERGED
    return mine and desk.now - closed <= desk.parameters.similar_within


def undo(desk: Desk, person: Person, case_id: int) -> Case:
    """Open a merged case again because its resident says that it is another matter.

    It goes to whoever had it, else to its owner, with new dates; where it had none it goes to triage.
    """
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    merged_at, into_id = case.closed_at, case.merged_into_id
    if case.outcome is not Outcome.MERGED or merged_at is None or into_id is None:
        raise Refused("moved_on", state=case.state.value)
    if not may_undo(desk, person, case):
        raise Refused("merge_too_old", days=desk.parameters.similar_within.days)
    into = fetch(desk.session, Case, into_id)
    _reopen(desk, case)
    _take_back(desk, case, into, merged_at)
    record(desk, case, Happened.UNMERGED, person, number=into.number)
    record(desk, into, Happened.MERGED_OUT, person, number=case.number)
    facts = case_facts(desk, case) | {"other": into.number}
    tell_coordinators(desk, Notice.UNMERGED, facts, case=case)
    _send_out(desk, case)
    return case


def _reopen(desk: Desk, case: Case) -> None:
    """Take back that it was closed; its clock starts anew when it is given out."""
    case.state = after(case.state, Move.REOPEN)
    case.outcome = case.closed_at = case.merged_into_id = None
    case.dispatched_at = case.due_at = case.sign_by = case.signed_at = case.planned_for = None
    desk.session.add(case)
    desk.session.flush()


def _send_out(desk: Desk, case: Case) -> None:
    organisation = offices.load(desk)
    before = queries.lead(desk.session, key(case))
    without = queries.returned_by(desk.session, key(case))
    choice = None
    if before is not None:
        choice = dispatching.owner_in(
            organisation, case, before.body_id, without=without, reason="had_it_before"
        ) or dispatching.owner_for(organisation, case, without=without)
    if choice is None:
        send_to_triage(desk, case, "not_the_same")
        facts = case_facts(desk, case)
        tell(desk, reporter_of(desk, case), Notice.WAITS_FOR_TRIAGE, facts, case=case, asked=True)
        return
    assignment = dispatching.dispatch(desk, organisation, case, choice)
    give_receipt(desk, case, assignment)


def _bring_over(desk: Desk, case: Case, into: Case) -> list[Person]:
    """Let whoever reported or followed a case follow the other, unless it is theirs; return all of them."""
    people = [reporter_of(desk, case)]
    people += [follower for _, follower in queries.supporters(desk.session, key(case))]
    said_by = {concern.person_id: concern.id for concern in queries.concerns(desk.session, key(case))}
    for person in people:
        row = queries.supporter(desk.session, key(into), key(person))
        follows = row is not None and row.left_at is None
        if person.id == into.reporter_id or follows:
            continue
        row = row or Supporter(case_id=key(into), person_id=key(person), at=desk.now)
        row.household_id, row.concern_id = person.household_id, said_by.get(key(person))
        row.at, row.left_at = desk.now, None
        desk.session.add(row)
    desk.session.flush()
    count_households(desk, into)
    return people


def _take_back(desk: Desk, case: Case, into: Case, merged_at: datetime) -> None:
    """Let those whom the merging brought over follow the other no longer; who stopped, stopped here too."""
    people = [reporter_of(desk, case)]
    people += [follower for _, follower in queries.supporters(desk.session, key(case))]
    for person in people:
        row = queries.supporter(desk.session, key(into), key(person))
        if row is None or row.at != merged_at:
            continue
        own = queries.supporter(desk.session, key(case), key(person))
        if row.left_at is not None and own is not None:
            own.left_at = row.left_at
            desk.session.add(own)
        row.left_at = row.left_at or desk.now
        desk.session.add(row)
    desk.session.flush()
    count_households(desk, into)
    count_households(desk, case)


def _was_undone(desk: Desk, case: Case, into: Case) -> bool:
    """Say whether the resident has said before that the two are not the same."""
    return any(
        event.kind == Happened.UNMERGED and event.data.get("number") == into.number
        for event in queries.events(desk.session, key(case))
    )
