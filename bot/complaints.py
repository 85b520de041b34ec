"""What residents press and write about how they were handled, and coordinators about whom a case is."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, residents
from casework.cases.facts import case_facts
from casework.notice import Notice
from casework.people import questions
from casework.privacy import complaints, respondents
from data.keys import key
from data.vocabulary import Awaiting


def ask(turn: Turn, press: Press) -> None:
    """Ask a resident whom they complain about."""
    facts = complaints.about_whom(turn.desk, turn.person, press.number())
    turn.reply(Notice.ASK_COMPLAINT, facts, press.number())


def ask_words(turn: Turn, press: Press) -> None:
    """Ask what the handler did."""
    case, _, handler = complaints.must_have_a_handler(turn.desk, turn.person, press.number())
    facts = case_facts(turn.desk, case) | {"handler": handler.name}
    prompt = turn.reply(Notice.ASK_COMPLAINT_WORDS, facts, key(case))
    questions.ask(turn.desk, turn.person, Awaiting.COMPLAINT_WORDS, key(case), prompt)


def complain(turn: Turn) -> None:
    """Open the complaint, which goes past the handler."""
    complaints.complain(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message)
    questions.settle(turn.desk, turn.person)


def about_body(turn: Turn, press: Press) -> None:
    """Say that the case is about the body that has it."""
    case = respondents.complain_of_body(turn.desk, turn.person, press.number())
    turn.toast("saved")
    turn.desk.session.flush()
    _, facts = residents.view(turn.desk, turn.person, key(case))
    turn.edit(Notice.CASE_VIEW, facts, key(case))


def ask_respondent(turn: Turn, press: Press) -> None:
    """Ask a coordinator which body a case is about."""
    notice, facts = cards.respondents(turn.desk, turn.person, press.number())
    turn.edit(notice, facts, press.number())


def respondent(turn: Turn, press: Press) -> None:
    """Say which body a case is about, or that it is about none."""
    case = respondents.name(turn.desk, turn.person, press.number(), press.number(1) or None)
    turn.toast("saved")
    turn.desk.session.flush()
    notice, facts = cards.steer(turn.desk, turn.person, key(case))
    turn.edit(notice, facts, key(case))
