"""What the desk does by itself when a time falls due: one claimed timer, one transaction, one act."""

from collections.abc import Callable

from casework.cases import claiming, cooperation, extensions, intake, joint, overdue, reviews, triage
from casework.cases.facts import case_facts, owner_facts, reporter_of
from casework.cases.opening import open_late
from casework.cases.overdue import REMIND_EVERY, WORKING
from casework.cases.pings import remind, send_to_triage, show_triage_card
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.timeline import Happened, record, set_timer
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Concern, Timer
from data.vocabulary import AssignmentState, State, TimerKind


def act_on(desk: Desk, timer: Timer) -> None:
    """Do what a claimed timer is for. What it finds already settled it leaves alone."""
    if timer.case_id is None:
        if timer.concern_id is not None:
            _CONCERN_ACTS[timer.kind](desk, fetch(desk.session, Concern, timer.concern_id))
        return
    _ACTS[timer.kind](desk, fetch(desk.session, Case, timer.case_id))


def _no_choice(desk: Desk, case: Case) -> None:
    if case.state is not State.TRIAGE:
        return
    send_to_triage(desk, case, "no_choice")
    tell(desk, reporter_of(desk, case), Notice.WAITS_FOR_TRIAGE, case_facts(desk, case), case=case)


def _triage_waits(desk: Desk, case: Case) -> None:
    if case.state not in (State.TRIAGE, State.DELIBERATION):
        return
    set_timer(desk, case, TimerKind.TRIAGE, desk.now + desk.parameters.triage_reminder)
    record(desk, case, Happened.TRIAGE_REMINDED)
    if case.state is State.TRIAGE:
        show_triage_card(desk, case, "waits", Notice.TRIAGE_WAITS)
    else:
        tell_coordinators(desk, Notice.DELIBERATE, case_facts(desk, case), case=case)


def _sign_late(desk: Desk, case: Case) -> None:
    assignment = _lead_in(desk, case, AssignmentState.OFFERED)
    if assignment is None or case.state is not State.ASSIGNED:
        return
    case.sign_breached_at = case.sign_breached_at or desk.now
    desk.session.add(case)
    record(desk, case, Happened.SIGN_LATE)
    facts = case_facts(desk, case) | owner_facts(desk, assignment)
    tell_coordinators(desk, Notice.SIGN_LATE, facts, case=case)
    if cooperation.pass_to_next(desk, case, assignment, Happened.REASSIGNED):
        return
    set_timer(desk, case, TimerKind.SIGN, desk.now + REMIND_EVERY)
    remind(desk, case, assignment, Notice.REMIND_SIGN)


def _near_due(desk: Desk, case: Case) -> None:
    if case.state not in WORKING:
        return
    record(desk, case, Happened.WARNED)
    for assignment in queries.open_assignments(desk.session, key(case)):
        extendable = {"extendable": extensions.may_be_asked(desk, case, assignment)}
        remind(desk, case, assignment, Notice.REMIND_NEAR_DUE, extendable)


def _pledge_passed(desk: Desk, case: Case) -> None:
    for assignment in queries.open_assignments(desk.session, key(case)):
        pledge = queries.open_pledge(desk.session, key(assignment))
        if pledge is None or pledge.promised_for > desk.now or pledge.kept is not None:
            continue
        pledge.kept = False
        desk.session.add(pledge)
        record(desk, case, Happened.PLEDGE_PASSED, promised=desk.local(pledge.promised_for))
        remind(desk, case, assignment, Notice.REMIND_PLEDGE)


_CONCERN_ACTS: dict[TimerKind, Callable[[Desk, Concern], None]] = {
    TimerKind.WORDS: intake.words_never_came,
    TimerKind.SPLIT: open_late,
    TimerKind.SAME: open_late,
}
_ACTS: dict[TimerKind, Callable[[Desk, Case], None]] = {
    TimerKind.CHOICE: _no_choice,
    TimerKind.TRIAGE: _triage_waits,
    TimerKind.CLAIM: claiming.nobody_claimed,
    TimerKind.SIGN: _sign_late,
    TimerKind.NEAR_DUE: _near_due,
    TimerKind.PLEDGE: _pledge_passed,
    TimerKind.PART: joint.part_date_passed,
    TimerKind.DUE: overdue.fell_due,
    TimerKind.UP: overdue.go_up,
    TimerKind.BRANCH: overdue.go_to_branch,
    TimerKind.PLANNED: triage.plan_came_due,
    TimerKind.ASK: reviews.ask,
    TimerKind.REMIND: reviews.remind,
    TimerKind.CLOSE: reviews.close_silent,
}


def _lead_in(desk: Desk, case: Case, state: AssignmentState) -> Assignment | None:
    leading = queries.lead(desk.session, key(case))
    return leading if leading is not None and leading.state is state else None
