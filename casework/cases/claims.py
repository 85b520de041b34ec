"""What waits to be claimed (领办): until when, and who of the body may."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from casework.desk import Desk
from casework.people.offices import Organisation
from casework.people.sides import barred
from casework.rules.claiming import FEWEST, claimants, span_to_claim
from casework.rules.deadlines import speak_at
from casework.rules.routing import Choice
from data import queries
from data.keys import key
from data.tables import Assignment, Case, Person

Work = tuple[Case, Assignment]


def claim_until(desk: Desk, organisation: Organisation, case: Case, choice: Choice) -> datetime | None:
    """Return until when a case may be claimed in the body that was chosen; None where one member gets it.

    The span begins when the cards may be sent, so that nobody sleeps through it, and ends with the time
    to sign in, which runs all the while.
    """
    span = span_to_claim(choice, case.urgency)
    if span is None or len(who_may_claim(desk, organisation, case, choice.office.body_id)) < FEWEST:
        return None
    seen = speak_at(desk.now, case.urgency, desk.zone, desk.parameters.quiet)
    until = desk.calendar.after(seen, span)
    return min(until, case.sign_by) if case.sign_by is not None else until


def who_may_claim(desk: Desk, organisation: Organisation, case: Case, body_id: int) -> list[Person]:
    """Return who of a body is asked to claim a case: neither whose it is nor who gave it back."""
    without = barred(organisation, case)
    if case.returns:
        without |= queries.returned_by(desk.session, key(case))
    seats = organisation.offices[body_id].seats
    return [organisation.person_of(member_id) for member_id in claimants(seats, without)]


def in_whose_hands(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment
) -> list[Person]:
    """Return who must hear news of an open assignment: its member, or everybody who may claim it."""
    if assignment.is_open_to_claim():
        return who_may_claim(desk, organisation, case, assignment.body_id)
    has_it = assignment.member_id in organisation.members
    return [organisation.person_of(assignment.member_id or 0)] if has_it else []


def claim_facts(desk: Desk, assignment: Assignment) -> dict[str, Any]:
    """Say until when it may be claimed; nothing where it can't be."""
    if not assignment.is_open_to_claim() or assignment.claim_by is None:
        return {}
    return {"claim_by": desk.local(assignment.claim_by)}


def waiting(desk: Desk, organisation: Organisation) -> Sequence[Work]:
    """Return what waits to be claimed in any body, the oldest first."""
    return queries.waiting_to_be_claimed(desk.session, list(organisation.bodies))


def to_claim(organisation: Organisation, person: Person, unclaimed: Iterable[Work]) -> list[Work]:
    """Return what of it the person may claim: where they sit, and not what they may never have."""
    seats = organisation.seats_of(person)
    own, bodies = {key(seat) for seat in seats}, {seat.body_id for seat in seats}
    theirs = [(case, work) for case, work in unclaimed if work.body_id in bodies]
    return [(case, work) for case, work in theirs if not own & barred(organisation, case)]
