"""What stands between somebody's words and the intake: a ban, or far too many of them; never an emergency."""

from casework.cases.intake import Message
from casework.conduct import bans
from casework.desk import Desk, Reader
from casework.notice import Notice
from casework.notices import tell
from casework.rules import flood
from data import queries
from data.keys import key
from data.tables import Person
from data.vocabulary import Urgency


def admits(desk: Desk, reader: Reader, person: Person, message: Message) -> bool:
    """Say whether a message is taken in; whoever is turned away is told why, and until when."""
    notice, facts = _objection(desk, person, message)
    if notice is None or _is_emergency(reader, message):
        return True
    tell(desk, person, notice, facts, chat_id=message.chat_id, asked=True)
    return False


def _objection(desk: Desk, person: Person, message: Message) -> tuple[Notice | None, dict[str, object]]:
    if person.banned_until is not None and person.banned_until > desk.now:
        ban = queries.running_ban(desk.session, key(person), desk.now)
        if ban is not None:
            return Notice.BANNED, bans.facts_of(desk, ban)
        return Notice.STILL_BANNED, {"until": desk.local(person.banned_until)}
    limits = desk.parameters.flood
    if limits is None:
        return None, {}
    since = desk.now - max(limits.within, limits.same_within)
    found = flood.check(
        message.text, desk.now, queries.written_since(desk.session, key(person), since), limits
    )
    if found is None:
        return None, {}
    minutes = round(limits.within.total_seconds() / 60)
    return Notice.TOO_MUCH, {"why": found.value, "minutes": minutes}


def _is_emergency(reader: Reader, message: Message) -> bool:
    urgency = reader.predict(message.text).urgency.value if message.text.strip() else ""
    return urgency == Urgency.EMERGENCY.value
