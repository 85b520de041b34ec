"""A decision that waits for somebody is put before those who may take it now and were never asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.cases.extensions import MAY_BE_EXTENDED, deciders
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from data import queries
from data.keys import key
from data.tables import Case, Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision: the card that asks for it, what the card calls it by, and who may take it."""

    notice: Notice
    item: str
    number: int
    deciding: list[Person]
    case: Case | None = None


def ask_anew(desk: Desk) -> int:
    """Send the card of each decision that waits to those who have none; return how many were sent."""
    return sum(_ask(desk, waiting) for waiting in _waiting(desk))


def _ask(desk: Desk, waiting: Waiting) -> int:
    cards = queries.cards_about(desk.session, waiting.notice.value, waiting.item, waiting.number)
    asked = {card.person_id for card in cards}
    others = [person for person in waiting.deciding if person.id not in asked] if cards else []
    for person in others:
        tell(desk, person, waiting.notice, cards[-1].facts, case=waiting.case)
    return len(others)


def _waiting(desk: Desk) -> Iterator[Waiting]:
    session, community = desk.session, desk.community_id
    coordinators = queries.coordinators(session, community)

    def but(*apart: int) -> list[Person]:
        return [person for person in coordinators if person.id not in apart]

    organisation = offices.load(desk)
    for case, assignment, asked in queries.undecided_extensions(session, community):
        if case.state in MAY_BE_EXTENDED and case.due_at is not None and case.due_at > desk.now:
            deciding = deciders(desk, organisation, case, assignment)
            yield Waiting(Notice.DECIDE_EXTENSION, "extension", key(asked), deciding, case)
    for case, decline in queries.open_declines(session, community):
        deciding = but(decline.proposed_by, case.reporter_id)
        yield Waiting(Notice.DECLINE_ASKED, "decline", key(decline), deciding, case)
    for case, exclusion in queries.open_exclusions(session, community):
        yield Waiting(Notice.LEAVE_OUT_CARD, "exclusion", key(exclusion), but(exclusion.proposed_by), case)
    for ban in queries.appealed_bans(session, community):
        yield Waiting(Notice.BAN_APPEAL, "ban", key(ban), but(ban.by_id) or coordinators)
    for appeal in queries.open_appeals(session, community):
        yield Waiting(Notice.APPEAL_CARD, "appeal", key(appeal), but(appeal.person_id))
