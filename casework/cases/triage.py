"""Deciding by hand: the resident's choice of category, the coordinator's choice of owner or plan."""

from datetime import datetime

from casework.cases import dispatch as dispatching
from casework.cases import helpers as helping
from casework.cases.facts import case_facts, reporter_of
from casework.cases.lateness import note_missed_date
from casework.cases.opening import give_receipt
from casework.cases.pings import send_to_triage, show_triage_card
from casework.desk import Desk
from casework.errors import Refused
from casework.learning.teaching import in_order_to_ask
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.permissions import must_be_reporter, must_coordinate
from casework.rules import promise, routing, wording
from casework.rules.states import Move, after, allowed
from casework.timeline import Happened, cancel_timers, record, set_timer, waits_for
from data import queries
from data.keys import fetch, key
from data.tables import Body, Case, Correction, Person
from data.vocabulary import AssignmentState, Outcome, Source, State, TimerKind


def choose_category(desk: Desk, person: Person, case_id: int, category: str) -> Case:
    """Let the resident say what it is about: a fresh case goes out, an open one may change owner."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    if not _may_still_choose(case):
        raise Refused("moved_on", state=case.state.value)
    if case.state is not State.TRIAGE and case.category == category:
        return case
    _correct(desk, case, category, person, Source.RESIDENT)
    _send_where_it_belongs(desk, case, person)
    return case


def leave_to_triage(desk: Desk, person: Person, case_id: int) -> Case:
    """Let the resident answer «something else»: a coordinator will decide."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    if case.state is not State.TRIAGE or not waits_for(desk, case, TimerKind.CHOICE):
        raise Refused("moved_on", state=case.state.value)
    cancel_timers(desk, case, dispatching.UNTIL_DISPATCHED)
    send_to_triage(desk, case, "resident_unsure")
    return case


def correct_category(desk: Desk, person: Person, case_id: int, category: str) -> Case:
    """Let a coordinator correct the category; a case in triage goes out, another may change owner."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    if case.state not in (State.TRIAGE, State.ASSIGNED, State.ACCEPTED):
        raise Refused("moved_on", state=case.state.value)
    _correct(desk, case, category, person, Source.COORDINATOR)
    _send_where_it_belongs(desk, case, person)
    return case


def choose_owner(desk: Desk, person: Person, case_id: int, body_id: int) -> Case:
    """Let a coordinator name the owner, out of triage, for a planned case or in place of the present one.

    Naming the body that has it changes nothing, so that a second press passes the case to nobody.
    """
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    organisation = offices.load(desk)
    choice = dispatching.owner_in(organisation, case, body_id)
    if choice is None:
        raise Refused("nobody_reachable", body=fetch(desk.session, Body, body_id).name)
    if case.state is State.TRIAGE:
        _send_out(desk, organisation, case, choice, person)
    elif not dispatching.has_it(desk, case, choice.office.body_id):
        move = Move.RESUME if case.state is State.PLANNED else Move.REASSIGN
        _hand_over(desk, organisation, case, choice, person, move)
    return case


def dismiss(desk: Desk, person: Person, case_id: int) -> Case:
    """Let a coordinator close a message that turned out to be no concern; the resident is told."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    note_missed_date(desk, case)
    case.state = after(case.state, Move.DISMISS)
    case.outcome = Outcome.NOT_A_CONCERN
    case.closed_at = desk.now
    desk.session.add(case)
    # Given back while others helped: what they were asked for is over, too.
    dispatching.close_assignments(desk, case, AssignmentState.CANCELLED)
    cancel_timers(desk, case)
    _remember(desk, case, "not_a_concern", person, Source.COORDINATOR)
    record(desk, case, Happened.DISMISSED, person)
    tell(desk, reporter_of(desk, case), Notice.DISMISSED, case_facts(desk, case), case=case)
    return case


