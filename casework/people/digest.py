"""The daily digest: what is open in a member's hands, once a morning."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from casework.cases.facts import case_facts
from casework.desk import Desk
from casework.notices import Notice, tell
from casework.rules.deadlines import next_digest
from data import queries
from data.keys import key
from data.tables import Assignment, Case, Person

Work = tuple[Case, Assignment]


def send_due(desk: Desk) -> int:
    """Write the digests that fell due, one a person however many seats they have; return how many."""
    due = queries.due_digests(desk.session, desk.community_id, desk.now)
    people = {key(person): person for _, person in due}
    work = _work(desk, people)
    for member, _ in due:
        member.digest_at = next_digest(desk.now, desk.zone, desk.parameters.digest_at)
        desk.session.add(member)
    for person_id, rows in work.items():
        tell(desk, people[person_id], Notice.DIGEST, _facts(desk, rows))
    return len(work)


def show(desk: Desk, person: Person) -> None:
    """Show a member what is open in their hands right now."""
    facts = _facts(desk, _work(desk, [key(person)]).get(key(person), []))
    tell(desk, person, Notice.DIGEST if facts["cases"] else Notice.DIGEST_EMPTY, facts, asked=True)


def _work(desk: Desk, person_ids: Iterable[int]) -> dict[int, list[Work]]:
    """Return what is open in these persons' hands; who has nothing is not among them."""
    work = defaultdict[int, list[Work]](list)
    for person_id, case, assignment in queries.open_work_of(desk.session, list(person_ids)):
        work[person_id].append((case, assignment))
    return work


def _facts(desk: Desk, rows: Sequence[Work]) -> dict[str, object]:
    return {
        "cases": [case_facts(desk, case) | {"assignment": key(work)} for case, work in rows],
        "overdue": sum(1 for case, _ in rows if case.due_at is not None and case.due_at <= desk.now),
    }
