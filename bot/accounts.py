"""What members and coordinators press and write about accounts: look, open, approve."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.ledger import cards, ledgers


def show(turn: Turn) -> None:
    """Show the ledger, all of it or the member's own lines; a quarter may follow the command."""
    turn.reply(*cards.show(turn.desk, turn.person, turn.message.text.partition(" ")[2].strip()))


def turn_to(turn: Turn, press: Press) -> None:
    """Show another quarter in place of this one."""
    turn.edit(*cards.show(turn.desk, turn.person, press.word()))


def open_body(turn: Turn, press: Press) -> None:
    """Open a body's line into its cases."""
    turn.edit(*cards.show_body(turn.desk, turn.person, press.word(), press.number(1)))


def open_member(turn: Turn, press: Press) -> None:
    """Open a member's line into its cases."""
    turn.edit(*cards.show_member(turn.desk, turn.person, press.word(), press.number(1)))


def approve(turn: Turn, press: Press) -> None:
    """Approve a draft, so that it is published."""
    row = ledgers.approve(turn.desk, turn.person, press.number())
    turn.edit(*cards.show(turn.desk, turn.person, row.view["quarter"]))
