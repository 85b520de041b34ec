"""Appeals against a published line: made by whose line it is, decided by somebody else, never erased."""

import re
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.ledger import improvements
from casework.ledger.corrected import corrected
from casework.ledger.view import Line, counted, own_lines, shown
from casework.notice import Notice
from casework.notices import post, tell
from casework.people.permissions import must_coordinate
from casework.rules import scores
from data import queries
from data.keys import fetch, key
from data.tables import Appeal, Ledger, Person

_NUMBER = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-\d{4,}")


def line_to_appeal(desk: Desk, person: Person, ledger_id: int, member_id: int) -> tuple[Ledger, Line]:
    """Return the line that a member may appeal now; Refused when it isn't theirs or the time is over."""
    row = fetch(desk.session, Ledger, ledger_id)
    line = next((line for line in own_lines(row.view, key(person)) if line["id"] == member_id), None)
    if line is None:
        raise Refused("not_your_line")
    if row.appeals_until is None or desk.now >= row.appeals_until:
        raise Refused("appeals_closed")
    if any(appeal.member_id == member_id for appeal in queries.appeals(desk.session, ledger_id)):
        raise Refused("appealed_already")
    if not _judges(desk, person):
        raise Refused("nobody_to_decide")
    return row, line


def make(desk: Desk, person: Person, ledger_id: int, member_id: int, words: str) -> Appeal:
    """Take a member's words against their line; every coordinator but themselves may decide."""
    row, _ = line_to_appeal(desk, person, ledger_id, member_id)
    appeal = Appeal(
        ledger_id=ledger_id, member_id=member_id, person_id=key(person), words=words, made_at=desk.now
    )
    desk.session.add(appeal)
    desk.session.flush()
    for coordinator in _judges(desk, person):
        tell(desk, coordinator, Notice.APPEAL_CARD, facts(desk, appeal, row))
    return appeal


def to_decide(desk: Desk, person: Person, appeal_id: int) -> tuple[Appeal, Ledger]:
    """Return an appeal that this coordinator may decide: not their own, and not decided yet."""
    must_coordinate(desk, person)
    appeal = fetch(desk.session, Appeal, appeal_id)
    if appeal.person_id == person.id:
        raise Refused("own_appeal")
    if appeal.decided_at is not None:
        raise Refused("appeal_decided")
    return appeal, fetch(desk.session, Ledger, appeal.ledger_id)


def decide(desk: Desk, person: Person, appeal_id: int, note: str, *, upheld: bool) -> Appeal:
    """Decide with a reason. Of an appeal that is upheld, the cases that it names no longer count against.

    Named are the case numbers in the coordinator's words, or else those in the member's.
    """
    appeal, row = to_decide(desk, person, appeal_id)
    appeal.upheld, appeal.note, appeal.decided_at, appeal.decided_by = upheld, note, desk.now, key(person)
    if upheld:
        appeal.struck = _struck(_line_of(row, appeal), note, appeal.words)
    desk.session.add(appeal)
    desk.session.flush()
    said = facts(desk, appeal, row)
    tell(desk, fetch(desk.session, Person, appeal.person_id), Notice.APPEAL_DECIDED, said)
    if upheld:
        improvements.lift(desk, row)
        if desk.community.group_chat_id is not None:
            post(desk, desk.community.group_chat_id, Notice.LEDGER_CORRECTED, said)
    return appeal


def facts(desk: Desk, appeal: Appeal, row: Ledger) -> dict[str, Any]:
    """Say what is appealed, why, and what was decided."""
    line = _line_of(row, appeal)
    now = next(one for one in corrected(desk, row)["members"] if one["id"] == appeal.member_id)
    return {
        "appeal": key(appeal),
        "quarter": row.view["quarter"],
        "name": line["name"],
        "line": shown(line),
        "corrected": shown(now),
        "words": appeal.words,
        "upheld": bool(appeal.upheld),
        "note": appeal.note,
        "struck": appeal.struck,
    }


def _struck(line: Line, note: str, words: str) -> list[str]:
    adverse = scores.against(counted(line), counted(line).numbers()).numbers()
    for said in (note, words):
        named = {number for number in _NUMBER.findall(said.upper()) if number in adverse}
        if named:
            return sorted(named)
    return []


def _line_of(row: Ledger, appeal: Appeal) -> Line:
    found: Line = next(line for line in row.view["members"] if line["id"] == appeal.member_id)
    return found


def _judges(desk: Desk, appellant: Person) -> list[Person]:
    return [p for p in queries.coordinators(desk.session, desk.community_id) if p.id != appellant.id]
