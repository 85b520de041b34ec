"""Words passed between a resident and whoever handles the case: neither sees the other's account (传话)."""

from collections.abc import Sequence

from casework.cases.attachments import Sent, attach, handlers
from casework.cases.facts import attachment_facts, case_facts, person_of_member, reporter_of
from casework.cases.intake import Message
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import private_chat, tell
from casework.people import offices, questions
from casework.people.offices import Organisation
from casework.people.permissions import coordinates, must_be_reporter, must_handle
from casework.people.sides import is_about, must_not_be_about
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Attachment, Body, Case, Member, Outbox, Person
from data.vocabulary import Awaiting, Role, State, Urgency

RELAYED = (Notice.RELAY_QUESTION, Notice.RELAY_WORDS)


def must_be_able_to_ask(desk: Desk, person: Person, case_id: int) -> Case:
    """Return the case for whoever works on it or coordinates, while its resident can be asked."""
    case = fetch(desk.session, Case, case_id)
    _seat(desk, offices.load(desk), person, case)
    if case.state is State.ARCHIVED:
        raise Refused("relay_over", number=case.number)
    if private_chat(reporter_of(desk, case)) is None:
        raise Refused("resident_unreachable")
    return case


def ask(desk: Desk, person: Person, case_id: int, words: str, sent: Sequence[Sent] = ()) -> Case:
    """Pass a member's question on to the resident, who may answer with their next words.

    A question that the resident was asked before stands first; then a button or a reply answers.
    """
    case = must_be_able_to_ask(desk, person, case_id)
    words = _something(words, sent)
    seat = _seat(desk, offices.load(desk), person, case)
    who = {"owner": fetch(desk.session, Body, seat.body_id).name, "handler": person.name}
    attached = attach(desk, person, sent, case=case)
    to = {"resident": case.reporter_id}
    record(desk, case, Happened.RESIDENT_ASKED, person, words=words, files=len(attached), **who, **to)
    reporter = reporter_of(desk, case)
    prompt = tell(
        desk, reporter, Notice.RELAY_QUESTION, case_facts(desk, case) | who | {"words": words}, case=case
    )
    _show(desk, case, reporter, attached)
    if prompt is not None:
        _let_answer(desk, reporter, case, prompt)
    return case


def answer(desk: Desk, person: Person, case_id: int, message: Message) -> Case:
    """Pass the resident's answer on to whoever asked and whoever has the case."""
    return _to_handlers(desk, person, case_id, message, Happened.RESIDENT_ANSWERED)


def write(desk: Desk, person: Person, case_id: int, message: Message) -> Case:
    """Pass what the resident has to say on to whoever has the case."""
    return _to_handlers(desk, person, case_id, message, Happened.RESIDENT_WROTE)


def reply(desk: Desk, person: Person, case: Case, message: Message) -> Case:
    """Take a reply to words that were passed on, back to who wrote them."""
    if case.reporter_id == person.id:
        return answer(desk, person, key(case), message)
    return ask(desk, person, key(case), message.text, message.sent)


def relayed(desk: Desk, message: Message) -> Case | None:
    """Return the case whose passed-on words the message replies to; None for anything else."""
    if message.reply_to is None:
        return None
    case_id = queries.case_of_notice(desk.session, message.chat_id, message.reply_to, RELAYED)
    return fetch(desk.session, Case, case_id) if case_id is not None else None


def must_be_able_to_write(desk: Desk, person: Person, case_id: int) -> Case:
    """Return the case for its own resident, as long as it is open."""
    case = fetch(desk.session, Case, case_id)
    must_be_reporter(person, case)
    if case.state is State.ARCHIVED:
        raise Refused("case_closed", number=case.number)
    return case


def is_alarm(reader: Reader, message: Message) -> bool:
    """Say whether words are an emergency, which is nobody's answer but a matter of its own."""
    text = message.text.strip()
    return bool(text) and reader.predict(text).urgency.value == Urgency.EMERGENCY.value


def _to_handlers(desk: Desk, person: Person, case_id: int, message: Message, happened: Happened) -> Case:
    case = must_be_able_to_write(desk, person, case_id)
    words = _something(message.text, message.sent)
    attached = attach(desk, person, message.sent, case=case)
    record(desk, case, happened, person, words=words, files=len(attached))
    facts = case_facts(desk, case) | {"words": words}
    for member in _listeners(desk, case):
        tell(desk, member, Notice.RELAY_WORDS, facts, case=case)
        _show(desk, case, member, attached)
    tell(desk, person, Notice.RELAY_SENT, case_facts(desk, case), case=case, asked=True)
    return case


def _listeners(desk: Desk, case: Case) -> list[Person]:
    """Return who hears the resident: who has the case, who had it last, who asked; else the coordinators."""
    people = {key(person): person for person in handlers(desk, case)}
    asker = _asker(desk, case)
    if asker is not None:
        people[key(asker)] = asker
    leading = queries.lead(desk.session, key(case))
    if not people and leading is not None:
        last = person_of_member(desk, leading.member_id)
        people |= {key(last): last} if last is not None else {}
    people.pop(case.reporter_id, None)
    people.pop(case.accused_id or 0, None)
    steering = queries.coordinators(desk.session, desk.community_id)
    return list(people.values()) or [person for person in steering if not is_about(person, case)]


def _asker(desk: Desk, case: Case) -> Person | None:
    """Return who asked the resident last, if they may still ask."""
    asked = [e for e in queries.events(desk.session, key(case)) if e.kind == Happened.RESIDENT_ASKED]
    if not asked or asked[-1].person_id is None:
        return None
    person = fetch(desk.session, Person, asked[-1].person_id)
    try:
        _seat(desk, offices.load(desk), person, case)
    except Refused:
        return None
    return person


def _seat(desk: Desk, organisation: Organisation, person: Person, case: Case) -> Member:
    """Return the seat by which the person works on the case, watches over it, or coordinates."""
    if case.reporter_id == person.id:
        raise Refused("own_case")
    must_not_be_about(person, case)
    refusal = Refused("not_your_body")
    for assignment in queries.open_assignments(desk.session, key(case)):
        try:
            return must_handle(organisation, person, assignment, case)
        except Refused as no:
            refusal = no
    seats = organisation.seats_of(person)
    watching = [seat for seat in seats if seat.id == case.supervisor_id]
    steering = [seat for seat in seats if seat.role is Role.COORDINATOR]
    if not watching and not (steering and coordinates(organisation, person)):
        raise refusal
    return (watching or steering)[0]


def _something(words: str, sent: Sequence[Sent]) -> str:
    if not words.strip() and not sent:
        raise Refused("words_missing")
    return words.strip()


def _show(desk: Desk, case: Case, person: Person, attached: Sequence[Attachment]) -> None:
    for attachment in attached:
        tell(desk, person, Notice.ATTACHMENT, attachment_facts(case, attachment), case=case)


def _let_answer(desk: Desk, reporter: Person, case: Case, prompt: Outbox) -> None:
    """Let the resident's next words be the answer, unless they owe somebody else an answer."""
    if questions.pending(desk, reporter) not in (None, Awaiting.RELAY_ANSWER):
        return
    reaches = {"asked_at": prompt.not_before.isoformat()}
    questions.ask(desk, reporter, Awaiting.RELAY_ANSWER, key(case), prompt, **reaches)
