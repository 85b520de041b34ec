"""Photos, voices, files and places: kept with the concern, shown to whoever handles the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.cases.claims import in_whose_hands
from casework.cases.facts import case_facts, reporter_of
from casework.cases.pings import pass_on
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.sides import is_about
from casework.timeline import Happened, record, waits_for
from data import queries
from data.keys import fetch, key
from data.tables import Attachment, Case, Concern, Person
from data.vocabulary import AttachmentKind, State, TimerKind


@dataclass(frozen=True, slots=True)
class Sent:
    """One photo, voice, file or place, as it came with a message."""

    kind: AttachmentKind
    file_id: str | None = None
    file_unique_id: str | None = None
    file_size: int | None = None
    media_group: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def attach(
    desk: Desk,
    person: Person,
    sent: Sequence[Sent],
    *,
    concern: Concern | None = None,
    case: Case | None = None,
) -> list[Attachment]:
    """Keep what was sent with its concern, its case, or both."""
    rows = [
        Attachment(
            concern_id=concern.id if concern else None,
            case_id=case.id if case else None,
            person_id=key(person),
            kind=piece.kind,
            file_id=piece.file_id,
            file_unique_id=piece.file_unique_id,
            file_size=piece.file_size,
            media_group=piece.media_group,
            latitude=piece.latitude,
            longitude=piece.longitude,
            added_at=desk.now,
        )
        for piece in sent
    ]
    desk.session.add_all(rows)
    return rows


def join_album(
    desk: Desk, person: Person, first: Attachment, concern: Concern | None, sent: Sequence[Sent], words: str
) -> None:
    """Keep a further piece of an album with its first one; whoever saw that sees this, and its words."""
    case = fetch(desk.session, Case, first.case_id or 0)
    added = attach(desk, person, sent, concern=concern, case=case)
    if concern is not None and words:
        concern.text = "\n".join(filter(None, (concern.text, words)))
        desk.session.add(concern)
    if case.reporter_id == person.id:
        if words:
            tell_handlers(desk, case, Notice.RESIDENT_ADDED, case_facts(desk, case) | {"words": words})
        show_to_handlers(desk, case, added)
    else:
        _pass_to_reporter(desk, case, person, added, words)


def _pass_to_reporter(
    desk: Desk, case: Case, member: Person, added: Sequence[Attachment], words: str
) -> None:
    reporter = reporter_of(desk, case)
    if words:
        record(desk, case, Happened.PROGRESSED, member, words=words)
        facts = case_facts(desk, case) | {"owner": "", "handler": member.name, "words": words}
        tell(desk, reporter, Notice.PROGRESS, facts, case=case)
    for attachment in added:
        pass_on(desk, case, reporter, attachment)


def adopt(desk: Desk, concern: Concern, case: Case) -> list[Attachment]:
    """Let a case take over what came with its concern before there was a case."""
    rows = list(queries.attachments_of_concern(desk.session, key(concern)))
    for row in rows:
        row.case_id = key(case)
        desk.session.add(row)
    return rows


def show_to_handlers(desk: Desk, case: Case, attachments: Sequence[Attachment]) -> None:
    """Show what came later to whoever has the case; to the coordinators while it is in triage."""
    for person in handlers(desk, case):
        for attachment in attachments:
            pass_on(desk, case, person, attachment)


def tell_handlers(desk: Desk, case: Case, notice: Notice, facts: dict[str, Any]) -> None:
    """Tell news to whoever has the case."""
    for person in handlers(desk, case):
        tell(desk, person, notice, facts, case=case)


def handlers(desk: Desk, case: Case) -> list[Person]:
    """Return who must hear news of the case: who has it or may claim it, or the coordinators.

    While the resident has yet to choose a category, nobody has heard of the case.
    """
    if case.state is State.TRIAGE:
        if waits_for(desk, case, TimerKind.CHOICE):
            return []
        steering = queries.coordinators(desk.session, desk.community_id)
        return [person for person in steering if not is_about(person, case)]
    organisation = offices.load(desk)
    working = queries.open_assignments(desk.session, key(case))
    return [person for a in working for person in in_whose_hands(desk, organisation, case, a)]
