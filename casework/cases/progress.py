"""What members do with a case: sign in with a promise, give news, report it done."""

from collections.abc import Sequence
from datetime import datetime

from casework.cases import claiming, joint, rectification
from casework.cases.attachments import Sent, attach
from casework.cases.closing import close_assignment, conclude, tell_reporter
from casework.cases.dispatch import UNTIL_SIGNED
from casework.cases.facts import case_facts, owner_facts, reporter_of
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.permissions import must_handle
from casework.rules import promise
from casework.rules.states import Move, after
from casework.timeline import Happened, cancel_timers, record, set_timer
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Member, Person, Pledge
from data.vocabulary import AssignmentState, Part, State, TimerKind


def offers(desk: Desk, person: Person, assignment_id: int) -> list[datetime]:
    """Return the dates a member may promise by a button; Refused when it is not theirs to sign."""
    assignment, case = _work(desk, assignment_id)
    must_handle(offices.load(desk), person, assignment, case)
    after(case.state, Move.SIGN if assignment.part is Part.LEAD else Move.ASK_JOINT)
    return promise.offers(desk.now, _due(desk, case, assignment), desk.zone)


def offers_beside_day_off(
    desk: Desk, person: Person, assignment_id: int, promised_for: datetime
) -> list[datetime]:
    """Return what to offer in place of a promise for a day off, and that itself; none for a working day."""
    assignment, case = _work(desk, assignment_id)
    must_handle(offices.load(desk), person, assignment, case)
    if not desk.calendar.is_day_off(promised_for):
        return []
    due = _due(desk, case, assignment)
    promised_for = _possible(desk, promised_for, due)
    return promise.beside_day_off(promised_for, desk.now, promise.latest(desk.now, due), desk.calendar)


def sign(
    desk: Desk, person: Person, assignment_id: int, promised_for: datetime, words: str = ""
) -> Assignment:
    """Sign in with a promised date; the resident is told who has it and by when.

    To promise is to claim, where nobody has claimed it yet.
    """
    assignment, case = _work(desk, assignment_id)
    organisation = offices.load(desk)
    seat = must_handle(organisation, person, assignment, case)
    if assignment.is_open_to_claim():
        claiming.claim(desk, person, assignment_id)
    promised_for = _possible(desk, promised_for, _due(desk, case, assignment))
    if assignment.state is AssignmentState.OFFERED and not queries.take(desk.session, assignment_id):
        # Somebody else pressed in the same moment, perhaps in another process: by now it is theirs.
        desk.session.refresh(assignment)
        must_handle(organisation, person, assignment, case)
    if assignment.part is Part.LEAD:
        case.state = after(case.state, Move.SIGN)
        case.signed_at = case.signed_at or desk.now
        desk.session.add(case)
        cancel_timers(desk, case, UNTIL_SIGNED)
    assignment.state = AssignmentState.ACCEPTED
    assignment.member_id = seat.id
    desk.session.add(assignment)
    _pledge(desk, case, assignment, seat, promised_for, words)
    record(
        desk,
        case,
        Happened.SIGNED,
        person,
        promised=desk.local(promised_for),
        words=words,
        part=assignment.part.value,
    )
    promised = {"promised": desk.local(promised_for)}
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | promised
    tell(desk, reporter_of(desk, case), Notice.SIGNED, facts, case=case)
    if assignment.part is Part.ASSIST:
        desk.session.flush()
        signed = {"helper": organisation.bodies[assignment.body_id].name, **promised}
        joint.tell_lead(desk, organisation, case, Notice.PART_SIGNED, signed)
    return assignment


def report_progress(
    desk: Desk, person: Person, assignment_id: int, words: str, sent: Sequence[Sent] = ()
) -> Case:
    """Pass a member's news on to the resident."""
    assignment, case = _work(desk, assignment_id)
    organisation = offices.load(desk)
    must_handle(organisation, person, assignment, case)
    attached = attach(desk, person, sent, case=case)
    record(desk, case, Happened.PROGRESSED, person, words=words)
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | {"words": words}
    tell_reporter(desk, case, Notice.PROGRESS, facts, attached)
    return case


def finish(desk: Desk, person: Person, assignment_id: int, words: str, sent: Sequence[Sent] = ()) -> Case:
    """Report an assignment done: a part is noted, the whole goes to the resident for review.

    In the second round the handler's report goes to the supervisor, who alone may confirm it.
    """
    assignment, case = _work(desk, assignment_id)
    organisation = offices.load(desk)
    seat = must_handle(organisation, person, assignment, case)
    attached = attach(desk, person, sent, case=case)
    if assignment.part is Part.ASSIST:
        close_assignment(desk, case, assignment, seat.id)
        body = organisation.bodies[assignment.body_id].name
        record(desk, case, Happened.ASSIST_DONE, person, body=body, words=words)
        done = {"helper": organisation.bodies[assignment.body_id].name, "words": words}
        joint.tell_lead(desk, organisation, case, Notice.PART_DONE, done)
        return case
    waiting = [a for a in queries.open_assignments(desk.session, key(case)) if a.part is Part.ASSIST]
    if waiting:
        raise Refused("parts_open", bodies="、".join(organisation.bodies[a.body_id].name for a in waiting))
    if case.state is State.RECTIFICATION:
        rectification.report_done(desk, case, assignment, person, words, attached)
        return case
    case.state = after(case.state, Move.FINISH)
    case.signed_at = case.signed_at or desk.now
    close_assignment(desk, case, assignment, seat.id)
    conclude(desk, case, assignment, person, words, attached)
    return case


def _work(desk: Desk, assignment_id: int) -> tuple[Assignment, Case]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return assignment, fetch(desk.session, Case, assignment.case_id)


def _due(desk: Desk, case: Case, assignment: Assignment) -> datetime:
    """Return by when it must be done: a part has a date of its own."""
    return assignment.due_at or case.due_at or desk.now


def _possible(desk: Desk, promised_for: datetime, due: datetime) -> datetime:
    """Return the promised date, cut to the last possible moment of its day; Refused out of bounds."""
    last = promise.latest(desk.now, due)
    promised_for = promise.fit(promised_for, last, desk.zone)
    if promised_for <= desk.now:
        raise Refused("date_in_past")
    if promised_for > last:
        raise Refused("date_too_late", latest=desk.local(last))
    return promised_for


def _pledge(
    desk: Desk, case: Case, assignment: Assignment, seat: Member, promised_for: datetime, words: str
) -> None:
    desk.session.add(
        Pledge(
            assignment_id=key(assignment),
            member_id=key(seat),
            promised_for=promised_for,
            words=words,
            made_at=desk.now,
        )
    )
    set_timer(desk, case, TimerKind.PLEDGE, promised_for)
