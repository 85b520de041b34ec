"""Cases left out of all accounts: one coordinator proposes with a reason, another one confirms."""

from typing import Any

from casework.cases.facts import case_facts
from casework.desk import Desk
from casework.errors import Refused
from casework.ledger.ledgers import redraw_drafts
from casework.notice import Notice
from casework.notices import tell
from casework.people.permissions import must_coordinate
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Case, Exclusion, Person


def may_propose(desk: Desk, person: Person, case_id: int) -> Case:
    """Return the case that a coordinator may propose to leave out; Refused when that is done already."""
    must_coordinate(desk, person)
    case = fetch(desk.session, Case, case_id)
    if queries.exclusion_of(desk.session, case_id) is not None:
        raise Refused("left_out_already", number=case.number)
    if not _others(desk, person):
        raise Refused("needs_second_coordinator")
    return case


def propose(desk: Desk, person: Person, case_id: int, reason: str) -> Exclusion:
    """Propose to leave a case out, with a reason: the first signature."""
    case = may_propose(desk, person, case_id)
    row = Exclusion(case_id=case_id, reason=reason, proposed_by=key(person), proposed_at=desk.now)
    desk.session.add(row)
    desk.session.flush()
    for other in _others(desk, person):
        tell(desk, other, Notice.LEAVE_OUT_CARD, facts(desk, row), case=case)
    return row


def decide(desk: Desk, person: Person, exclusion_id: int, *, confirmed: bool) -> Exclusion:
    """Let another coordinator give the second signature, or refuse it; the proposer is told."""
    must_coordinate(desk, person)
    row = fetch(desk.session, Exclusion, exclusion_id)
    if row.proposed_by == person.id:
        raise Refused("needs_another_signature")
    if row.confirmed is not None:
        raise Refused("left_out_decided")
    row.confirmed, row.decided_by, row.decided_at = confirmed, key(person), desk.now
    desk.session.add(row)
    desk.session.flush()
    case = fetch(desk.session, Case, row.case_id)
    if confirmed:
        record(desk, case, Happened.LEFT_OUT, person, reason=row.reason, proposed_by=row.proposed_by)
        redraw_drafts(desk)
    tell(desk, fetch(desk.session, Person, row.proposed_by), Notice.LEAVE_OUT_DECIDED, facts(desk, row))
    return row


def facts(desk: Desk, row: Exclusion) -> dict[str, Any]:
    """Say which case is to be left out, why, and who signed."""
    case = fetch(desk.session, Case, row.case_id)
    second = fetch(desk.session, Person, row.decided_by) if row.decided_by else None
    return case_facts(desk, case) | {
        "exclusion": key(row),
        "reason": row.reason,
        "first": fetch(desk.session, Person, row.proposed_by).name,
        "second": second.name if second else None,
        "confirmed": bool(row.confirmed),
    }


def _others(desk: Desk, person: Person) -> list[Person]:
    return [p for p in queries.coordinators(desk.session, desk.community_id) if p.id != person.id]
