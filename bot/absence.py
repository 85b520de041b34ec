"""What members and coordinators press and write about who is away: parse, one casework call, the answer."""

from datetime import UTC, datetime

from bot.callbacks import Press
from bot.turn import Turn
from casework.absence import away
from casework.notice import Notice
from casework.people import questions
from data.keys import fetch, key
from data.tables import Person
from data.vocabulary import Awaiting


def ask(turn: Turn) -> None:
    """Ask until when the member is away, or the one whom a coordinator names behind the command."""
    absent = away.whose(turn.desk, turn.person, _name(turn))
    turn.reply(Notice.ASK_AWAY_UNTIL, away.ask_until(turn.desk, turn.person, absent))


def ask_other_day(turn: Turn, press: Press) -> None:
    """Ask for the last day in words."""
    absent = _absent(turn, press.number())
    prompt = turn.reply(Notice.ASK_AWAY_DATE, away.ask_until(turn.desk, turn.person, absent))
    questions.ask(turn.desk, turn.person, Awaiting.AWAY_DATE, key(absent), prompt)


def give_day(turn: Turn) -> None:
    """Read the last day, and ask who stands in."""
    absent = _absent(turn, turn.person.awaiting_ref or 0)
    until = away.day_in(turn.desk, turn.message.text)
    facts = away.ask_deputy(turn.desk, turn.person, absent, until)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.ASK_DEPUTY, facts)


def ask_deputy(turn: Turn, press: Press) -> None:
    """Ask who stands in until the day on the button."""
    absent = _absent(turn, press.number())
    turn.edit(Notice.ASK_DEPUTY, away.ask_deputy(turn.desk, turn.person, absent, _moment(press)))


def go(turn: Turn, press: Press) -> None:
    """Let the member be away, with the colleague on the button standing in, or nobody in particular."""
    absent = _absent(turn, press.number())
    turn.edit(
        Notice.AWAY_SAVED,
        away.go(turn.desk, turn.person, absent, _moment(press), press.number(2) or None),
    )


def back(turn: Turn) -> None:
    """End the absence of whoever writes, or of the one whom a coordinator names."""
    absent = away.whose(turn.desk, turn.person, _name(turn))
    turn.reply(Notice.CAME_BACK, away.come_back(turn.desk, turn.person, absent))


def press_back(turn: Turn, press: Press) -> None:
    """End the absence that the card is about."""
    facts = away.come_back(turn.desk, turn.person, _absent(turn, press.number()))
    turn.edit(Notice.CAME_BACK, facts)


def team(turn: Turn) -> None:
    """Show a coordinator who is there."""
    turn.reply(Notice.TEAM, away.team(turn.desk, turn.person))


def _name(turn: Turn) -> str:
    return turn.message.text.partition(" ")[2].strip()


def _absent(turn: Turn, person_id: int) -> Person:
    return fetch(turn.desk.session, Person, person_id)


def _moment(press: Press) -> datetime:
    return datetime.fromtimestamp(press.number(1) * 60, UTC)
