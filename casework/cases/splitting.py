"""Two concerns in one message: the split is shown, and one tap makes a case of each."""

from collections.abc import Sequence

from casework.cases import asking, following
from casework.cases.attachments import Sent, attach
from casework.cases.opening import open_case
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from data import queries
from data.keys import key
from data.tables import Attachment, Building, Concern, Correction, Person
from data.vocabulary import Source, TimerKind


def ask(desk: Desk, person: Person, concern: Concern, sent: Sequence[Sent]) -> bool:
    """Show the split of a message that raises several concerns; False where it raises one."""
    if not concern.believed or not _others(concern):
        return False
    asking.hold(desk, person, concern, sent, TimerKind.SPLIT)
    asking.put(desk, person, concern, Notice.ASK_SPLIT, {"parts": parts(concern), "words": concern.text})
    return True


def parts(concern: Concern) -> list[str]:
    """Return the categories of the concerns that a message raises, the first one first."""
    return [concern.category, *_others(concern)]


def split(
    desk: Desk, reader: Reader, person: Person, home: Building | None, concern_id: int
) -> list[Concern]:
    """Make a concern of each part, with all the words and files, and open them one after the other."""
    concern = asking.answered(desk, person, concern_id)
    further = [_part_of(desk, person, concern, category) for category in _others(concern)]
    concern.also = []
    desk.session.add(concern)
    for part in (concern, *further):
        if not following.ask(desk, reader, person, home, part):
            open_case(desk, person, home, part)
    return [concern, *further]


def keep_whole(
    desk: Desk, reader: Reader, person: Person, home: Building | None, concern_id: int, category: str
) -> Concern:
    """Take the resident's word that it is one concern, and which."""
    concern = asking.answered(desk, person, concern_id)
    if category not in parts(concern):
        raise Refused("unknown_button")
    if category != concern.category:
        desk.session.add(_correction(desk, person, concern, category))
        concern.category = category
    concern.also = []
    desk.session.add(concern)
    if not following.ask(desk, reader, person, home, concern):
        open_case(desk, person, home, concern)
    return concern


def _others(concern: Concern) -> list[str]:
    return [label for label in concern.also if label != concern.category]


def _part_of(desk: Desk, person: Person, concern: Concern, category: str) -> Concern:
    part = Concern(
        community_id=concern.community_id,
        person_id=concern.person_id,
        text=concern.text,
        chat_id=concern.chat_id,
        message_id=concern.message_id,
        received_at=concern.received_at,
        category=category,
        confidence=concern.confidence,
        ranking=[[category, concern.confidence]],
        urgency=concern.urgency,
        evidence=concern.evidence,
        model_version=concern.model_version,
        believed=True,
    )
    desk.session.add(part)
    desk.session.flush()
    files = queries.attachments_of_concern(desk.session, key(concern))
    attach(desk, person, [_sent(file) for file in files], concern=part)
    return part


def _sent(file: Attachment) -> Sent:
    return Sent(
        kind=file.kind,
        file_id=file.file_id,
        file_unique_id=file.file_unique_id,
        file_size=file.file_size,
        latitude=file.latitude,
        longitude=file.longitude,
    )


def _correction(desk: Desk, person: Person, concern: Concern, category: str) -> Correction:
    return Correction(
        concern_id=key(concern),
        before=concern.category,
        after=category,
        source=Source.RESIDENT,
        person_id=key(person),
        at=desk.now,
        model_version=concern.model_version,
    )
