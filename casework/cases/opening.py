"""From words to a case with an owner and a date, or to a question, or to a friendly answer."""

from collections.abc import Sequence

from casework.cases import dispatch as dispatching
from casework.cases import helpers as helping
from casework.cases.attachments import Sent, adopt, attach
from casework.cases.facts import Said, case_facts, owner_facts, reporter_of
from casework.cases.pings import send_to_triage
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notices import Notice, tell
from casework.people import offices
from casework.rules.verdict import NOT_A_CONCERN, Verdict, judge
from casework.timeline import Happened, Line, set_timer, write
from classifier.prediction import Prediction
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Building, Case, Concern, Person
from data.vocabulary import State, TimerKind, Urgency

# Nobody read the words of a voice or a photo; facilities is what most photos turn out to be.
UNREAD_CATEGORY = "facilities"


def understand(
    desk: Desk,
    reader: Reader,
    person: Person,
    home: Building | None,
    concern: Concern,
    sent: Sequence[Sent] = (),
    *,
    insisted: bool = False,
) -> None:
    """Classify a concern, then dispatch it, ask back, or answer it as chat.

    ``sent`` came in the same message; ``insisted`` is the resident's word that it is a concern.
    """
    prediction = reader.predict(concern.text)
    _note(concern, prediction)
    ranking = [pair for pair in prediction.ranking if not (insisted and pair[0] == NOT_A_CONCERN)]
    verdict = judge(ranking, concern.urgency, reader.thresholds)
    if verdict is Verdict.CHAT:
        desk.session.add(concern)
        desk.session.flush()
        attach(desk, person, sent, concern=concern)
        tell(desk, person, Notice.CHAT, {"concern": key(concern)}, concern=concern, asked=True)
        return
    category = next(label for label, _ in ranking if label != NOT_A_CONCERN)
    case = _draw_up(desk, person, home, concern, category, prediction)
    if verdict is Verdict.DISPATCH:
        _open(desk, person, case, concern, sent)
    else:
        _open_and_ask(desk, person, case, concern, sent)


def insist(desk: Desk, reader: Reader, person: Person, home: Building | None, concern_id: int) -> None:
    """Open a case from what was taken for chat, because the resident says that it is a concern."""
    concern = fetch(desk.session, Concern, concern_id)
    if concern.person_id != person.id:
        raise Refused("not_yours")
    if concern.case_id is not None:
        raise Refused("already_registered", number=fetch(desk.session, Case, concern.case_id).number)
    understand(desk, reader, person, home, concern, insisted=True)


def open_unread(desk: Desk, concern: Concern) -> None:
    """Open a case in triage from files whose words never came: somebody will look and listen."""
    person = fetch(desk.session, Person, concern.person_id)
    home = fetch(desk.session, Building, person.building_id) if person.building_id else None
    concern.category = UNREAD_CATEGORY
    case = _draw_up(desk, person, home, concern, UNREAD_CATEGORY, None)
    _keep(desk, person, case, concern, ())
    write(desk, case, _received(person, concern))
    _wait_for_triage(desk, person, case, concern, "no_words")


def give_receipt(
    desk: Desk,
    organisation: offices.Organisation,
    case: Case,
    assignment: Assignment,
    concern: Concern | None = None,
) -> None:
    """Give the resident the receipt: number, category, owner and date; an emergency's numbers first."""
    notice = Notice.RECEIPT_EMERGENCY if case.urgency is Urgency.EMERGENCY else Notice.RECEIPT
    facts = case_facts(desk, case) | owner_facts(organisation, assignment)
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
    give_receipt(desk, organisation, case, assignment, concern)
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


def _note(concern: Concern, prediction: Prediction) -> None:
    concern.category = prediction.label
    concern.confidence = prediction.confidence
    concern.ranking = [[label, round(share, 4)] for label, share in prediction.ranking]
    concern.also = list(prediction.also)
    concern.urgency = Urgency(prediction.urgency.value)
    concern.evidence = list(prediction.evidence)
    concern.model_version = prediction.model_version


def _draw_up(
    desk: Desk,
    person: Person,
    home: Building | None,
    concern: Concern,
    category: str,
    prediction: Prediction | None,
) -> Case:
    named = prediction.place.building if prediction else None
    known = named if named in desk.community.building_numbers else None
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
        place=prediction.place.spot if prediction else None,
        opened_at=desk.now,
    )
