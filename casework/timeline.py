"""The append-only timeline of a case and the due times that hang on it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from casework.desk import Desk
from data import queries
from data.keys import key
from data.tables import Case, Event, Person, Timer
from data.vocabulary import TimerKind


class Happened(StrEnum):
    """What a line of the timeline says; events are in the past tense."""

    RECEIVED = "received"
    ASKED_BACK = "asked_back"
    CATEGORY_CHANGED = "category_changed"
    DISPATCHED = "dispatched"
    TO_TRIAGE = "to_triage"
    REASSIGNED = "reassigned"
    SIGNED = "signed"
    RETURNED = "returned"
    JOINED = "joined"
    ESCALATED = "escalated"
    PLANNED = "planned"
    PLAN_CAME_DUE = "plan_came_due"
    PROGRESSED = "progressed"
    ASSIST_DONE = "assist_done"
    FINISHED = "finished"
    REPORTED_DONE = "reported_done"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    ADDED = "added"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    SIGN_LATE = "sign_late"
    WARNED = "warned"
    PLEDGE_PASSED = "pledge_passed"
    OVERDUE = "overdue"
    REVIEW_ASKED = "review_asked"
    REVIEW_REMINDED = "review_reminded"
    REVIEWED = "reviewed"
    FELL_SILENT = "fell_silent"
    RECTIFICATION_OPENED = "rectification_opened"
    TO_DELIBERATION = "to_deliberation"
    SETTLED = "settled"
    UNDELIVERABLE = "undeliverable"
    TRIAGE_REMINDED = "triage_reminded"


def record(desk: Desk, case: Case, happened: Happened, by: Person | None = None, **data: Any) -> None:
    """Add a line to the case's timeline. ``data`` is JSON: who, from, to, why."""
    desk.session.add(
        Event(case_id=key(case), at=desk.now, kind=happened.value, person_id=by.id if by else None, data=data)
    )


def set_timer(desk: Desk, case: Case, kind: TimerKind, due_at: datetime) -> None:
    """Let the desk act by itself on the case at a moment."""
    desk.session.add(Timer(case_id=key(case), kind=kind, due_at=due_at))


def waits_for(desk: Desk, case: Case, kind: TimerKind) -> bool:
    """Say whether a timer of this kind is running on the case."""
    return bool(queries.pending_timers(desk.session, key(case), (kind,)))


def cancel_timers(desk: Desk, case: Case, kinds: Iterable[TimerKind] = tuple(TimerKind)) -> None:
    """Settle the case's waiting timers of these kinds without acting on them."""
    for timer in queries.pending_timers(desk.session, key(case), tuple(kinds)):
        timer.settled_at = desk.now
        desk.session.add(timer)
