"""What members press and write about the annual rating: look, open a body, approve."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.ledger import yearly


def show(turn: Turn) -> None:
    """Show the rating of a year, which may follow the command."""
    turn.reply(*yearly.show(turn.desk, turn.person, turn.message.text.partition(" ")[2].strip()))


def turn_to(turn: Turn, press: Press) -> None:
    """Show the rating of a year in place of this card."""
    turn.edit(*yearly.show(turn.desk, turn.person, press.word()))


def open_body(turn: Turn, press: Press) -> None:
    """Show how a body's points came about."""
    turn.edit(*yearly.show_body(turn.desk, turn.person, press.number(), press.number(1)))


def approve(turn: Turn, press: Press) -> None:
    """Approve the rating of a year that is over, so that it is published."""
    row = yearly.approve(turn.desk, turn.person, press.number())
    turn.edit(*yearly.show(turn.desk, turn.person, str(row.year)))
