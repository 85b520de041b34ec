"""The daily digest: what is open in a member's hands and what they may claim, once a morning."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from casework.cases.claims import Work, claim_facts, to_claim, waiting
from casework.cases.facts import case_facts
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.rules.deadlines import next_digest
from data import queries
from data.keys import key
from data.tables import Person


def send_due(desk: Desk) -> int:
    """Write the digests that fell due, one a person however many seats they have; return how many.

    Whoever is away gets none.
    """
    due = queries.due_digests(desk.session, desk.community_id, desk.now)
    for member, _ in due:
        member.digest_at = next_digest(desk.now, desk.zone, desk.parameters.digest_at)
        desk.session.add(member)
    away = queries.away_now(desk.session, desk.now)
    people = {key(person): person for _, person in due if key(person) not in away}
    written = [(person, facts) for person, facts in _facts(desk, people.values()) if _says_something(facts)]
    for person, facts in written:
        tell(desk, person, Notice.DIGEST, facts)
    return len(written)


def show(desk: Desk, person: Person) -> None:
    """Show a member what is open in their hands and what they may claim right now."""
    ((_, facts),) = _facts(desk, [person])
    tell(desk, person, Notice.DIGEST if _says_something(facts) else Notice.DIGEST_EMPTY, facts, asked=True)


def _says_something(facts: dict[str, object]) -> bool:
    return bool(facts["cases"] or facts["to_claim"])


def _facts(desk: Desk, people: Iterable[Person]) -> list[tuple[Person, dict[str, object]]]:
    """Return each person's facts; what they all need is read once."""
    persons = list(people)
    if not persons:
        return []
    work = defaultdict[int, list[Work]](list)
    for person_id, case, assignment in queries.open_work_of(desk.session, [key(p) for p in persons]):
        work[person_id].append((case, assignment))
    organisation = offices.load(desk)
    unclaimed = waiting(desk, organisation)
    return [
        (person, _facts_of(desk, work[key(person)], to_claim(organisation, person, unclaimed)))
        for person in persons
    ]


def _facts_of(desk: Desk, rows: Sequence[Work], unclaimed: Sequence[Work]) -> dict[str, object]:
    return {
        "cases": [case_facts(desk, case) | {"assignment": key(work)} for case, work in rows],
        "to_claim": [
            case_facts(desk, case) | {"assignment": key(work)} | claim_facts(desk, work)
            for case, work in unclaimed
        ],
        "overdue": sum(1 for case, _ in rows if case.due_at is not None and case.due_at <= desk.now),
    }
