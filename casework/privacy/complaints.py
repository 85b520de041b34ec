"""A complaint about a handler: a case of its own that goes past their body, and never reaches them."""

from casework.cases import dispatch
from casework.cases.facts import case_facts, person_of_member
from casework.cases.intake import Message, unread
from casework.cases.opening import give_receipt
from casework.cases.pings import send_to_triage
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.sides import barred
from casework.privacy.respondents import must_have_been_handled
from casework.rules import routing, wording
from casework.timeline import Happened, record
from data import queries
from data.keys import key
from data.tables import Assignment, Case, Person
from data.vocabulary import State

CATEGORY = "governance"  # how concerns are handled is a public affair


def about_whom(desk: Desk, person: Person, case_id: int) -> dict[str, object]:
    """Say about whom the resident of a case may complain: its handler, if there is one, and the body."""
    case, leading = must_have_been_handled(desk, person, case_id)
    handler = person_of_member(desk, leading.member_id)
    body = offices.load(desk).bodies[leading.body_id].name
    own = handler is not None and handler.id == person.id
    return case_facts(desk, case) | {"handler": handler.name if handler and not own else "", "body": body}


def must_have_a_handler(desk: Desk, person: Person, case_id: int) -> tuple[Case, Assignment, Person]:
    """Return the case, its lead and the handler whom its resident may complain about."""
    case, leading = must_have_been_handled(desk, person, case_id)
    handler = person_of_member(desk, leading.member_id)
    if handler is None or handler.id == person.id:
        raise Refused("nobody_handled")
    return case, leading, handler


def complain(desk: Desk, person: Person, case_id: int, message: Message) -> Case:
    """Open a case about how another was handled; it goes to the body above, or further up."""
    about, leading, handler = must_have_a_handler(desk, person, case_id)
    if not wording.says_something(message.text):
        raise Refused("words_missing")
    case = _draw_up(desk, person, about, leading, handler)
    _keep(desk, person, case, message)
    record(desk, case, Happened.RECEIVED, person, about=about.number, category=CATEGORY, confidence=1.0)
    organisation = offices.load(desk)
    choice = _past_the_body(organisation, case, leading.body_id)
    if choice is None:
        send_to_triage(desk, case, "no_owner")
        tell(desk, person, Notice.RECEIPT_TRIAGE, case_facts(desk, case), case=case, asked=True)
        return case
    first = dispatch.set_going(desk, case)
    desk.session.add(case)
    assignment = dispatch.give(desk, organisation, case, choice, first=first, by=person)
    give_receipt(desk, case, assignment)
    return case


def _past_the_body(organisation: Organisation, case: Case, body_id: int) -> routing.Choice | None:
    """Choose somebody above the body; where nobody is, anybody from the top down who is not of it."""
    without = barred(organisation, case)
    parent = organisation.bodies[body_id].parent_id
    by_id = organisation.offices
    above = routing.climb(parent, by_id, without=without, reason="above") if parent is not None else None
    if above is not None:
        return above
    from_the_top = sorted(by_id.values(), key=lambda o: (-o.tier, o.position))
    chosen = (routing.climb(o.body_id, by_id, without=without, reason="above") for o in from_the_top)
    return next((choice for choice in chosen if choice is not None), None)


def _draw_up(desk: Desk, person: Person, about: Case, leading: Assignment, handler: Person) -> Case:
    year = desk.now.astimezone(desk.zone).year
    case = Case(
        community_id=desk.community_id,
        year=year,
        serial=queries.next_serial(desk.community_id, year),
        prefix=desk.community.prefix,
        category=CATEGORY,
        state=State.TRIAGE,
        reporter_id=key(person),
        building=about.building,
        opened_at=desk.now,
        respondent_id=leading.body_id,
        accused_id=handler.id,
        about_id=about.id,
    )
    desk.session.add(case)
    desk.session.flush()
    return case


def _keep(desk: Desk, person: Person, case: Case, message: Message) -> None:
    """Keep the words; they have no label of the model's, so that nothing is learnt from them."""
    concern = unread(desk, person, message, message.text.strip())
    concern.case_id = key(case)
    desk.session.add(concern)
    desk.session.flush()
