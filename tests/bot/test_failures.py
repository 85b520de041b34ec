"""Each error of the library is for good or for now, and says whom it is about."""

import warnings
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.warnings import PTBDeprecationWarning

from bot.failures import LONGEST_PAUSE, TOKEN_PAUSE, Failure, classify, pause_asked

SECOND = timedelta(seconds=1)
FOR_GOOD = {
    "blocked": (Forbidden("Forbidden: bot was blocked by the user"), Failure("Forbidden", unreachable=True)),
    "never started": (
        Forbidden("Forbidden: bot can't initiate conversation with a user"),
        Failure("Forbidden", unreachable=True),
    ),
    "kicked": (
        Forbidden("Forbidden: bot was kicked from the group chat"),
        Failure("Forbidden", unreachable=True),
    ),
    "no chat": (BadRequest("Chat not found"), Failure("BadRequest", unreachable=True)),
    "gone": (BadRequest("User is deactivated"), Failure("BadRequest", unreachable=True)),
    "no peer": (BadRequest("PEER_ID_INVALID"), Failure("BadRequest", unreachable=True)),
    "muted": (
        BadRequest("Not enough rights to send text messages to the chat"),
        Failure("BadRequest", unreachable=True),
    ),
    "words": (BadRequest("Message is too long"), Failure("BadRequest")),
    "button": (BadRequest("Button_data_invalid"), Failure("BadRequest")),
    "no change": (
        BadRequest("Message is not modified: specified new message content is the same"),
        Failure("BadRequest", already_there=True),
    ),
    "no card": (BadRequest("Message to edit not found"), Failure("BadRequest", card_gone=True)),
    "old card": (BadRequest("Message can't be edited"), Failure("BadRequest", card_gone=True)),
}
FOR_NOW = {
    "moved": (ChatMigrated(-1001), Failure("ChatMigrated", pause=timedelta(0), moved_to=-1001)),
    "network": (NetworkError("Bad Gateway"), Failure("NetworkError", pause=SECOND)),
    "timeout": (TimedOut(), Failure("TimedOut", pause=SECOND)),
    "conflict": (Conflict("terminated by other getUpdates"), Failure("Conflict", pause=SECOND)),
    "token": (InvalidToken("Unauthorized"), Failure("InvalidToken", pause=TOKEN_PAUSE)),
    "address": (EndPointNotFound("Not Found"), Failure("EndPointNotFound", pause=TOKEN_PAUSE)),
    "unheard of": (TelegramError("Internal Server Error"), Failure("TelegramError", pause=SECOND)),
}


@pytest.mark.parametrize(("error", "failure"), FOR_GOOD.values(), ids=FOR_GOOD)
def test_what_trying_again_would_not_mend_is_for_good(error: TelegramError, failure: Failure) -> None:
    assert classify(error, 1) == failure
    assert failure.pause is None


@pytest.mark.parametrize(("error", "failure"), FOR_NOW.values(), ids=FOR_NOW)
def test_what_passes_is_tried_again_after_a_pause(error: TelegramError, failure: Failure) -> None:
    assert classify(error, 1) == failure
    assert failure.pause is not None


def flood(asked: int | timedelta) -> RetryAfter:
    """The library's error for a flood, which announces a change of its own whenever it is made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        return RetryAfter(asked)


def test_a_flood_is_waited_out_as_long_as_telegram_asks() -> None:
    assert classify(flood(17), 9) == Failure("RetryAfter", pause=17 * SECOND)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (48, 300), (10_000, 300)],
)
def test_pauses_double_up_to_five_minutes(attempts: int, seconds: int) -> None:
    assert classify(TimedOut(), attempts).pause == seconds * SECOND


@given(st.integers(0, 10**6))
def test_no_number_of_attempts_is_too_many(attempts: int) -> None:
    pause = classify(NetworkError("down"), attempts).pause
    assert pause is not None
    assert SECOND <= pause <= LONGEST_PAUSE


@pytest.mark.parametrize("asked", [5, timedelta(seconds=5)])
def test_the_pause_that_telegram_asks_for_is_kept(asked: int | timedelta) -> None:
    assert pause_asked(flood(asked)) == 5 * SECOND


def test_no_error_is_quoted() -> None:
    assert classify(BadRequest("can't parse «王先生»"), 1).reason == "BadRequest"