def plan(desk: Desk, person: Person, case_id: int, when: datetime, reason: str) -> Case:
    """Let a coordinator put a case into the work plan: a date and a reason, told to the resident."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    if when <= desk.now:
        raise Refused("date_in_past")
    note_missed_date(desk, case)
    case.state = after(case.state, Move.PLAN)
    case.planned_for = when
    desk.session.add(case)
    cancel_timers(desk, case, (*dispatching.UNTIL_DISPATCHED, *dispatching.UNTIL_DONE))
    dispatching.close_assignments(desk, case, AssignmentState.REPLACED)
    set_timer(desk, case, TimerKind.PLANNED, when)
    record(desk, case, Happened.PLANNED, person, until=desk.local(when), reason=reason)
    facts = case_facts(desk, case) | {"until": desk.local(when), "reason": reason}
    tell(desk, reporter_of(desk, case), Notice.PLANNED, facts, case=case)
    return case


def plan_in_words(desk: Desk, person: Person, case_id: int, words: str) -> Case:
    """Read a date and a reason out of one message and plan the case; Refused when either is missing."""
    when = promise.parse(words, desk.now, desk.zone)
    if when is None:
        raise Refused("date_unclear")
    if not wording.says_something(words):  # a resident who is made to wait is owed a reason
        raise Refused("no_reason")
    return plan(desk, person, case_id, when, words.strip())


def show_waiting(desk: Desk, person: Person) -> int:
    """Show a coordinator every case in triage again; return how many there are.

    What is urgent comes first, oldest first; then what the classifier would learn most from.
    """
    must_coordinate(desk, person)
    waiting = queries.cases_in(desk.session, desk.community_id, State.TRIAGE)
    for case in in_order_to_ask(desk, waiting):
        show_triage_card(desk, case, "waits", to=[person])
    return len(waiting)


def plan_came_due(desk: Desk, case: Case) -> None:
    """Take a planned case up again on its day: to the owner it had, or to the one its category has."""
    organisation = offices.load(desk)
    before = queries.lead(desk.session, key(case))
    choice = (
        dispatching.owner_in(organisation, case, before.body_id, reason="had_it_before")
        if before
        else dispatching.owner_for(organisation, case)
    )
    record(desk, case, Happened.PLAN_CAME_DUE)
    if choice is None:
        set_timer(desk, case, TimerKind.PLANNED, desk.now + desk.parameters.triage_reminder)
        show_triage_card(desk, case, "no_owner")
        return
    _hand_over(desk, organisation, case, choice, None, Move.RESUME)


def _may_still_choose(case: Case) -> bool:
    return case.state is State.TRIAGE or allowed(case.state, Move.REASSIGN)


def _correct(desk: Desk, case: Case, category: str, person: Person, source: Source) -> None:
    _remember(desk, case, category, person, source)
    record(desk, case, Happened.CATEGORY_CHANGED, person, before=case.category, after=category)
    case.category = category
    desk.session.add(case)


def _remember(desk: Desk, case: Case, category: str, person: Person, source: Source) -> None:
    for concern in queries.concerns(desk.session, key(case)):
        desk.session.add(
            Correction(
                concern_id=key(concern),
                before=concern.category,
                after=category,
                source=source,
                person_id=key(person),
                at=desk.now,
                model_version=concern.model_version,
            )
        )


def _send_where_it_belongs(desk: Desk, case: Case, person: Person) -> None:
    organisation = offices.load(desk)
    without = queries.returned_by(desk.session, key(case))
    choice = dispatching.owner_for(organisation, case, without=without)
    if case.state is State.TRIAGE:
        if choice is None:
            cancel_timers(desk, case, dispatching.UNTIL_DISPATCHED)
            send_to_triage(desk, case, "no_owner")
            tell(
                desk,
                reporter_of(desk, case),
                Notice.WAITS_FOR_TRIAGE,
                case_facts(desk, case),
                case=case,
                asked=True,
            )
            return
        _send_out(desk, organisation, case, choice, person)
        return
    if choice is None or dispatching.has_it(desk, case, choice.office.body_id):
        return
    _hand_over(desk, organisation, case, choice, person, Move.REASSIGN)


def _send_out(
    desk: Desk, organisation: offices.Organisation, case: Case, choice: routing.Choice, person: Person
) -> None:
    cancel_timers(desk, case, dispatching.UNTIL_DISPATCHED)
    helpers = helping.helping(organisation, case, choice)
    helping.expect(case, helpers)
    assignment = dispatching.dispatch(desk, organisation, case, choice, by=person)
    give_receipt(desk, case, assignment)
    helping.ask_in(desk, organisation, case, assignment, helpers)


def _hand_over(
    desk: Desk,
    organisation: offices.Organisation,
    case: Case,
    choice: routing.Choice,
    person: Person | None,
    move: Move,
) -> None:
    happened = Happened.REASSIGNED
    helpers = helping.helping(organisation, case, choice)
    assignment = dispatching.hand_over(
        desk, organisation, case, choice, move=move, happened=happened, by=person
    )
    helping.ask_in(desk, organisation, case, assignment, helpers)
