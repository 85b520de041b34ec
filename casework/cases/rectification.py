"""The second round: done again by its handler, under a named supervisor who is somebody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.cases.closing import close_assignment, conclude
from casework.cases.dispatch import open_assignment, owner_for, owner_in
from casework.cases.facts import case_facts, owner_facts, person_of_member, reporter_of, said
from casework.cases.pings import pass_on
from casework.cases.vacant import leave_to_triage
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import must_coordinate
from casework.people.sides import barred, complained_about
from casework.rules.deadlines import warn_at
from casework.rules.routing import Choice, choose_supervisor
from casework.rules.states import Move, after
from casework.timeline import Happened, record, set_timer
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Attachment, Case, Person, Rectification, Review
from data.vocabulary import AssignmentState, Role, TimerKind


def open_second_round(desk: Desk, case: Case, review: Review) -> None:
    """Start the second round: same body, new deadline, a supervisor who is not the handler."""
    case.state = after(case.state, Move.REVIEW_BAD)
    case.round += 1
    organisation = offices.load(desk)
    before = queries.lead(desk.session, key(case))
    if before is None:
        raise LookupError(f"case {case.id} was resolved without a lead assignment")
    again = _owner_again(desk, organisation, case, before)
    case.supervisor_id = supervisor_for(organisation, case, again)
    desk.session.add(case)
    second = Rectification(
        case_id=key(case),
        round=case.round,
        handler_id=review.handler_id,
        supervisor_id=case.supervisor_id,
        opened_at=desk.now,
        due_at=desk.calendar.after(desk.now, desk.parameters.deadlines.rectification),
    )
    # From now on this is the date that reminders and cards show; the timeline keeps the first one.
    first_due, case.due_at = case.due_at, second.due_at
    desk.session.add_all([second, case])
    warned = warn_at(desk.now, second.due_at, desk.parameters.deadlines)
    set_timer(desk, case, TimerKind.NEAR_DUE, warned)
    set_timer(desk, case, TimerKind.DUE, second.due_at)
    _announce(desk, organisation, case, again, first_due)
    if again.member_id not in organisation.members:
        leave_to_triage(desk, case)


def report_done(
    desk: Desk,
    case: Case,
    assignment: Assignment,
    by: Person,
    words: str,
    attached: Sequence[Attachment],
) -> None:
    """Put the handler's report before the supervisor, who looks for themselves.

    Where nobody is left but the handler and the resident, the resident's own answer decides.
    """
    record(desk, case, Happened.REPORTED_DONE, by, words=words)
    if not watchers(desk, case):
        close_round(desk, case, assignment, by, words, attached)
    for watcher in ask_to_confirm(desk, case, assignment, words):
        for attachment in attached:
            pass_on(desk, case, watcher, attachment)


def ask_to_confirm(desk: Desk, case: Case, assignment: Assignment, words: str) -> list[Person]:
    """Ask whoever watches over the second round to look; return who that is."""
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | {"words": words}
    watching = watchers(desk, case)
    for watcher in watching:
        tell(desk, watcher, Notice.ASK_CONFIRM, facts, case=case, assignment=assignment)
    return watching


def waits_to_be_confirmed(desk: Desk, case: Case) -> str | None:
    """Return the handler's report that nobody has looked at yet; None where there is none."""
    about = (Happened.REPORTED_DONE, Happened.NOT_CONFIRMED, Happened.RECTIFICATION_OPENED)
    latest = [event for event in queries.events(desk.session, key(case)) if event.kind in about][-1:]
    return next((str(e.data["words"]) for e in latest if e.kind == Happened.REPORTED_DONE), None)


def confirm(desk: Desk, person: Person, case_id: int) -> Case:
    """Let the supervisor confirm that it is done now; the resident is told and asked again."""
    case, assignment = _supervised(desk, person, case_id)
    report = queries.last_words(desk.session, key(case), Happened.REPORTED_DONE.value)
    close_round(desk, case, assignment, person, report)
    record(desk, case, Happened.CONFIRMED, person)
    return case


