"""Putting a letter into the outbox of letters: the facts of a case, never who the resident is."""

from datetime import timedelta
from typing import Any

from casework.cases.facts import case_facts, said
from casework.desk import Desk
from data import queries
from data.keys import fetch, key
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


def call_off(desk: Desk, case: Case, assignment: Assignment) -> Letter | None:
    """Write to whoever was called by letter that their part is not needed any more; unsent letters stay home.

    None where no letter ever went out, and where they have answered for good.
    """
    written = queries.letters_about(desk.session, key(assignment))
    if not written or any(letter.answered_at for letter in written):
        return None
    for letter in written:
        if letter.sent_at is None and letter.failed_at is None:
            letter.failed_at, letter.error = desk.now, "called_off"
            desk.session.add(letter)
    went_out = [letter for letter in written if letter.sent_at is not None]
    if not went_out:
        return None
    person = fetch(desk.session, Person, went_out[-1].person_id)
    return write_letter(desk, case, assignment, person, LetterKind.OVER, {"task": assignment.words})


def photos_of(desk: Desk, letter: Letter) -> list[str]:
    """Return Telegram's ids of the photos that go with a letter; none to those whose part is over."""
    if letter.kind is LetterKind.OVER:
        return []
    sent = queries.attachments(desk.session, letter.case_id)
    return [a.file_id for a in sent if a.kind is AttachmentKind.PHOTO and a.file_id]
