"""Demands that cannot be met: declined by two signatures, with a reason that everybody may read."""

from casework.cases.dispatch import close_assignments
from casework.cases.facts import case_facts, reporter_of, said
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people.permissions import must_coordinate
from casework.rules.states import Move, after
from casework.timeline import Happened, cancel_timers, record
from data import queries
from data.keys import fetch, key
from data.tables import Case, Decline, Person
from data.vocabulary import AssignmentState, Outcome

MIN_REASON = 6


def may_propose(desk: Desk, person: Person, case_id: int) -> Case:
    """Return a case that a coordinator may propose to decline."""
    must_coordinate(desk, person)
    case = fetch(desk.session, Case, case_id)
    after(case.state, Move.DECLINE)
    if case.reporter_id == person.id:
        raise Refused("own_case")
    if queries.open_decline(desk.session, case_id) is not None:
        raise Refused("decline_waits")
    return case


def propose(desk: Desk, person: Person, case_id: int, reason: str) -> Decline:
    """Propose to decline a case, with the reason its resident will read; another coordinator must agree."""
    case = may_propose(desk, person, case_id)
    if len(reason.strip()) < MIN_REASON:
        raise Refused("why_missing")
    others = [c for c in queries.coordinators(desk.session, desk.community_id) if c.id != person.id]
    if not others:
        raise Refused("no_second_signature")
    row = Decline(case_id=case_id, proposed_by=key(person), reason=reason.strip(), at=desk.now)
    desk.session.add(row)
    desk.session.flush()
    record(desk, case, Happened.DECLINE_PROPOSED, person, reason=row.reason)
    facts = case_facts(desk, case) | {"decline": key(row), "reason": row.reason, "by": person.name}
    for other in others:
        tell(desk, other, Notice.DECLINE_ASKED, facts | {"words": said(desk, case).words}, case=case)
    return row


def decide(desk: Desk, person: Person, decline_id: int, *, agree: bool) -> Case:
    """Let a second coordinator sign, or refuse to; only with both signatures the case is closed."""
    must_coordinate(desk, person)
    row = fetch(desk.session, Decline, decline_id)
    case = fetch(desk.session, Case, row.case_id)
    if row.decided_at is not None:
        raise Refused("decided_already")
    if person.id in (row.proposed_by, case.reporter_id):
        raise Refused("two_signatures")
    end = after(case.state, Move.DECLINE)
    row.decided_by, row.decided_at, row.agreed = key(person), desk.now, agree
    desk.session.add(row)
    proposer = fetch(desk.session, Person, row.proposed_by)
    facts = case_facts(desk, case) | {"reason": row.reason}
    if not agree:
        record(desk, case, Happened.DECLINE_REFUSED, person)
        tell(desk, proposer, Notice.DECLINE_REFUSED, facts, case=case)
        return case
    case.state, case.outcome, case.closed_at = end, Outcome.DECLINED, desk.now
    desk.session.add(case)
    close_assignments(desk, case, AssignmentState.CANCELLED)
    cancel_timers(desk, case)
    record(desk, case, Happened.TURNED_DOWN, person, reason=row.reason, proposed=proposer.name)
    tell(desk, reporter_of(desk, case), Notice.TURNED_DOWN, facts, case=case)
    return case
