"""What residents do with their own cases: look, add words and photos, edit, withdraw."""

from typing import Any

from casework.cases.attachments import attach, show_to_handlers, tell_handlers
from casework.cases.dispatch import close_assignments
from casework.cases.facts import case_facts, owner_facts
from casework.cases.following import facts_for, heir_of
from casework.cases.intake import Message
from casework.cases.merging import may_undo
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people.permissions import must_be_reporter
from casework.rules.states import Move, after, allowed
from casework.timeline import Happened, cancel_timers, record
from data import queries
from data.keys import fetch, key
from data.tables import Case, Concern, Person
from data.vocabulary import AssignmentState, Outcome, State

SHOWN = 10
LATEST_LINES = 8
ABOUT_IDENTITY = frozenset({"revealed", "shared", "unshared"})
PRIVATE = ABOUT_IDENTITY | {
    *("resident_asked", "resident_answered", "resident_wrote", "invited", "talk_booked"),
    *("who_asked", "who_refused", "who_passed_on"),
}
TOLD_TO_RESIDENT = frozenset(
    {
        "received",
        "dispatched",
        "reassigned",
        "claimed",
        "not_claimed",
        "signed",
        "escalated",
        "raised",
        "extended",
        "not_extended",
        "joined",
        "returned",
        "whistled",
        "declined",
        "part_late",
        "assist_done",
        "planned",
        "progressed",
        "finished",
        "supported",
        "turned_down",
        "passed_on",
        "handed_on",
        "supervisor_changed",
    }
    | {
        "confirmed",
        "rectification_opened",
        "to_deliberation",
        "reviewed",
        "fell_silent",
        "withdrawn",
        "dismissed",
        "left_out",
        "merged",
        "merged_in",
        "unmerged",
        "merged_out",
    }
    | PRIVATE
    | {"respondent_named"}
)


def my_cases(desk: Desk, person: Person) -> list[dict[str, Any]]:
    """Return the person's latest cases as facts, open ones first, then those of others that they follow."""
    own = queries.latest_cases_of(desk.session, key(person), SHOWN)
    followed = queries.followed_by(desk.session, key(person), SHOWN)
    return [case_facts(desk, case) for case in own] + [
        case_facts(desk, case) | {"following": True} for case in followed
    ]


def view(desk: Desk, person: Person, case_id: int) -> tuple[Case, dict[str, Any]]:
    """Return a case and what its resident may see of it: their own words, owner, and the timeline.

    Whoever follows it sees the same, and may stop following.
    """
    case = fetch(desk.session, Case, case_id)
    follows = queries.supporter(desk.session, case_id, key(person))
    if follows is None or follows.left_at is not None:
        must_be_reporter(person, case)
    facts = case_facts(desk, case) | {
        "words": _words(desk, case, person),
        "timeline": _timeline(desk, case, person),
    }
    facts["following"] = case.reporter_id != person.id
    leading = queries.lead(desk.session, case_id)
    if leading is not None:
        facts |= owner_facts(desk, leading)
    facts["outcome"] = case.outcome.value if case.outcome else None
    facts["can_add"] = case.state is not State.ARCHIVED and not facts["following"]
    facts["can_withdraw"] = allowed(case.state, Move.WITHDRAW) and not facts["following"]
    facts["shared"] = case.shared
    facts["can_unmerge"] = may_undo(desk, person, case)
    return case, facts


def case_replied_to(desk: Desk, message: Message) -> Case | None:
    """Return the case that the replied-to message became, or that a notice of ours was about."""
    if message.reply_to is None:
        return None
    concern = queries.concern_by_message(desk.session, message.chat_id, message.reply_to)
    case_id = (
        concern.case_id
        if concern
        else queries.case_of_notice(desk.session, message.chat_id, message.reply_to)
    )
    return fetch(desk.session, Case, case_id) if case_id is not None else None


