"""What coordinators press and write to merge two cases, and residents to undo it."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, merging
from casework.notice import Notice
from casework.people import questions
from data.keys import key
from data.vocabulary import Awaiting


def ask(turn: Turn, press: Press) -> None:
    """Ask with which case it is to be merged: one that looks alike, or a number."""
    facts = merging.offer(turn.desk, turn.reader, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_MERGE, facts, press.number())
    questions.ask(turn.desk, turn.person, Awaiting.MERGE_NUMBER, press.number(), prompt)


def choose(turn: Turn, press: Press) -> None:
    """Show both cases before they are merged."""
    _confirm(turn, press.number(), press.number(1))


def give_number(turn: Turn) -> None:
    """Read the number of the other case and show both."""
    into = cards.numbered(turn.desk, turn.person, turn.message.text)
    _confirm(turn, turn.person.awaiting_ref or 0, key(into))


def merge(turn: Turn, press: Press) -> None:
    """Merge them."""
    case, into = merging.merge(turn.desk, turn.person, press.number(), press.number(1))
    turn.edit(Notice.MERGE_SAVED, {"number": case.number, "other": into.number}, key(into))


def undo(turn: Turn, press: Press) -> None:
    """Open the case again: its resident says that it is another matter."""
    merging.undo(turn.desk, turn.person, press.number())
    turn.toast("saved")
    turn.edit(Notice.MERGED, {"answered": True, "over": True})


def _confirm(turn: Turn, case_id: int, into_id: int) -> None:
    facts = merging.preview(turn.desk, turn.person, case_id, into_id)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.CONFIRM_MERGE, facts, case_id)
