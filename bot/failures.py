"""What went wrong in a call to Telegram, as the outbox needs to know it: for good, or for now."""

import warnings
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.warnings import PTBDeprecationWarning

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
MOST_DOUBLINGS = 20  # far beyond the longest pause; without an end the number would grow too large
TOKEN_PAUSE = timedelta(seconds=30)
NOT_REACHABLE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "have no rights",
    "not enough rights",
)
NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed send. ``pause`` is None for good; ``unreachable`` means the person, not the words."""

    reason: str
    pause: timedelta | None = None
    unreachable: bool = False
    moved_to: int | None = None
    already_there: bool = False
    card_gone: bool = False


def classify(error: TelegramError, attempts: int) -> Failure:
    """Tell permanent errors from passing ones. BadRequest is asked first: it is a network error by type."""
    text = str(error).lower()
    name = type(error).__name__
    if isinstance(error, ChatMigrated):
        return Failure(name, pause=timedelta(0), moved_to=error.new_chat_id)
    if isinstance(error, RetryAfter):
        return Failure(name, pause=pause_asked(error))
    if isinstance(error, Forbidden):
        return Failure(name, unreachable=True)
    if isinstance(error, BadRequest):
        return Failure(
            name,
            unreachable=any(sign in text for sign in NOT_REACHABLE),
            already_there=NOT_MODIFIED in text,
            card_gone=any(sign in text for sign in GONE),
        )
    if isinstance(error, InvalidToken | EndPointNotFound):
        return Failure(name, pause=TOKEN_PAUSE)
    doubled = min(max(attempts - 1, 0), MOST_DOUBLINGS)
    return Failure(name, pause=min(FIRST_PAUSE * 2**doubled, LONGEST_PAUSE))


def pause_asked(error: RetryAfter) -> timedelta:
    """Return the pause that Telegram asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        asked = error.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