def add(desk: Desk, person: Person, case_id: int, message: Message) -> Case:
    """Add words and files to an open case; whoever handles it is told."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    if case.state is State.ARCHIVED:
        raise Refused("case_closed", number=case.number)
    first = queries.concerns(desk.session, case_id)[0]
    more = Concern(
        community_id=desk.community_id,
        case_id=case_id,
        person_id=key(person),
        text=message.text.strip(),
        chat_id=message.chat_id,
        message_id=message.message_id,
        received_at=desk.now,
        category=first.category,
        confidence=first.confidence,
        model_version=first.model_version,
    )
    desk.session.add(more)
    desk.session.flush()
    added = attach(desk, person, message.sent, concern=more, case=case)
    record(desk, case, Happened.ADDED, person, concern=key(more))
    facts = case_facts(desk, case) | {"words": more.text}
    if more.text:
        tell_handlers(desk, case, Notice.RESIDENT_ADDED, facts)
    show_to_handlers(desk, case, added)
    tell(desk, person, Notice.ADDED, facts, case=case, asked=True)
    return case


def edit(desk: Desk, person: Person, chat_id: int, message_id: int, text: str) -> Concern | None:
    """Put the edited words in place of the old ones, which the timeline keeps.

    Returns what must be read afresh: a concern without a case, unless it was said in a group, where
    its author has not agreed yet. None for everything else.
    """
    concern = queries.concern_by_message(desk.session, chat_id, message_id)
    if concern is None or concern.person_id != person.id or concern.text == text.strip():
        return None
    before, concern.text, concern.edited_at = concern.text, text.strip(), desk.now
    desk.session.add(concern)
    if concern.case_id is None:
        return concern if concern.text and chat_id == person.telegram_id else None
    case = fetch(desk.session, Case, concern.case_id)
    record(desk, case, Happened.EDITED, person, before=before)
    facts = case_facts(desk, case) | {"words": concern.text}
    if case.state is not State.ARCHIVED:
        tell_handlers(desk, case, Notice.RESIDENT_EDITED, facts)
    tell(desk, person, Notice.EDITED, facts, case=case, asked=True)
    return None


def withdraw(desk: Desk, person: Person, case_id: int) -> Case:
    """Close a case at its resident's wish; whoever worked on it is told.

    A case that others follow goes on: it is the first follower's from then on.
    """
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    end = after(case.state, Move.WITHDRAW)
    heir = heir_of(desk, case)
    if heir is not None:
        record(desk, case, Happened.PASSED_ON, person)
        tell(desk, heir, Notice.YOURS_NOW, facts_for(desk, case), case=case)
        return case
    tell_handlers(desk, case, Notice.RESIDENT_WITHDREW, case_facts(desk, case))
    case.state = end
    case.outcome = Outcome.WITHDRAWN
    case.closed_at = desk.now
    desk.session.add(case)
    close_assignments(desk, case, AssignmentState.CANCELLED)
    cancel_timers(desk, case)
    record(desk, case, Happened.WITHDRAWN, person)
    return case


def _words(desk: Desk, case: Case, person: Person) -> str:
    """Return the person's own words: what others said of the case is not theirs to read."""
    said = queries.concerns(desk.session, key(case))
    return "\n".join(c.text for c in said if c.text and c.person_id == person.id)


def _timeline(desk: Desk, case: Case, person: Person) -> list[dict[str, Any]]:
    """Return the latest lines, and every one that says who saw who the resident is.

    What was said between a resident and a member, or shown of one, is that resident's alone to read.
    """
    told = [
        event
        for event in queries.events(desk.session, key(case))
        if event.kind in TOLD_TO_RESIDENT
        and (event.kind not in PRIVATE or event.data.get("resident", event.person_id) == person.id)
    ]
    latest = {key(event) for event in told[-LATEST_LINES:]}
    return [
        {"at": desk.local(event.at), "kind": event.kind, **event.data}
        for event in told
        if event.kind in ABOUT_IDENTITY or key(event) in latest
    ]
