"""Putting a letter into the outbox of letters: the facts of a case, never who the resident is."""

from datetime import timedelta
from typing import Any

from casework.cases.facts import case_facts, said
from casework.desk import Desk
from data import queries
from data.keys import key
from data.tables import Assignment, Body, Case, Letter, Person
from data.vocabulary import AttachmentKind, LetterKind

LINK_LASTS = timedelta(days=30)


def write_letter(
    desk: Desk, case: Case, assignment: Assignment, person: Person, kind: LetterKind, facts: dict[str, Any]
) -> Letter | None:
    """Write to a person about their part; None where they have no address.

    A letter goes out at any hour: it wakes nobody.
    """
    if person.email is None:
        return None
    heard = said(desk, case)
    body = desk.session.get(Body, assignment.body_id)
    about = case_facts(desk, case) | {
        "community": desk.community.name,
        "body": body.name if body else "",
        "words": heard.words,
        "photos": sum(a.kind is AttachmentKind.PHOTO for a in heard.attachments),
        "expires": desk.local(desk.now + LINK_LASTS),
    }
    letter = Letter(
        kind=kind,
        person_id=key(person),
        address=person.email,
        language=person.language,
        case_id=key(case),
        assignment_id=key(assignment),
        facts=about | facts,
        created_at=desk.now,
        not_before=desk.now,
        expires_at=desk.now + LINK_LASTS,
    )
    desk.session.add(letter)
    return letter


def photos_of(desk: Desk, letter: Letter) -> list[str]:
    """Return Telegram's ids of the photos that go with a letter."""
    sent = queries.attachments(desk.session, letter.case_id)
    return [a.file_id for a in sent if a.kind is AttachmentKind.PHOTO and a.file_id]
