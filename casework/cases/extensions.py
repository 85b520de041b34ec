"""A later date: asked for once by the handler before the old one passes, granted or not by somebody else."""

from datetime import datetime

from casework.cases.facts import case_facts, due_facts, owner_facts, person_of_member, reporter_of
from casework.cases.rectification import watchers
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people.offices import Organisation, load
from casework.people.permissions import coordinates, must_handle
from casework.rules import extension as rules
from casework.rules import promise, routing, wording
from casework.rules.deadlines import warn_at
from casework.timeline import Happened, cancel_timers, record, set_timer, set_timers
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Extension, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, Part, State, TimerKind

MAY_BE_EXTENDED = (State.ACCEPTED, State.RECTIFICATION)


def may_be_asked(desk: Desk, case: Case, assignment: Assignment) -> bool:
    """Say whether the handler may still ask for a later date."""
    promised = assignment.state is AssignmentState.ACCEPTED and assignment.part is Part.LEAD
    in_time = case.due_at is not None and case.due_at > desk.now
    return (
        promised
        and in_time
        and case.state in MAY_BE_EXTENDED
        and queries.extension_of(desk.session, key(case)) is None
    )


def must_be_able_to_ask(desk: Desk, person: Person, assignment_id: int) -> None:
    """Let only the handler go on, once a case and before its date passes."""
    _asked_about(desk, person, assignment_id)


def ask(desk: Desk, person: Person, assignment_id: int, words: str) -> Case:
    """Ask for a later date: the words name it and say why. Until somebody decides, the old one holds."""
    assignment, case, due = _asked_about(desk, person, assignment_id)
    until = _date_in(desk, words, due)
    organisation = load(desk)
    deciding = deciders(desk, organisation, case, assignment)
    if not deciding:
        raise Refused("nobody_decides")
    asked = Extension(
        case_id=key(case),
        assignment_id=assignment_id,
        words=words.strip(),
        before=due,
        until=until,
        asked_at=desk.now,
    )
    desk.session.add(asked)
    desk.session.flush()
    facts = case_facts(desk, case) | due_facts(desk, case) | owner_facts(desk, assignment)
    facts |= _facts(desk, asked)
    record(desk, case, Happened.EXTENSION_ASKED, person, until=facts["until"], why=asked.words)
    for decider in deciding:
        tell(desk, decider, Notice.DECIDE_EXTENSION, facts, case=case)
    return case


def decide(desk: Desk, person: Person, extension_id: int, *, granted: bool) -> tuple[Case, Extension]:
    """Grant the later date or not; the resident reads the new one and why, the handler what became of it."""
    asked = fetch(desk.session, Extension, extension_id)
    assignment, case = (
        fetch(desk.session, Assignment, asked.assignment_id),
        fetch(desk.session, Case, asked.case_id),
    )
    organisation = load(desk)
    _must_decide(desk, organisation, person, case, assignment)
    _must_be_undecided(desk, case, assignment, asked)
    asked.granted, asked.decided_at, asked.decided_by = granted, desk.now, person.id
    desk.session.add(asked)
    facts = _facts(desk, asked)
    happened = Happened.EXTENDED if granted else Happened.NOT_EXTENDED
    record(desk, case, happened, person, until=facts["until"], before=facts["before"], why=asked.words)
    if granted:
        _move_the_date(desk, case, assignment, asked.until)
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | facts
    if granted:
        tell(desk, reporter_of(desk, case), Notice.EXTENDED, facts, case=case)
    handler = person_of_member(desk, assignment.member_id)
    if handler is not None:
        tell(desk, handler, Notice.EXTENSION_ANSWER, facts, case=case, assignment=assignment)
    return case, asked


def decided_facts(desk: Desk, case: Case, asked: Extension) -> dict[str, object]:
    """Say what became of what was asked, to whoever decided it."""
    return case_facts(desk, case) | _facts(desk, asked)


def _asked_about(desk: Desk, person: Person, assignment_id: int) -> tuple[Assignment, Case, datetime]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    case = fetch(desk.session, Case, assignment.case_id)
    must_handle(load(desk), person, assignment, case)
    if assignment.part is not Part.LEAD:
        raise Refused("lead_only")
    if assignment.state is not AssignmentState.ACCEPTED or case.state not in MAY_BE_EXTENDED:
        raise Refused("sign_first")
    if queries.extension_of(desk.session, key(case)) is not None:
        raise Refused("extension_once")
    if case.due_at is None or case.due_at <= desk.now:
        raise Refused("extension_late")
    return assignment, case, case.due_at


