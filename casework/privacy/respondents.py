"""The body that a case is about: it gets facts and not who complains, and somebody outside it watches."""

from typing import Any

from casework.cases.facts import case_facts, owner_facts, person_of_member, reporter_of, said
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people.offices import Organisation, load
from casework.people.permissions import must_be_reporter, must_coordinate
from casework.people.sides import barred, complained_about
from casework.rules.routing import choose_supervisor
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Person
from data.vocabulary import Role, State


def must_have_been_handled(desk: Desk, person: Person, case_id: int) -> tuple[Case, Assignment]:
    """Return a resident's own case with its lead, past or present; nobody else complains by it."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    leading = queries.lead(desk.session, case_id)
    if leading is None:
        raise Refused("nobody_handled")
    return case, leading


def name(desk: Desk, person: Person, case_id: int, body_id: int | None) -> Case:
    """Let a coordinator say which body a case is about; None takes it back."""
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, person, case)
    if case.state is State.ARCHIVED or case.accused_id is not None:
        raise Refused("moved_on", state=case.state.value)
    if body_id is None:
        case.respondent_id = None
        desk.session.add(case)
        record(desk, case, Happened.RESPONDENT_NAMED, person, body="", supervisor="")
        return case
    organisation = load(desk)
    if body_id not in organisation.standing():
        raise Refused("unknown_button")
    set_respondent(desk, organisation, case, body_id, person)
    return case


def complain_of_body(desk: Desk, person: Person, case_id: int) -> Case:
    """Let the resident say that their case is about the body that has it."""
    case, leading = must_have_been_handled(desk, person, case_id)
    if case.state is State.ARCHIVED or case.accused_id is not None:
        raise Refused("case_closed", number=case.number)
    set_respondent(desk, load(desk), case, leading.body_id, person)
    return case


def set_respondent(
    desk: Desk, organisation: Organisation, case: Case, body_id: int, by: Person | None = None
) -> None:
    """Write down which body a case is about, and let somebody outside it watch over the case.

    What the resident let others see of themselves is shown to nobody of that body.
    """
    if case.respondent_id == body_id:
        return
    case.respondent_id = body_id
    case.supervisor_id = watcher(organisation, case, body_id)
    desk.session.add(case)
    watching = person_of_member(desk, case.supervisor_id)
    body = organisation.bodies[body_id].name
    named = {"body": body, "supervisor": watching.name if watching else ""}
    record(desk, case, Happened.RESPONDENT_NAMED, by, **named)
    facts = case_facts(desk, case) | named
    tell(desk, reporter_of(desk, case), Notice.RESPONDENT_NAMED, facts, case=case)
    if watching is not None:
        leading = queries.lead(desk.session, key(case))
        owner: dict[str, Any] = owner_facts(desk, leading) if leading else {"owner": None, "handler": None}
        words = {"words": said(desk, case).words}
        tell(desk, watching, Notice.SUPERVISE_COMPLAINT, facts | owner | words, case=case)


def watcher(organisation: Organisation, case: Case, body_id: int) -> int | None:
    """Choose who watches over a case about a body: somebody above it or a coordinator, never of it."""
    without = complained_about(organisation, case) | barred(organisation, case)
    coordinators = [m_id for m_id, m in organisation.members.items() if m.role is Role.COORDINATOR]
    return choose_supervisor(organisation.offices, body_id, coordinators, without)


def tell_watcher(desk: Desk, case: Case, facts: dict[str, Any]) -> None:
    """Tell whoever watches over a case about a body what that body says it did."""
    watching = person_of_member(desk, case.supervisor_id)
    if case.respondent_id is not None and watching is not None:
        tell(desk, watching, Notice.SUPERVISED_RESULT, facts, case=case)


def must_not_be_the_body(desk: Desk, case: Case, body_id: int) -> None:
    """Let nobody be shown to the body that their case is about."""
    if case.respondent_id == body_id:
        raise Refused("respondent_gets_no_identity", body=fetch(desk.session, Body, body_id).name)
