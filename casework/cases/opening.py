"""From a concern that was read to a case with an owner and a date, or in triage."""

from collections.abc import Sequence

from casework.cases import dispatch as dispatching
from casework.cases import helpers as helping
from casework.cases.attachments import Sent, adopt, attach
from casework.cases.facts import Said, case_facts, owner_facts, reporter_of
from casework.cases.pings import send_to_triage
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.rules.verdict import NOT_A_CONCERN
from casework.timeline import Happened, Line, set_timer, write
from classifier.place import find_place
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Building, Case, Concern, Person
from data.vocabulary import State, TimerKind, Urgency

# Nobody read the words of a voice or a photo; facilities is what most photos turn out to be.
UNREAD_CATEGORY = "facilities"


def open_case(
    desk: Desk, person: Person, home: Building | None, concern: Concern, sent: Sequence[Sent] = ()
) -> None:
    """Open a case for a concern that was read: it goes out where the reading is believed, else is asked back.

    An emergency goes out however sure the reading is. ``sent`` came in the same message.
    """
    case = _draw_up(desk, person, home, concern, named_category(concern))
    if concern.believed or concern.urgency is Urgency.EMERGENCY:
        _open(desk, person, case, concern, sent)
    else:
        _open_and_ask(desk, person, case, concern, sent)


def open_late(desk: Desk, concern: Concern) -> None:
    """Open the case of a concern whose writer left a question about it unanswered."""
    person = fetch(desk.session, Person, concern.person_id)
    if concern.case_id is None:
        open_case(desk, person, home_of(desk, person), concern)


def named_category(concern: Concern) -> str:
    """Return the likeliest label that is a concern at all."""
    if concern.category and concern.category != NOT_A_CONCERN:
        return concern.category
    return next(str(label) for label, _ in concern.ranking if label != NOT_A_CONCERN)


def home_of(desk: Desk, person: Person) -> Building | None:
    """Return the building the person lives in, if they said so."""
    return fetch(desk.session, Building, person.building_id) if person.building_id else None


def open_unread(desk: Desk, concern: Concern) -> None:
    """Open a case in triage from files whose words never came: somebody will look and listen."""
    person = fetch(desk.session, Person, concern.person_id)
    concern.category = UNREAD_CATEGORY
    case = _draw_up(desk, person, home_of(desk, person), concern, UNREAD_CATEGORY)
    _keep(desk, person, case, concern, ())
    write(desk, case, _received(person, concern))
    _wait_for_triage(desk, person, case, concern, "no_words")


def give_receipt(
    desk: Desk,
    case: Case,
    assignment: Assignment,
    concern: Concern | None = None,
) -> None:
    """Give the resident the receipt: number, category, owner and date; an emergency's numbers first."""
    notice = Notice.RECEIPT_EMERGENCY if case.urgency is Urgency.EMERGENCY else Notice.RECEIPT
    facts = case_facts(desk, case) | owner_facts(desk, assignment)
    tell(desk, reporter_of(desk, case), notice, facts, case=case, concern=concern, asked=True)


def _open(desk: Desk, person: Person, case: Case, concern: Concern, sent: Sequence[Sent]) -> None:
    organisation = offices.load(desk)
    choice = dispatching.owner_for(organisation, case)
    if choice is None:
        _keep(desk, person, case, concern, sent)
        write(desk, case, _received(person, concern))
        _wait_for_triage(desk, person, case, concern, "no_owner")
        return
    helpers = helping.helping(organisation, case, choice)
    helping.expect(case, helpers)
    dispatching.set_going(desk, case)
    heard = _keep(desk, person, case, concern, sent)
    before = [_received(person, concern)]
    assignment = dispatching.give(desk, organisation, case, choice, first=True, heard=heard, before=before)
    give_receipt(desk, case, assignment, concern)
    helping.ask_in(desk, organisation, case, assignment, helpers)


def _open_and_ask(desk: Desk, person: Person, case: Case, concern: Concern, sent: Sequence[Sent]) -> None:
    _keep(desk, person, case, concern, sent)
    choices = [label for label, _ in concern.ranking if label != NOT_A_CONCERN][:2]
    write(desk, case, _received(person, concern), Line(Happened.ASKED_BACK, data={"choices": choices}))
    facts = case_facts(desk, case) | {"choices": choices}
    tell(desk, person, Notice.ASK_CATEGORY, facts, case=case, concern=concern, asked=True)
    if case.urgency is Urgency.NORMAL:
        set_timer(desk, case, TimerKind.CHOICE, desk.now + desk.parameters.choice_within)
    else:
        send_to_triage(desk, case, "urgent_and_unsure")


def _wait_for_triage(desk: Desk, person: Person, case: Case, concern: Concern, reason: str) -> None:
    send_to_triage(desk, case, reason)
    tell(desk, person, Notice.RECEIPT_TRIAGE, case_facts(desk, case), case=case, concern=concern, asked=True)


def _keep(desk: Desk, person: Person, case: Case, concern: Concern, sent: Sequence[Sent]) -> Said:
    """Store case, concern and files, the case first; return what was said."""
    waited = concern.id is not None
    desk.session.add(case)
    desk.session.flush()
    concern.case_id = key(case)
    desk.session.add(concern)
    desk.session.flush()
    attachments = (
        adopt(desk, concern, case) if waited else attach(desk, person, sent, concern=concern, case=case)
    )
    return Said(concern.text, attachments)


def _received(person: Person, concern: Concern) -> Line:
    read = {"category": concern.category, "confidence": round(concern.confidence, 3)}
    return Line(Happened.RECEIVED, person, {"concern": key(concern), **read, "model": concern.model_version})


def _draw_up(desk: Desk, person: Person, home: Building | None, concern: Concern, category: str) -> Case:
    place = find_place(concern.text)
    known = place.building if place.building in desk.community.building_numbers else None
    year = desk.now.astimezone(desk.zone).year
    return Case(
        community_id=desk.community_id,
        year=year,
        serial=queries.next_serial(desk.community_id, year),
        prefix=desk.community.prefix,
        category=category,
        urgency=concern.urgency,
        state=State.TRIAGE,
        reporter_id=key(person),
        building=known or (home.number if home else None),
        place=place.spot,
        opened_at=desk.now,
    )