def _date_in(desk: Desk, words: str, due: datetime) -> datetime:
    until = promise.parse(words, desk.now, desk.zone)
    if until is None:
        raise Refused("date_unclear")
    if not wording.says_something(words):  # a resident who is made to wait longer is owed a reason
        raise Refused("extension_reason")
    last = rules.latest(due, desk.parameters.deadlines, desk.calendar)
    until = promise.fit(until, last, desk.zone)
    if until <= due:
        raise Refused("extension_not_later", due=desk.local(due))
    if until > last:
        raise Refused("date_too_late", latest=desk.local(last))
    return until


def deciders(desk: Desk, organisation: Organisation, case: Case, assignment: Assignment) -> list[Person]:
    """Return the supervisor of a second round, else the coordinators, else somebody of the next tier up.

    Neither the handler nor the resident decides.
    """
    if case.state is State.RECTIFICATION:
        return watchers(desk, case)
    handler = person_of_member(desk, assignment.member_id)
    apart = {case.reporter_id, handler.id if handler else None}
    coordinators = queries.coordinators(desk.session, desk.community_id)
    deciding = [person for person in coordinators if person.id not in apart]
    parent = organisation.bodies[assignment.body_id].parent_id
    if deciding or parent is None:
        return deciding
    without = {m_id for m_id, member in organisation.members.items() if member.person_id in apart}
    above = routing.climb(parent, organisation.offices, without=without)
    return [organisation.person_of(above.seat.member_id)] if above is not None and above.seat else []


def _must_decide(
    desk: Desk, organisation: Organisation, person: Person, case: Case, assignment: Assignment
) -> None:
    """Let only the supervisor, a coordinator or a body above go on, and never the handler or the resident."""
    handler = person_of_member(desk, assignment.member_id)
    if person.id in (case.reporter_id, handler.id if handler else None):
        raise Refused("not_yours_to_decide")
    if case.state is State.RECTIFICATION:
        if all(watcher.id != person.id for watcher in watchers(desk, case)):
            raise Refused("supervisor_only")
    elif not coordinates(organisation, person) and not _sits_above(organisation, person, assignment):
        raise Refused("not_yours_to_decide")


def _sits_above(organisation: Organisation, person: Person, assignment: Assignment) -> bool:
    seats = {seat.body_id for seat in organisation.seats_of(person)}
    above = organisation.bodies[assignment.body_id].parent_id
    while above is not None:
        if above in seats:
            return True
        above = organisation.bodies[above].parent_id
    return False


def _must_be_undecided(desk: Desk, case: Case, assignment: Assignment, asked: Extension) -> None:
    if asked.granted is not None:
        raise Refused("extension_decided")
    if case.state not in MAY_BE_EXTENDED or assignment.state not in OPEN_ASSIGNMENTS:
        raise Refused("moved_on", state=case.state.value)
    if case.due_at is None or case.due_at <= desk.now:
        raise Refused("extension_lapsed")
    if asked.until <= case.due_at:  # meanwhile it went joint and has longer anyway
        raise Refused("extension_not_later", due=desk.local(case.due_at))


def _move_the_date(desk: Desk, case: Case, assignment: Assignment, until: datetime) -> None:
    """Let everything that is counted count from the later date, the handler's own promise too."""
    case.due_at = until
    second = queries.rectification(desk.session, key(case), case.round)
    if case.state is State.RECTIFICATION and second is not None:
        second.due_at = until
        desk.session.add(second)
    desk.session.add(case)
    cancel_timers(desk, case, (TimerKind.NEAR_DUE, TimerKind.DUE))
    warned = warn_at(desk.now, until, desk.parameters.deadlines)
    set_timers(desk, case, {TimerKind.NEAR_DUE: warned, TimerKind.DUE: until})
    pledge = queries.open_pledge(desk.session, key(assignment))
    if pledge is not None and pledge.kept is None and desk.now < pledge.promised_for < until:
        pledge.promised_for = until
        desk.session.add(pledge)
        set_timer(desk, case, TimerKind.PLEDGE, until)


def _facts(desk: Desk, asked: Extension) -> dict[str, object]:
    return {
        "extension": key(asked),
        "until": desk.local(asked.until),
        "before": desk.local(asked.before),
        "why": asked.words,
        "granted": asked.granted,
    }
