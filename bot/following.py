"""What a resident answers before a case is opened: one concern or two, the same as another's or not."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import following as followers
from casework.cases import splitting
from casework.notice import Notice
from data.keys import key


def split(turn: Turn, press: Press) -> None:
    """Make a case of each part."""
    splitting.split(turn.desk, turn.reader, turn.person, turn.home, press.number())
    _settled(turn, Notice.ASK_SPLIT)


def keep_whole(turn: Turn, press: Press) -> None:
    """Keep the message as one concern."""
    splitting.keep_whole(turn.desk, turn.reader, turn.person, turn.home, press.number(), press.word(1))
    _settled(turn, Notice.ASK_SPLIT)


def follow(turn: Turn, press: Press) -> None:
    """Follow the case that is the same."""
    followers.follow(turn.desk, turn.person, press.number())
    _settled(turn, Notice.ASK_SAME)


def not_the_same(turn: Turn, press: Press) -> None:
    """Open a case of its own."""
    followers.not_the_same(turn.desk, turn.person, turn.home, press.number())
    _settled(turn, Notice.ASK_SAME)


def stop(turn: Turn, press: Press) -> None:
    """Follow a case no longer."""
    case = followers.stop(turn.desk, turn.person, press.number())
    turn.edit(Notice.NOT_FOLLOWING, {"number": case.number, "case": key(case)}, key(case))


def _settled(turn: Turn, asked: Notice) -> None:
    """Take the buttons off the question: what it became is told in a message of its own."""
    turn.toast("saved")
    turn.edit(asked, {"answered": True, "over": True})
