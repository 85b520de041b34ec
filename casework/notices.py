"""Who is told what: the one way to put a notice in the outbox."""

from datetime import datetime
from typing import Any

from casework.desk import Desk
from casework.notice import Notice
from casework.people.sides import is_about
from casework.rules.deadlines import speak_at
from casework.visits.carrying import carrier_of
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Concern, Household, Outbox, Person
from data.vocabulary import Urgency

CARRIED = frozenset({Notice.RESULT, Notice.ASK_SOLVED, Notice.REMIND_SOLVED, Notice.PLANNED, Notice.MERGED})
FOLLOWED = frozenset(
    {Notice.SIGNED, Notice.EXTENDED, Notice.NEW_OWNER, Notice.PROGRESS, Notice.PLANNED}
    | {Notice.RESULT, Notice.SECOND_ROUND, Notice.TO_DELIBERATION}
)


def tell(
    desk: Desk,
    person: Person,
    notice: Notice,
    facts: dict[str, Any] | None = None,
    *,
    case: Case | None = None,
    concern: Concern | None = None,
    assignment: Assignment | None = None,
    chat_id: int | None = None,
    edits: int | None = None,
    reply_to: int | None = None,
    asked: bool = False,
    not_before: datetime | None = None,
) -> Outbox | None:
    """Put a notice for a person in the outbox; return None when no chat reaches them.

    ``asked`` marks an answer to what the person just did: it is sent at once, whatever the hour.
    Everything else waits for the end of the quiet hours, unless the case is urgent. What is news to the
    reporter of a case is news to those who follow it.
    """
    if case is not None and notice in FOLLOWED and person.id == case.reporter_id:
        for _, follower in queries.supporters(desk.session, key(case)):
            tell(desk, follower, Notice.FOLLOWED_NEWS, (facts or {}) | {"news": notice.value}, case=case)
    chat = chat_id if chat_id is not None else private_chat(person)
    if chat is None:
        return _carry(desk, person, notice, facts or {}, case)
    urgency = case.urgency if case else Urgency.NORMAL
    moment = desk.now if asked else speak_at(desk.now, urgency, desk.zone, desk.parameters.quiet)
    row = Outbox(
        chat_id=chat,
        person_id=person.id,
        language=person.language,
        kind=notice.value,
        facts=facts or {},
        case_id=case.id if case else None,
        concern_id=concern.id if concern else None,
        assignment_id=assignment.id if assignment else None,
        edits=edits,
        reply_to=reply_to,
        created_at=desk.now,
        not_before=max(moment, not_before) if not_before else moment,
    )
    desk.session.add(row)
    return row


def post(desk: Desk, chat_id: int, notice: Notice, facts: dict[str, Any]) -> None:
    """Put a notice for a group in the outbox, in the community's first language, out of quiet hours."""
    desk.session.add(
        Outbox(
            chat_id=chat_id,
            language=desk.community.languages[0],
            kind=notice.value,
            facts=facts,
            created_at=desk.now,
            not_before=speak_at(desk.now, Urgency.NORMAL, desk.zone, desk.parameters.quiet),
        )
    )


def _carry(
    desk: Desk, person: Person, notice: Notice, facts: dict[str, Any], case: Case | None
) -> Outbox | None:
    """Let a member pass on what a resident without Telegram must hear or be asked."""
    if case is None or notice not in CARRIED or person.id != case.reporter_id:
        return None
    carrier = carrier_of(desk, case)
    if carrier is None:
        return None
    whom = {"carried": notice.value, "resident": person.name} | _home(desk, person)
    return tell(desk, carrier, Notice.CARRIED, facts | whom, case=case)


def _home(desk: Desk, person: Person) -> dict[str, Any]:
    if person.household_id is None:
        return {"unit": None, "room": None}
    flat = fetch(desk.session, Household, person.household_id)
    return {"unit": flat.unit or None, "room": flat.room}


def take_buttons(desk: Desk, notice_id: int) -> None:
    """Take the buttons off a message that was sent: what it asked is answered or given up."""
    row = fetch(desk.session, Outbox, notice_id)
    if row.message_id is None:
        return
    desk.session.add(
        Outbox(
            chat_id=row.chat_id,
            person_id=row.person_id,
            language=row.language,
            kind=row.kind,
            facts=row.facts | {"over": True},
            case_id=row.case_id,
            edits=row.message_id,
            created_at=desk.now,
            not_before=desk.now,
        )
    )


def tell_coordinators(
    desk: Desk, notice: Notice, facts: dict[str, Any] | None = None, *, case: Case | None = None
) -> int:
    """Tell every coordinator who can be reached, and whom the case is not about; return how many that are."""
    people = [p for p in queries.coordinators(desk.session, desk.community_id) if not is_about(p, case)]
    for person in people:
        tell(desk, person, notice, facts, case=case)
    return len(people)


def private_chat(person: Person) -> int | None:
    """Return the person's private chat, which Telegram numbers like the account; None if unreachable."""
    return person.telegram_id if person.reachable() else None
