"""The daily digest: what is open in a member's hands and what they may claim, once a morning."""

from casework.cases.claims import claim_facts, to_claim
from casework.cases.facts import case_facts
from casework.desk import Desk
from casework.notices import Notice, tell
from casework.people import offices
from casework.rules.deadlines import next_digest
from data import queries
from data.keys import key
from data.tables import Person


def send_due(desk: Desk) -> int:
    """Write the digests that fell due, one a person however many seats they have; return how many.

    Whoever is away gets none.
    """
    told: set[int] = set()
    for member, person in queries.due_digests(desk.session, desk.community_id, desk.now):
        member.digest_at = next_digest(desk.now, desk.zone, desk.parameters.digest_at)
        desk.session.add(member)
        if queries.absence_of(desk.session, key(person), desk.now) is not None:
            continue
        if key(person) not in told and _write(desk, person):
            told.add(key(person))
    return len(told)


def show(desk: Desk, person: Person) -> None:
    """Show a member what is open in their hands and what they may claim right now."""
    facts = _facts(desk, person)
    notice = Notice.DIGEST if facts["cases"] or facts["to_claim"] else Notice.DIGEST_EMPTY
    tell(desk, person, notice, facts, asked=True)


def _write(desk: Desk, person: Person) -> bool:
    facts = _facts(desk, person)
    if not facts["cases"] and not facts["to_claim"]:
        return False
    tell(desk, person, Notice.DIGEST, facts)
    return True


def _facts(desk: Desk, person: Person) -> dict[str, object]:
    rows = queries.open_work_of(desk.session, key(person))
    return {
        "cases": [case_facts(desk, case) | {"assignment": key(work)} for case, work in rows],
        "to_claim": [
            case_facts(desk, case) | {"assignment": key(work)} | claim_facts(desk, work)
            for case, work in to_claim(desk, offices.load(desk), person)
        ],
        "overdue": sum(1 for case, _ in rows if case.due_at is not None and case.due_at <= desk.now),
    }
