"""What the lead and the bodies beside it press and write: parse, one casework call, the card as it stands."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, joint
from casework.notice import Notice
from casework.people import questions
from data.vocabulary import Awaiting


def ask_body(turn: Turn, press: Press) -> None:
    """Ask who should help."""
    notice, facts = cards.other_bodies(turn.desk, turn.person, press.number(), Notice.ASK_JOINT_BODY)
    turn.edit(notice, facts, facts["case"])


def ask_part(turn: Turn, press: Press) -> None:
    """Ask what the chosen body is to do, and by when."""
    work, body = press.number(), press.number(1)
    notice, facts = cards.part_to_give(turn.desk, turn.person, work, body)
    prompt = turn.reply(notice, facts, facts["case"])
    questions.ask(turn.desk, turn.person, Awaiting.PART_WORDS, work, prompt, body=body)


def give_part(turn: Turn) -> None:
    """Ask the body in for the part that the message names."""
    work, body = turn.person.awaiting_ref or 0, int(turn.person.awaiting_data["body"])
    joint.ask_in(turn.desk, turn.person, work, body, turn.message.text)
    _show(turn, work)


def ask_decline(turn: Turn, press: Press) -> None:
    """Ask why a body declines its part."""
    notice, facts = cards.part_to_decline(turn.desk, turn.person, press.number())
    prompt = turn.reply(notice, facts, facts["case"])
    questions.ask(turn.desk, turn.person, Awaiting.DECLINE_WORDS, press.number(), prompt)


def decline(turn: Turn) -> None:
    """Decline the part for the reason in the message."""
    work = turn.person.awaiting_ref or 0
    joint.decline(turn.desk, turn.person, work, turn.message.text)
    _show(turn, work)


def _show(turn: Turn, work: int) -> None:
    questions.settle(turn.desk, turn.person)
    turn.desk.session.flush()
    notice, facts = cards.work(turn.desk, turn.person, work)
    turn.reply(notice, facts, facts["case"])
