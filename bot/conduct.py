"""Declining by two signatures, bans and appeals: what coordinators and residents press and write."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases.facts import case_facts
from casework.conduct import bans, declining
from casework.notice import Notice
from casework.people import questions
from data.keys import fetch, key
from data.tables import Case
from data.vocabulary import Awaiting


def ask_turn_down(turn: Turn, press: Press) -> None:
    """Ask for the reason that the resident will read."""
    case = declining.may_propose(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_TURN_DOWN, case_facts(turn.desk, case), key(case))
    questions.ask(turn.desk, turn.person, Awaiting.TURN_DOWN_WORDS, key(case), prompt)


def give_turn_down(turn: Turn) -> None:
    """Propose to decline, for a second signature."""
    case_id = turn.person.awaiting_ref or 0
    declining.propose(turn.desk, turn.person, case_id, turn.message.text)
    questions.settle(turn.desk, turn.person)
    case = fetch(turn.desk.session, Case, case_id)
    turn.reply(Notice.DECLINE_SAVED, case_facts(turn.desk, case) | {"signed": 1}, case_id)


def agree(turn: Turn, press: Press) -> None:
    """Give the second signature."""
    case = declining.decide(turn.desk, turn.person, press.number(), agree=True)
    turn.edit(Notice.DECLINE_SAVED, case_facts(turn.desk, case) | {"signed": 2}, key(case))


def disagree(turn: Turn, press: Press) -> None:
    """Refuse the second signature; the case goes on."""
    case = declining.decide(turn.desk, turn.person, press.number(), agree=False)
    turn.edit(Notice.DECLINE_SAVED, case_facts(turn.desk, case) | {"signed": 0}, key(case))


def ask_ban_span(turn: Turn, press: Press) -> None:
    """Ask for how long."""
    turn.reply(
        Notice.ASK_BAN_SPAN, bans.spans(turn.desk, turn.person, press.number()), case_id=press.number()
    )


def ask_ban_words(turn: Turn, press: Press) -> None:
    """Ask for the reason that the banned person reads."""
    facts = bans.spans(turn.desk, turn.person, press.number()) | {"days": press.number(1)}
    prompt = turn.reply(Notice.ASK_BAN_WORDS, facts, press.number())
    questions.ask(turn.desk, turn.person, Awaiting.BAN_WORDS, press.number(), prompt, days=press.number(1))


def give_ban(turn: Turn) -> None:
    """Ban whoever wrote the case."""
    days = int(turn.person.awaiting_data.get("days", 0))
    row = bans.ban(turn.desk, turn.person, turn.person.awaiting_ref or 0, days, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.BAN_SAVED, bans.facts_of(turn.desk, row))


def ask_appeal(turn: Turn, press: Press) -> None:
    """Ask for the words of an appeal."""
    row = bans.may_appeal(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_BAN_APPEAL, bans.facts_of(turn.desk, row))
    questions.ask(turn.desk, turn.person, Awaiting.BAN_APPEAL, key(row), prompt)


def give_appeal(turn: Turn) -> None:
    """Put the appeal before the coordinators."""
    bans.appeal(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.BAN_APPEALED)


def lift(turn: Turn, press: Press) -> None:
    """Uphold an appeal."""
    _decide(turn, press, lift_it=True)


def keep(turn: Turn, press: Press) -> None:
    """Reject an appeal."""
    _decide(turn, press, lift_it=False)


def _decide(turn: Turn, press: Press, *, lift_it: bool) -> None:
    row = bans.decide(turn.desk, turn.person, press.number(), lift=lift_it)
    turn.edit(Notice.APPEAL_SAVED, bans.facts_of(turn.desk, row) | {"lifted": lift_it})
