"""What is pressed and written about a later date: parse, one casework call, the answer."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, extensions
from casework.notice import Notice
from casework.people import questions
from data.keys import key
from data.vocabulary import Awaiting


def ask(turn: Turn, press: Press) -> None:
    """Ask the handler for the later date and why."""
    notice, facts = cards.date_to_extend(turn.desk, turn.person, press.number())
    prompt = turn.reply(notice, facts, facts["case"])
    questions.ask(turn.desk, turn.person, Awaiting.EXTENSION_WORDS, press.number(), prompt)


def give(turn: Turn) -> None:
    """Put what the message asks for before whoever decides."""
    work = turn.person.awaiting_ref or 0
    case = extensions.ask(turn.desk, turn.person, work, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.EXTENSION_SAVED, {"number": case.number, "case": key(case)}, key(case))


def grant(turn: Turn, press: Press) -> None:
    """Grant the later date."""
    _decide(turn, press, granted=True)


def refuse(turn: Turn, press: Press) -> None:
    """Leave the date as it is."""
    _decide(turn, press, granted=False)


def _decide(turn: Turn, press: Press, *, granted: bool) -> None:
    case, asked = extensions.decide(turn.desk, turn.person, press.number(), granted=granted)
    turn.edit(Notice.EXTENSION_DECIDED, extensions.decided_facts(turn.desk, case, asked), key(case))