def settle(desk: Desk, person: Person, case_id: int, resolution: str) -> Case:
    """Let a coordinator write down what was resolved; the resident is told and asked again."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    case.state = after(case.state, Move.SETTLE)
    case.round += 1
    assignment = queries.lead(desk.session, case_id)
    if assignment is None:
        raise LookupError(f"case {case_id} is deliberated without a lead assignment")
    record(desk, case, Happened.SETTLED, person, words=resolution)
    conclude(desk, case, assignment, person, resolution)
    return case


def not_yet(desk: Desk, person: Person, case_id: int) -> Case:
    """Let the supervisor say that it is not done; the handler goes on, the deadline stays."""
    case, assignment = _supervised(desk, person, case_id)
    record(desk, case, Happened.NOT_CONFIRMED, person)
    handler = person_of_member(desk, assignment.member_id)
    if handler is not None:
        facts = case_facts(desk, case) | owner_facts(desk, assignment) | {"supervisor": person.name}
        tell(desk, handler, Notice.NOT_CONFIRMED, facts, case=case, assignment=assignment)
    return case


def close_round(
    desk: Desk,
    case: Case,
    assignment: Assignment,
    by: Person,
    words: str,
    attached: Sequence[Attachment] = (),
) -> None:
    """End the second round as done; the resident is told and asked again."""
    case.state = after(case.state, Move.CONFIRM)
    close_assignment(desk, case, assignment, assignment.member_id)
    second = queries.rectification(desk.session, key(case), case.round)
    if second is not None:
        second.confirmed_at = desk.now
        desk.session.add(second)
    conclude(desk, case, assignment, by, words, attached)


def _announce(
    desk: Desk, organisation: Organisation, case: Case, again: Assignment, first_due: datetime | None
) -> None:
    facts = _second_round_facts(desk, case, again)
    before = desk.local(first_due) if first_due else None
    opened = {"supervisor": facts["supervisor"], "due": facts["due"], "before": before}
    record(desk, case, Happened.RECTIFICATION_OPENED, **opened)
    tell(desk, reporter_of(desk, case), Notice.SECOND_ROUND, facts, case=case)
    tell_handler(desk, organisation, case, again)
    tell_watchers(desk, case, again)


def tell_handler(desk: Desk, organisation: Organisation, case: Case, again: Assignment) -> None:
    """Tell whoever has the second round that it is theirs, by when, and who watches."""
    if again.member_id in organisation.members:
        handler, facts = (
            organisation.person_of(again.member_id),
            _second_round_facts(desk, case, again),
        )
        tell(desk, handler, Notice.PING_RECTIFICATION, facts, case=case, assignment=again)


def tell_watchers(desk: Desk, case: Case, again: Assignment) -> None:
    """Tell whoever watches over the second round that they do."""
    facts = _second_round_facts(desk, case, again)
    for watcher in watchers(desk, case):
        tell(desk, watcher, Notice.SUPERVISE, facts, case=case, assignment=again)


def _second_round_facts(desk: Desk, case: Case, again: Assignment) -> dict[str, Any]:
    watching = "、".join(person.name for person in watchers(desk, case))
    about = case_facts(desk, case) | owner_facts(desk, again)
    return about | {"supervisor": watching, "words": said(desk, case).words}


def watchers(desk: Desk, case: Case) -> list[Person]:
    """Return the supervisor; without one, every coordinator who is neither handler nor resident."""
    supervisor = person_of_member(desk, case.supervisor_id)
    if supervisor is not None:
        return [supervisor]
    leading = queries.lead(desk.session, key(case))
    handler = person_of_member(desk, leading.member_id) if leading else None
    apart = {case.reporter_id, case.accused_id, handler.id if handler else None}
    return [p for p in queries.coordinators(desk.session, desk.community_id) if p.id not in apart]


def supervisor_for(organisation: Organisation, case: Case, leading: Assignment) -> int | None:
    """Choose who watches over a second round: neither its handler nor the resident, nobody it is about."""
    handler = organisation.members.get(leading.member_id or 0)
    apart = {case.reporter_id, *([handler.person_id] if handler else [])}
    without = {m_id for m_id, member in organisation.members.items() if member.person_id in apart}
    without |= barred(organisation, case) | complained_about(organisation, case)
    coordinators = [m_id for m_id, m in organisation.members.items() if m.role is Role.COORDINATOR]
    return choose_supervisor(organisation.offices, leading.body_id, coordinators, without)


def _owner_again(desk: Desk, organisation: Organisation, case: Case, before: Assignment) -> Assignment:
    """Give it to whoever had it, or where they left to the next in line.

    Where nobody is in line it is still theirs, and does not stay so.
    """
    choice: Choice | None = None
    if before.member_id not in organisation.members:
        choice = owner_in(organisation, case, before.body_id) or owner_for(organisation, case)
    chosen = choice or Choice(organisation.offices[before.body_id], None, "second_round")
    again = open_assignment(desk, case, chosen)
    again.member_id = choice.seat.member_id if choice and choice.seat else before.member_id
    again.state = AssignmentState.ACCEPTED
    desk.session.add(again)
    desk.session.flush()
    return again


def _supervised(desk: Desk, person: Person, case_id: int) -> tuple[Case, Assignment]:
    case = fetch(desk.session, Case, case_id)
    if all(watcher.id != person.id for watcher in watchers(desk, case)):
        raise Refused("supervisor_only")
    after(case.state, Move.CONFIRM)
    assignment = queries.lead(desk.session, case_id)
    if assignment is None:
        raise LookupError(f"case {case_id} is rectified without a lead assignment")
    return case, assignment
