"""A handler asks who the resident is: the resident decides first, a coordinator is the other way."""

from casework.cases.facts import case_facts, reporter_of
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import private_chat, tell
from casework.people import offices
from casework.people.permissions import must_be_reporter, must_handle
from casework.people.sides import is_about
from casework.privacy.respondents import must_not_be_the_body
from casework.privacy.reveals import EVERYTHING
from casework.rules import wording
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Event, Person
from data.vocabulary import State


def must_be_able_to_ask_who(desk: Desk, person: Person, case_id: int) -> Case:
    """Return the case for whoever works on it and has not asked yet, while there is something to learn."""
    case = fetch(desk.session, Case, case_id)
    working = _working(desk, person, case)
    must_not_be_the_body(desk, case, working.body_id)
    if set(EVERYTHING) <= set(case.shared):
        raise Refused("who_is_known")
    if _asked(desk, case, person) is not None:
        raise Refused("who_was_asked")
    return case


def ask_who(desk: Desk, person: Person, case_id: int, why: str) -> bool:
    """Ask the resident to show who they are, for a reason in words; say whether they were asked.

    Where no message reaches them, the coordinators are asked right away.
    """
    case = must_be_able_to_ask_who(desk, person, case_id)
    if not wording.says_something(why):
        raise Refused("why_missing")
    owner = fetch(desk.session, Body, _working(desk, person, case).body_id).name
    asked = {"owner": owner, "handler": person.name, "why": why.strip()}
    reporter = reporter_of(desk, case)
    reached = private_chat(reporter) is not None
    record(desk, case, Happened.WHO_ASKED, person, resident=case.reporter_id, reached=reached, **asked)
    facts = case_facts(desk, case) | asked | {"shared": case.shared, "home": reporter.building_id is not None}
    if reached:
        tell(desk, reporter, Notice.WHO_ASKED, facts, case=case)
    else:
        desk.session.flush()
        pass_on(desk, person, case_id)
    return reached


def refuse(desk: Desk, person: Person, case_id: int) -> Case:
    """Let the resident say no; whoever asked is told, and may turn to a coordinator."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    asked = _asked(desk, case)
    if asked is None or case.state is State.ARCHIVED or _refused(desk, case, asked):
        raise Refused("unknown_button")
    record(desk, case, Happened.WHO_REFUSED, person)
    asker = fetch(desk.session, Person, asked.person_id or 0)
    tell(desk, asker, Notice.WHO_REFUSED, case_facts(desk, case), case=case)
    return case


def pass_on(desk: Desk, person: Person, case_id: int) -> Case:
    """Put the question before the coordinators, once, with the reason: they may reveal it for theirs."""
    case = fetch(desk.session, Case, case_id)
    _working(desk, person, case)
    asked = _asked(desk, case, person)
    if asked is None:
        raise Refused("who_first_the_resident")
    passed_on = _events(desk, case, Happened.WHO_PASSED_ON)
    if any(event.person_id == person.id for event in passed_on):
        raise Refused("who_was_asked")
    to = {"resident": case.reporter_id}
    record(desk, case, Happened.WHO_PASSED_ON, person, handler=person.name, why=asked.data["why"], **to)
    said = {name: asked.data[name] for name in ("owner", "handler", "why", "reached")}
    facts = case_facts(desk, case) | said | {"refused": _refused(desk, case, asked)}
    apart = {person.id, case.reporter_id}
    for coordinator in queries.coordinators(desk.session, desk.community_id):
        if coordinator.id not in apart and not is_about(coordinator, case):
            tell(desk, coordinator, Notice.WHO_WANTED, facts, case=case)
    return case


def _working(desk: Desk, person: Person, case: Case) -> Assignment:
    """Return the assignment by which the person works on the case; Refused to everybody else."""
    organisation, refusal = offices.load(desk), Refused("assignment_over_for_all")
    for assignment in queries.open_assignments(desk.session, key(case)):
        try:
            must_handle(organisation, person, assignment, case)
        except Refused as no:
            refusal = no
        else:
            return assignment
    raise refusal


def _asked(desk: Desk, case: Case, by: Person | None = None) -> Event | None:
    """Return the last time that somebody asked, or that this person did."""
    asked = _events(desk, case, Happened.WHO_ASKED)
    return next((event for event in reversed(asked) if by is None or event.person_id == by.id), None)


def _refused(desk: Desk, case: Case, asked: Event) -> bool:
    refused = _events(desk, case, Happened.WHO_REFUSED)
    return any(key(event) > key(asked) for event in refused)


def _events(desk: Desk, case: Case, kind: Happened) -> list[Event]:
    return [event for event in queries.events(desk.session, key(case)) if event.kind == kind]
