"""What somebody without Telegram may do by the link in a letter: the same calls as a member's."""

from dataclasses import dataclass
from typing import Any

from casework.cases import joint, progress
from casework.cases.facts import case_facts, said
from casework.desk import Desk
from casework.errors import Refused
from casework.people import offices
from casework.rules import promise, wording
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Letter, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is about as things stand now; ``stage`` is open, signed, answered, over or expired."""

    stage: str
    language: str
    facts: dict[str, Any]


def look(desk: Desk, letter_id: int) -> Matter:
    """Show the matter of a letter; nothing changes by looking. Raises LookupError for no letter."""
    letter = fetch(desk.session, Letter, letter_id)
    assignment, case = _about(desk, letter)
    organisation = offices.load(desk)
    pledge = queries.open_pledge(desk.session, key(assignment))
    facts = case_facts(desk, case) | joint.part_facts(desk, assignment)
    facts |= {
        "community": desk.community.name,
        "body": organisation.bodies[assignment.body_id].name,
        "words": said(desk, case).words,
        "promised": desk.local(pledge.promised_for) if pledge else None,
        "today": desk.now.astimezone(desk.zone).date().isoformat(),
        "latest": desk.local(assignment.due_at or case.due_at or desk.now)[:10],
    }
    return Matter(_stage(desk, letter, assignment), letter.language, facts)


def sign(desk: Desk, letter_id: int, day: str, words: str = "") -> None:
    """Take the part on with a promised day (2026-11-25, or in words); the letter stays open for news."""
    letter, person = _opened(desk, letter_id)
    promised = promise.parse(day, desk.now, desk.zone)
    if promised is None:
        raise Refused("date_unclear")
    progress.sign(desk, person, letter.assignment_id, promised, words.strip())


def report(desk: Desk, letter_id: int, words: str) -> None:
    """Give news of the part, which the resident reads."""
    letter, person = _opened(desk, letter_id)
    progress.report_progress(desk, person, letter.assignment_id, _said(words))


def finish(desk: Desk, letter_id: int, words: str) -> None:
    """Report the part done, once: the link is used up."""
    letter, person = _opened(desk, letter_id)
    progress.finish(desk, person, letter.assignment_id, _said(words))
    _settle(desk, letter)


def decline(desk: Desk, letter_id: int, why: str) -> None:
    """Say with a reason that it is not theirs, once: the link is used up."""
    letter, person = _opened(desk, letter_id)
    joint.decline(desk, person, letter.assignment_id, why)
    _settle(desk, letter)


def _said(words: str) -> str:
    if not wording.says_something(words):
        raise Refused("letter_words_missing")
    return words.strip()


def _settle(desk: Desk, letter: Letter) -> None:
    """Use up every link about the part, also those of reminders."""
    for one in queries.letters_about(desk.session, letter.assignment_id):
        one.answered_at = one.answered_at or desk.now
        desk.session.add(one)


def _opened(desk: Desk, letter_id: int) -> tuple[Letter, Person]:
    letter = fetch(desk.session, Letter, letter_id)
    assignment, _ = _about(desk, letter)
    stage = _stage(desk, letter, assignment)
    if stage == "answered":
        raise Refused("letter_answered")
    if stage == "over":
        raise Refused("letter_over")
    if stage == "expired":
        raise Refused("letter_expired")
    return letter, fetch(desk.session, Person, letter.person_id)


def _about(desk: Desk, letter: Letter) -> tuple[Assignment, Case]:
    return fetch(desk.session, Assignment, letter.assignment_id), fetch(desk.session, Case, letter.case_id)


def _stage(desk: Desk, letter: Letter, assignment: Assignment) -> str:
    if letter.answered_at is not None:
        return "answered"
    if assignment.state not in OPEN_ASSIGNMENTS:
        return "over"
    if letter.expires_at <= desk.now:
        return "expired"
    return "signed" if assignment.state is AssignmentState.ACCEPTED else "open"
