"""Where a person's message goes that answers no question: an album, files without words, or words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from casework.cases.attachments import Sent, attach, join_album
from casework.cases.opening import open_unread
from casework.cases.understanding import understand
from casework.desk import Desk, Reader
from casework.notice import Notice
from casework.notices import tell
from casework.people import questions
from data import queries
from data.keys import fetch, key
from data.tables import Building, Concern, Person, Timer
from data.vocabulary import Awaiting, TimerKind

# The pieces of an album come as separate messages; the words may come with a later piece.
ALBUM_PAUSE = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Message:
    """A person's message, free of Telegram's types. ``text`` is empty when only files came."""

    text: str
    chat_id: int
    message_id: int
    sent: Sequence[Sent] = ()
    reply_to: int | None = None

    @property
    def media_group(self) -> str | None:
        """The album that this message is a piece of."""
        return next((piece.media_group for piece in self.sent if piece.media_group), None)


def receive(desk: Desk, reader: Reader, person: Person, home: Building | None, message: Message) -> None:
    """Take in a message that belongs to nothing before it: files alone, or words."""
    concern = unread(desk, person, message, message.text.strip())
    if concern.text:
        understand(desk, reader, person, home, concern, message.sent)
    else:
        _ask_for_words(desk, person, concern, message.sent)


def unread(desk: Desk, person: Person, message: Message, words: str) -> Concern:
    """Return a concern that no model has read yet; it is not stored."""
    return Concern(
        community_id=desk.community_id,
        person_id=key(person),
        text=words,
        chat_id=message.chat_id,
        message_id=message.message_id,
        received_at=desk.now,
        category="",
        confidence=0.0,
        model_version="",
    )


def complete(
    desk: Desk, reader: Reader, person: Person, home: Building | None, concern: Concern, message: Message
) -> None:
    """Add further files, or the words, to a concern that has no case yet; with words it is understood."""
    attach(desk, person, message.sent, concern=concern)
    if message.text.strip():
        concern.text = "\n".join(filter(None, (concern.text, message.text.strip())))
        read_afresh(desk, reader, person, home, concern)


def read_afresh(desk: Desk, reader: Reader, person: Person, home: Building | None, concern: Concern) -> None:
    """Understand a concern without a case that got its words, or other words, by now."""
    _stop_waiting(desk, person, concern)
    understand(desk, reader, person, home, concern)


def waiting_concern(desk: Desk, person: Person) -> Concern:
    """Return the concern whose words the person was asked for."""
    return fetch(desk.session, Concern, person.awaiting_ref or 0)


def words_never_came(desk: Desk, concern: Concern) -> None:
    """Stop waiting for the words; somebody will look and listen."""
    _stop_waiting(desk, fetch(desk.session, Person, concern.person_id), concern)
    if concern.case_id is None:
        open_unread(desk, concern)


def joins_album(desk: Desk, reader: Reader, person: Person, home: Building | None, message: Message) -> bool:
    """Take in a further piece of an album that is known; False for anything else."""
    group = message.media_group
    first = queries.album_piece(desk.session, key(person), group) if group else None
    if first is None:
        return False
    concern = fetch(desk.session, Concern, first.concern_id) if first.concern_id else None
    if concern is not None and concern.case_id is None:
        complete(desk, reader, person, home, concern, message)
    else:
        join_album(desk, person, first, concern, message.sent, message.text.strip())
    return True


def _ask_for_words(desk: Desk, person: Person, concern: Concern, sent: Sequence[Sent]) -> None:
    desk.session.add(concern)
    desk.session.flush()
    attach(desk, person, sent, concern=concern)
    questions.ask(desk, person, Awaiting.CONCERN_WORDS, key(concern))
    due = desk.now + desk.parameters.words_within
    desk.session.add(Timer(concern_id=key(concern), kind=TimerKind.WORDS, due_at=due))
    pause = desk.now + ALBUM_PAUSE if any(piece.media_group for piece in sent) else None
    tell(desk, person, Notice.ASK_WORDS, concern=concern, asked=True, not_before=pause)


def _stop_waiting(desk: Desk, person: Person, concern: Concern) -> None:
    if person.awaiting is Awaiting.CONCERN_WORDS and person.awaiting_ref == concern.id:
        questions.settle(desk, person)
    for timer in queries.pending_word_timers(desk.session, key(concern)):
        timer.settled_at = desk.now
        desk.session.add(timer)
    queries.drop_unsent(desk.session, key(concern), Notice.ASK_WORDS.value)
