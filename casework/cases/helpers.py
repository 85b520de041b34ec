"""The bodies that a routing rule asks in beside the owner: each gets its part when the case goes out."""

from dataclasses import dataclass

from casework.cases import dispatch as dispatching
from casework.cases import joint
from casework.cases.pings import ping
from casework.desk import Desk
from casework.notice import Notice
from casework.people.offices import Organisation
from casework.rules import promise
from casework.rules.routing import Choice
from casework.timeline import Happened, record
from data import queries
from data.keys import key
from data.tables import Assignment, Case
from data.vocabulary import Way


@dataclass(frozen=True, slots=True)
class Helping:
    """A body that can be asked in: who of it, and for what."""

    choice: Choice
    task: str


def helping(organisation: Organisation, case: Case, choice: Choice) -> list[Helping]:
    """Return who of the rule's helpers can be reached; none twice, and never the owner."""
    keys = {office.key: body_id for body_id, office in organisation.offices.items()}
    taken, found = {choice.office.body_id}, list[Helping]()
    for helper in choice.helpers:
        body_id = keys.get(helper.body)
        asked = dispatching.owner_in(organisation, case, body_id) if body_id is not None else None
        if asked is not None and asked.office.body_id not in taken:
            taken.add(asked.office.body_id)
            found.append(Helping(asked, helper.task))
    return found


def expect(case: Case, helpers: list[Helping]) -> None:
    """Let a case that is not dispatched yet have the longer span of joint handling if anybody helps."""
    if helpers and case.dispatched_at is None:
        case.way = Way.JOINT


def ask_in(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment, helpers: list[Helping]
) -> None:
    """Open a part for each helper who has none in this case yet, and tell them and the resident."""
    if not helpers:
        return
    dispatching.extend_for_way(desk, case, Way.JOINT)
    known = {part.body_id for part in queries.parts(desk.session, key(case))}
    for helper in helpers:
        if helper.choice.office.body_id not in known:
            _open(desk, organisation, case, assignment, helper)


def _open(
    desk: Desk, organisation: Organisation, case: Case, assignment: Assignment, helper: Helping
) -> None:
    due = promise.latest(desk.now, case.due_at or desk.now)
    part = joint.open_part(desk, case, helper.choice, helper.task, due)
    facts = joint.part_facts(desk, part)
    record(desk, case, Happened.JOINED, body=organisation.bodies[part.body_id].name, **facts)
    ping(desk, organisation, case, part, notice=Notice.PING_ASSIST, more=facts)
    joint.tell_resident_of_help(desk, organisation, case, assignment, part)
