"""From words to a case, to a question about them, or to a friendly answer."""

from collections.abc import Sequence

from casework.cases import following, splitting
from casework.cases.attachments import Sent, attach
from casework.cases.opening import open_case
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import private_chat, tell
from casework.rules.verdict import NOT_A_CONCERN, Verdict, judge
from classifier.prediction import Prediction
from data.keys import fetch, key
from data.tables import Building, Case, Concern, Person
from data.vocabulary import Urgency


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
    """Classify a concern, then open it, ask about it, or answer it as chat.

    ``sent`` came in the same message; ``insisted`` is the resident's word that it is a concern. What is
    an emergency, or was pressed for, is opened without a question.
    """
    prediction = reader.predict(concern.text)
    _note(concern, prediction)
    ranking = [pair for pair in prediction.ranking if not (insisted and pair[0] == NOT_A_CONCERN)]
    verdict = judge(ranking, concern.urgency, reader.thresholds)
    concern.believed = verdict is Verdict.DISPATCH
    if verdict is Verdict.CHAT:
        _answer_as_chat(desk, person, concern, sent)
        return
    may_ask = not insisted and concern.urgency is not Urgency.EMERGENCY and private_chat(person) is not None
    if may_ask and (
        splitting.ask(desk, person, concern, sent) or following.ask(desk, reader, person, home, concern, sent)
    ):
        return
    open_case(desk, person, home, concern, sent)


def insist(desk: Desk, reader: Reader, person: Person, home: Building | None, concern_id: int) -> None:
    """Open a case from what was taken for chat, because the resident says that it is a concern."""
    concern = fetch(desk.session, Concern, concern_id)
    if concern.person_id != person.id:
        raise Refused("not_yours")
    if concern.case_id is not None:
        raise Refused("already_registered", number=fetch(desk.session, Case, concern.case_id).number)
    understand(desk, reader, person, home, concern, insisted=True)


def _answer_as_chat(desk: Desk, person: Person, concern: Concern, sent: Sequence[Sent]) -> None:
    desk.session.add(concern)
    desk.session.flush()
    attach(desk, person, sent, concern=concern)
    tell(desk, person, Notice.CHAT, {"concern": key(concern)}, concern=concern, asked=True)


def _note(concern: Concern, prediction: Prediction) -> None:
    concern.category = prediction.label
    concern.confidence = prediction.confidence
    concern.ranking = [[label, round(share, 4)] for label, share in prediction.ranking]
    concern.also = list(prediction.also)
    concern.urgency = Urgency(prediction.urgency.value)
    concern.evidence = list(prediction.evidence)
    concern.model_version = prediction.model_version
