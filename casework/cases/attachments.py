"""Photos, voices, files and places: kept with the concern, shown to whoever handles the case."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.dispatch import pass_on
from casework.desk import Desk
from casework.people import offices
from data import queries
from data.keys import fetch, key
from data.tables import Attachment, Case, Concern, Person
from data.vocabulary import AttachmentKind, State


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


def join_album(desk: Desk, person: Person, first: Attachment, sent: Sequence[Sent]) -> None:
    """Keep a further piece of an album with its first one, and show it to those who saw that."""
    concern = fetch(desk.session, Concern, first.concern_id) if first.concern_id else None
    case = fetch(desk.session, Case, first.case_id) if first.case_id else None
    added = attach(desk, person, sent, concern=concern, case=case)
    if case is None:
        return
    if case.reporter_id == person.id:
        show_to_handlers(desk, case, added)
        return
    reporter = fetch(desk.session, Person, case.reporter_id)
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


def handlers(desk: Desk, case: Case) -> list[Person]:
    """Return who must hear news of the case: its open assignments' members, or the coordinators."""
    if case.state is State.TRIAGE:
        return queries.coordinators(desk.session, desk.community_id)
    organisation = offices.load(desk)
    working = queries.open_assignments(desk.session, key(case))
    return [organisation.person_of(a.member_id) for a in working if a.member_id in organisation.members]
