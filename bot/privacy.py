"""What people press and write about what is kept of them: take it along, have it taken away."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.notice import Notice
from casework.notices import tell
from casework.privacy import erasing

FORMS = ("text", "json")


def my_data(turn: Turn) -> None:
    """Send what is kept of the person as two files, privately wherever it was asked."""
    for form in FORMS:
        tell(turn.desk, turn.person, Notice.OWN_DATA, {"form": form}, asked=True)


def ask_forget(turn: Turn) -> None:
    """Ask whether to be forgotten, and what becomes of open cases."""
    turn.reply(Notice.ASK_FORGET, erasing.what_would_go(turn.desk, turn.person))


def ask_forget_again(turn: Turn, press: Press) -> None:
    """Ask a second time: it cannot be undone."""
    facts = erasing.what_would_go(turn.desk, turn.person)
    turn.edit(Notice.ASK_FORGET_AGAIN, facts | {"keep": press.number()})


def forget(turn: Turn, press: Press) -> None:
    """Forget the person who pressed."""
    mark = turn.mark(turn.person.telegram_id or 0)
    card = turn.message.message_id
    erasing.forget(turn.desk, turn.person, keep=bool(press.number()), mark=mark, card=card)


def ask_forget_for(turn: Turn, press: Press) -> None:
    """Ask a coordinator whether to forget a resident without Telegram, who wished it."""
    turn.reply(Notice.ASK_FORGET_FOR, erasing.whom_to_forget(turn.desk, turn.person, press.number()))


def forget_for(turn: Turn, press: Press) -> None:
    """Forget the resident of a logged case."""
    erasing.forget_for(turn.desk, turn.person, press.number(), keep=bool(press.number(1)))
    turn.edit(Notice.FORGOTTEN_FOR)
