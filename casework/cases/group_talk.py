"""Concerns voiced in a group chat: kept when the desk is spoken to, opened when the author agrees."""

from casework.cases.attachments import attach
from casework.cases.intake import Message, unread
from casework.cases.understanding import understand
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from data.keys import fetch, key
from data.tables import Building, Case, Concern, Person

SHORTEST = 2


def note(desk: Desk, person: Person, message: Message, words: str) -> Concern | None:
    """Keep what was said to the desk until its author agrees to register it; None for a bare mention."""
    if len(words) < SHORTEST:
        return None
    concern = unread(desk, person, message, words)
    desk.session.add(concern)
    desk.session.flush()
    attach(desk, person, message.sent, concern=concern)
    return concern


def offer(desk: Desk, person: Person, concern: Concern) -> None:
    """Offer to register what was said, as a reply to it."""
    facts = {"name": person.name, "concern": key(concern)}
    chat, said = concern.chat_id, concern.message_id
    tell(desk, person, Notice.GROUP_OFFER, facts, concern=concern, chat_id=chat, reply_to=said, asked=True)


def register(desk: Desk, reader: Reader, person: Person, home: Building | None, concern_id: int) -> Case:
    """Open a case from what its author said in the group; everything further is said privately."""
    concern = fetch(desk.session, Concern, concern_id)
    if concern.person_id != person.id:
        raise Refused("not_yours")
    if concern.case_id is None:
        understand(desk, reader, person, home, concern, insisted=True)
        desk.session.flush()
    return fetch(desk.session, Case, concern.case_id or 0)
