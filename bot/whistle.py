"""What the branch and the committee press and write to call a department in."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, whistle
from casework.notice import Notice
from casework.people import questions
from data.vocabulary import Awaiting


def ask_department(turn: Turn, press: Press) -> None:
    """Ask which department is needed."""
    facts = whistle.must_be_able_to_whistle(turn.desk, turn.person, press.number())
    turn.reply(Notice.ASK_WHISTLE_BODY, facts, _case(facts))


def ask_part(turn: Turn, press: Press) -> None:
    """Ask what the department is to do, and by when."""
    work, body = press.number(), press.number(1)
    facts = whistle.must_be_able_to_whistle(turn.desk, turn.person, work, body)
    helper = cards.name_of(turn.desk, body)
    prompt = turn.reply(Notice.ASK_PART_WORDS, facts | {"helper": helper}, _case(facts))
    questions.ask(turn.desk, turn.person, Awaiting.WHISTLE_WORDS, work, prompt, body=body)


def blow(turn: Turn) -> None:
    """Blow the whistle for the part that the message names."""
    work, body = turn.person.awaiting_ref or 0, int(turn.person.awaiting_data["body"])
    whistle.whistle(turn.desk, turn.person, work, body, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.desk.session.flush()
    notice, facts = cards.work(turn.desk, turn.person, work)
    turn.reply(notice, facts, _case(facts))


def _case(facts: dict[str, object]) -> int:
    return int(str(facts["case"]))
