"""The append-only timeline of a case and the due times that hang on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert

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
    CLAIMED = "claimed"
    NOT_CLAIMED = "not_claimed"
    SIGNED = "signed"
    RETURNED = "returned"
    JOINED = "joined"
    WHISTLED = "whistled"
    DECLINED = "declined"
    PART_LATE = "part_late"
    ESCALATED = "escalated"
    PLANNED = "planned"
    PLAN_CAME_DUE = "plan_came_due"
    PROGRESSED = "progressed"
    ASSIST_DONE = "assist_done"
    FINISHED = "finished"
    REPORTED_DONE = "reported_done"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    SUPPORTED = "supported"
    PASSED_ON = "passed_on"
    ADDED = "added"
    EDITED = "edited"
    BANNED = "banned"
    DECLINE_PROPOSED = "decline_proposed"
    DECLINE_REFUSED = "decline_refused"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    MERGED_IN = "merged_in"
    UNMERGED = "unmerged"
    MERGED_OUT = "merged_out"
    DISMISSED = "dismissed"
    SIGN_LATE = "sign_late"
    WARNED = "warned"
    PLEDGE_PASSED = "pledge_passed"
    OVERDUE = "overdue"
    RAISED = "raised"
    LONG_OVERDUE = "long_overdue"
    EXTENSION_ASKED = "extension_asked"
    EXTENDED = "extended"
    NOT_EXTENDED = "not_extended"
    REVIEW_ASKED = "review_asked"
    REVIEW_REMINDED = "review_reminded"
    REVIEWED = "reviewed"
    FELL_SILENT = "fell_silent"
    RECTIFICATION_OPENED = "rectification_opened"
    TO_DELIBERATION = "to_deliberation"
    SETTLED = "settled"
    UNDELIVERABLE = "undeliverable"
    TRIAGE_REMINDED = "triage_reminded"
    RESIDENT_ASKED = "resident_asked"
    RESIDENT_ANSWERED = "resident_answered"
    RESIDENT_WROTE = "resident_wrote"
    REVEALED = "revealed"
    WHO_ASKED = "who_asked"
    WHO_REFUSED = "who_refused"
    WHO_PASSED_ON = "who_passed_on"
    RESPONDENT_NAMED = "respondent_named"
    INVITED = "invited"
    TALK_BOOKED = "talk_booked"
    SHARED = "shared"
    UNSHARED = "unshared"
    LEFT_OUT = "left_out"
    HANDED_ON = "handed_on"
    SUPERVISOR_CHANGED = "supervisor_changed"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a timeline that is not written yet; ``data`` is JSON."""

    happened: Happened
    by: Person | None = None
    data: dict[str, Any] = field(default_factory=dict)


def record(desk: Desk, case: Case, happened: Happened, by: Person | None = None, **data: Any) -> None:
    """Add a line to the case's timeline. ``data`` is JSON: who, from, to, why."""
    write(desk, case, Line(happened, by, data))


def write(desk: Desk, case: Case, *lines: Line) -> None:
    """Add lines to the case's timeline in one statement."""
    rows = [
        {
            "case_id": key(case),
            "at": desk.now,
            "kind": line.happened.value,
            "person_id": line.by.id if line.by else None,
            "data": line.data,
        }
        for line in lines
    ]
    # Without the option, rows with and without a person would be two statements.
    desk.session.execute(insert(Event), rows, execution_options={"render_nulls": True})


def set_timer(desk: Desk, case: Case, kind: TimerKind, due_at: datetime) -> None:
    """Let the desk act by itself on the case at a moment."""
    set_timers(desk, case, {kind: due_at})


def set_timers(desk: Desk, case: Case, due: dict[TimerKind, datetime]) -> None:
    """Let the desk act by itself on the case at several moments, written in one statement."""
    rows = [
        {"case_id": key(case), "kind": kind, "due_at": due_at, "fired": False} for kind, due_at in due.items()
    ]
    if rows:
        desk.session.execute(insert(Timer), rows)


def waits_for(desk: Desk, case: Case, kind: TimerKind) -> bool:
    """Say whether a timer of this kind is running on the case."""
    return bool(queries.pending_timers(desk.session, key(case), (kind,)))


def cancel_timers(desk: Desk, case: Case, kinds: Iterable[TimerKind] = tuple(TimerKind)) -> None:
    """Settle the case's waiting timers of these kinds without acting on them."""
    for timer in queries.pending_timers(desk.session, key(case), tuple(kinds)):
        timer.settled_at = desk.now
        desk.session.add(timer)
