"""The whistle (吹哨报到): the branch or the committee calls a department in, by Telegram or by letter."""

from casework.cases import dispatch as dispatching
from casework.cases import joint
from casework.cases.facts import case_facts, owner_facts
from casework.cases.pings import ping
from casework.desk import Desk
from casework.errors import Refused
from casework.letters.writing import write_letter
from casework.notice import Notice
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import must_whistle
from casework.rules import wording
from casework.rules.routing import Choice
from casework.rules.states import Move, after
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Person
from data.vocabulary import LetterKind, Way


def whistle(desk: Desk, person: Person, assignment_id: int, body_id: int, words: str) -> Case:
    """Call a department in for a part: what it is to do and, if the words name a day, by when."""
    assignment, case, organisation = _work(desk, assignment_id)
    by = must_whistle(organisation, person, assignment)
    choice = _whom(desk, organisation, assignment, case, body_id)
    if not wording.says_something(words):
        raise Refused("part_unclear")
    dispatching.extend_for_way(desk, case, Way.ESCALATED)
    helping = joint.open_part(desk, case, choice, words.strip(), joint.part_due(desk, case, words))
    part = joint.part_facts(desk, helping) | {"whistler": by.name}
    body = organisation.bodies[body_id].name
    record(desk, case, Happened.WHISTLED, person, body=body, **part)
    reach(desk, organisation, case, helping)
    joint.tell_resident_of_help(desk, organisation, case, assignment, helping)
    return case


def reach(desk: Desk, organisation: Organisation, case: Case, helping: Assignment) -> None:
    """Tell a department of its part, by Telegram or by letter, and in whose name it was called."""
    part = joint.part_facts(desk, helping) | {"whistler": _whistler(desk, organisation, case, helping)}
    reached = organisation.person_of(helping.member_id or 0)
    if reached.reachable():
        ping(desk, organisation, case, helping, notice=Notice.PING_ASSIST, more=part)
    else:
        write_letter(desk, case, helping, reached, LetterKind.WHISTLE, part)


def _whistler(desk: Desk, organisation: Organisation, case: Case, helping: Assignment) -> str:
    """Return who called the department in, or else who leads the case."""
    body = organisation.bodies[helping.body_id].name
    for event in reversed(queries.events(desk.session, key(case))):
        if event.kind == Happened.WHISTLED and event.data.get("body") == body:
            return str(event.data["whistler"])
    leading = queries.lead(desk.session, key(case))
    return organisation.bodies[leading.body_id].name if leading else ""


def must_be_able_to_whistle(
    desk: Desk, person: Person, assignment_id: int, body_id: int | None = None
) -> dict[str, object]:
    """Return the facts of a case that the person may whistle for; Refused otherwise."""
    assignment, case, organisation = _work(desk, assignment_id)
    must_whistle(organisation, person, assignment)
    after(case.state, Move.ASK_JOINT)
    if body_id is not None:
        _whom(desk, organisation, assignment, case, body_id)
    bodies = [
        {"id": other_id, "name": body.name}
        for other_id, body in organisation.standing().items()
        if body.by_whistle and _seat(organisation, case, other_id) is not None
    ]
    if not bodies:
        raise Refused("nobody_to_whistle_for")
    return case_facts(desk, case) | owner_facts(desk, assignment) | {"bodies": bodies}


def _whom(desk: Desk, organisation: Organisation, assignment: Assignment, case: Case, body_id: int) -> Choice:
    after(case.state, Move.ASK_JOINT)
    body = organisation.bodies.get(body_id)
    if body is None or not body.by_whistle:
        raise Refused("nobody_to_whistle_for")
    joint.not_helping_yet(desk, organisation, case, body_id)
    choice = _seat(organisation, case, body_id)
    if choice is None:
        raise Refused("nobody_reachable", body=body.name)
    return choice


def _seat(organisation: Organisation, case: Case, body_id: int) -> Choice | None:
    """Choose who is called: somebody with Telegram, or else with an address; never the resident."""
    return joint.somebody_else(organisation, case, body_id, set(), "whistle")


def _work(desk: Desk, assignment_id: int) -> tuple[Assignment, Case, Organisation]:
    assignment = fetch(desk.session, Assignment, assignment_id)
    return assignment, fetch(desk.session, Case, assignment.case_id), offices.load(desk)
