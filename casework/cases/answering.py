"""Whether a person's words answer the question they were asked last, or are something else."""

from casework.cases.intake import Message
from casework.cases.residents import case_replied_to
from casework.desk import Desk
from casework.people import joining, questions
from data.keys import fetch
from data.tables import Assignment, Person, Review
from data.vocabulary import Awaiting

_ABOUT_A_CASE = (Awaiting.ADDITION, Awaiting.PLAN_WORDS, Awaiting.SETTLE_WORDS, Awaiting.LEAVE_OUT_WORDS)
_ABOUT_WORK = (
    *(Awaiting.PLEDGE_DATE, Awaiting.PROGRESS_WORDS, Awaiting.DONE_WORDS),
    *(
        Awaiting.ESCALATE_WORDS,
        Awaiting.PART_WORDS,
        Awaiting.DECLINE_WORDS,
        Awaiting.EXTENSION_WORDS,
        Awaiting.WHISTLE_WORDS,
    ),
)


def question_answered(desk: Desk, person: Person, message: Message) -> Awaiting | None:
    """Return the question that the message answers; None leaves the question standing.

    A reply to another case's card is about that case, and a concern is no room number.
    """
    asked = questions.pending(desk, person)
    if asked is None:
        return None
    if asked is Awaiting.ROOM and not joining.may_be_room(message.text):
        return None
    replied_to = case_replied_to(desk, message)
    if replied_to is not None and replied_to.id != _case_asked_about(desk, person, asked):
        return None
    return asked


def _case_asked_about(desk: Desk, person: Person, asked: Awaiting) -> int | None:
    ref = person.awaiting_ref or 0
    if asked in _ABOUT_A_CASE:
        return ref
    if asked in _ABOUT_WORK:
        return fetch(desk.session, Assignment, ref).case_id
    if asked is Awaiting.REVIEW_WORDS:
        return fetch(desk.session, Review, ref).case_id
    return None
