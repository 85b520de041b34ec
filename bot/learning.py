"""What coordinators press and write about the classifier: learn, take over, stay, go back."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.learning import models, retrainings


def ask(turn: Turn) -> None:
    """Ask for a retraining; its card shows how far it is."""
    retrainings.ask(turn.desk, turn.person)


def show(turn: Turn) -> None:
    """Show which model serves."""
    turn.reply(*models.show(turn.desk, turn.person, turn.models))


def promote(turn: Turn, press: Press) -> None:
    """Let the candidate take over."""
    turn.edit(*models.promote(turn.desk, turn.person, turn.models, press.number()))


def leave(turn: Turn, press: Press) -> None:
    """Leave the serving model as it is."""
    turn.edit(*models.leave(turn.desk, turn.person, press.number()))


def roll_back(turn: Turn, press: Press) -> None:
    """Go back to the model before."""
    turn.edit(*models.roll_back(turn.desk, turn.person, turn.models, press.word()))
