"""What members press to claim a case: parse, one casework call, the dates they may promise."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, claiming


def claim(turn: Turn, press: Press) -> None:
    """Take the case and offer dates to promise, as after signing in."""
    claiming.claim(turn.desk, turn.person, press.number())
    turn.desk.session.flush()
    turn.toast("saved")
    notice, facts = cards.dates(turn.desk, turn.person, press.number())
    turn.edit(notice, facts, facts["case"])
