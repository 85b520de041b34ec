"""Who is told that there is work: the member, everybody on duty, or the coordinators' triage."""

from collections.abc import Sequence
from typing import Any

from casework.cases.claims import claim_facts, in_whose_hands
from casework.cases.facts import (
    Said,
    attachment_facts,
    case_facts,
    due_facts,
    owner_facts,
    person_of_member,
    said,
)
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people import offices
from casework.people.offices import Organisation
from casework.people.permissions import may_whistle
from casework.people.sides import barred, is_about
from casework.privacy.reveals import show_what_is_shared
from casework.rules import routing
from casework.rules.verdict import NOT_A_CONCERN
from casework.timeline import Happened, record, set_timer
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Attachment, Case, Person
from data.vocabulary import TimerKind, Urgency


def ping(
    desk: Desk,
    organisation: Organisation,
    case: Case,
    assignment: Assignment,
    *,
    heard: Said | None = None,
    notice: Notice = Notice.PING,
    more: dict[str, Any] | None = None,
) -> None:
    """Tell the member what they were given, or all who may claim it; an emergency pings everybody on duty,
    up to the branch.

    ``more`` are facts beside those of the case: why it comes, or which part of it.
    """
    heard = heard or said(desk, case)
    facts = case_facts(desk, case) | owner_facts(desk, assignment) | {"words": heard.words}
    facts |= claim_facts(desk, assignment) | (more or {})
    if case.urgency is Urgency.EMERGENCY and notice is Notice.PING:
        notice, people = Notice.PING_EMERGENCY, _everybody_on_duty(organisation, case, assignment)
    else:
        people = in_whose_hands(desk, organisation, case, assignment)
        notice = Notice.PING_CLAIM if assignment.is_open_to_claim() else notice
    for person in people:
        whistles = {"may_whistle": may_whistle(organisation, person, assignment)}
        tell(desk, person, notice, facts | whistles, case=case, assignment=assignment)
        for attachment in heard.attachments:
            pass_on(desk, case, person, attachment)
    if case.shared and assignment.member_id is not None:
        show_what_is_shared(desk, case, [organisation.person_of(assignment.member_id)])


def retire_cards(desk: Desk, case: Case, assignment: Assignment) -> None:
    """Put «this is over» in place of every card of an assignment that was closed."""
    put_away_cards(desk, case, assignment, assignment.state.value, Notice.CARD_CLOSED)


def put_away_cards(
    desk: Desk,
    case: Case,
    assignment: Assignment,
    ended: str,
    notice: Notice,
    but: Person | None = None,
) -> None:
    """Put what became of it in place of every card of an assignment but one person's.

    Cards that ask who claims it are not sent any more.
    """
    if assignment.claim_by is not None:
        queries.drop_unsent_cards(desk.session, key(assignment), Notice.PING_CLAIM.value)
    facts = case_facts(desk, case) | owner_facts(desk, assignment)
    facts |= {"words": said(desk, case).words, "ended": ended, "put_away": True}
    for card in queries.cards_of(desk.session, key(assignment)):
        if card.person_id is not None and (but is None or card.person_id != but.id):
            person = fetch(desk.session, Person, card.person_id)
            edits = card.message_id
            tell(
                desk,
                person,
                notice,
                facts,
                case=case,
                chat_id=card.chat_id,
                edits=edits,
                asked=True,
            )


def pass_on(desk: Desk, case: Case, person: Person, attachment: Attachment) -> None:
    """Show a handler one more photo, voice, file or place of a case."""
    tell(desk, person, Notice.ATTACHMENT, attachment_facts(case, attachment), case=case)


def remind(
    desk: Desk, case: Case, assignment: Assignment, notice: Notice, more: dict[str, Any] | None = None
) -> None:
    """Remind the member who has an assignment, if somebody has it."""
    person = person_of_member(desk, assignment.member_id)
    if person is None:
        return
    facts = case_facts(desk, case) | due_facts(desk, case) | owner_facts(desk, assignment)
    tell(desk, person, notice, facts | (more or {}), case=case, assignment=assignment)


def send_to_triage(desk: Desk, case: Case, reason: str) -> None:
    """Put a card before every coordinator and remind them if nobody takes it up."""
    record(desk, case, Happened.TO_TRIAGE, reason=reason)
    set_timer(desk, case, TimerKind.TRIAGE, desk.now + desk.parameters.triage_reminder)
    show_triage_card(desk, case, reason)


def show_triage_card(
    desk: Desk,
    case: Case,
    reason: str,
    notice: Notice = Notice.TRIAGE_CARD,
    to: Sequence[Person] | None = None,
) -> None:
    """Send the triage card, to every coordinator unless some are named."""
    concerns = queries.concerns(desk.session, key(case))
    ranking = [label for label, _ in concerns[0].ranking if label != NOT_A_CONCERN] if concerns else []
    heard = said(desk, case)
    facts = case_facts(desk, case) | {"reason": reason, "words": heard.words, "choices": ranking[:3]}
    if case.returns > desk.parameters.max_returns:
        notice, facts = Notice.BRANCH_DECIDES, facts | _to_decide(desk, case)
    people = queries.coordinators(desk.session, desk.community_id) if to is None else to
    for person in (one for one in people if not is_about(one, case)):
        tell(desk, person, notice, facts, case=case)
        for attachment in heard.attachments:
            pass_on(desk, case, person, attachment)


def _to_decide(desk: Desk, case: Case) -> dict[str, Any]:
    """Say who gave a case back and why, and who may be chosen."""
    organisation = offices.load(desk)
    returned = [
        {"body": "", "proposed": None, **event.data}
        for event in queries.events(desk.session, key(case))
        if event.kind == Happened.RETURNED
    ]
    bodies = [
        {"id": body_id, "name": body.name}
        for body_id, body in organisation.standing().items()
        if routing.climb(body_id, organisation.offices) is not None
    ]
    return {"returned": returned, "bodies": bodies}


def tell_of_unreached(desk: Desk, organisation: Organisation, case: Case, choice: routing.Choice) -> None:
    """Tell the coordinators who was passed over; names that have no account yet are no news to them."""
    passed_over = [organisation.person_of(member_id) for member_id in choice.unreached]
    names = "、".join(person.name for person in passed_over if person.telegram_id is not None)
    if names:
        tell_coordinators(desk, Notice.UNDELIVERABLE, case_facts(desk, case) | {"person": names}, case=case)


def _everybody_on_duty(organisation: Organisation, case: Case, assignment: Assignment) -> list[Person]:
    people: dict[int, Person] = {}
    office, without = organisation.offices.get(assignment.body_id), barred(organisation, case)
    while office is not None:
        for seat in office.seats:
            if seat.member_id in without or not seat.reachable:
                continue
            if (seat.on_duty and not seat.away) or seat.member_id == assignment.member_id:
                person = organisation.person_of(seat.member_id)
                people[key(person)] = person
        office = organisation.offices.get(office.parent_id) if office.parent_id is not None else None
    people.pop(case.reporter_id, None)
    return list(people.values())
