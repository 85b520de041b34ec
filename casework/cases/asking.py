"""A concern that waits for its writer's answer to a question, and opens by itself when none comes."""

from collections.abc import Sequence
from typing import Any

from casework.cases.attachments import Sent, attach
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from data import queries
from data.keys import fetch, key
from data.tables import Case, Concern, Person, Timer
from data.vocabulary import TimerKind


def hold(desk: Desk, person: Person, concern: Concern, sent: Sequence[Sent], kind: TimerKind) -> None:
    """Store a concern without a case, with what was sent along, until it is answered or its time is over."""
    if concern.id is None:
        desk.session.add(concern)
        desk.session.flush()
        attach(desk, person, sent, concern=concern)
    due = desk.now + desk.parameters.choice_within
    desk.session.add(Timer(concern_id=key(concern), kind=kind, due_at=due))


def put(desk: Desk, person: Person, concern: Concern, notice: Notice, facts: dict[str, Any]) -> None:
    """Ask the question, in answer to what the person wrote."""
    facts = {"concern": key(concern), **facts}
    tell(desk, person, notice, facts, concern=concern, asked=True)


def answered(desk: Desk, person: Person, concern_id: int) -> Concern:
    """Return a concern whose writer answers, its clock stopped; Refused to others, and once it is settled."""
    concern = fetch(desk.session, Concern, concern_id)
    if concern.person_id != person.id:
        raise Refused("not_yours")
    if concern.case_id is not None:
        raise Refused("already_registered", number=fetch(desk.session, Case, concern.case_id).number)
    waiting = queries.pending_word_timers(desk.session, concern_id)
    if not waiting:
        raise Refused("unknown_button")
    for timer in waiting:
        timer.settled_at = desk.now
        desk.session.add(timer)
    return concern
