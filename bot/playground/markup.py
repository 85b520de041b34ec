"""Reply markups: read from a call, checked as strictly as Telegram does, and told apart."""

from typing import Any

from bot.playground.chat import Json
from bot.playground.errors import bad_request
from bot.playground.params import Params

DATA_LIMIT = 64
"""Bytes of callback_data."""
BUTTON_LIMIT = 100
"""Buttons under one message."""
ACTIONS = (
    "callback_data", "url", "login_url", "web_app", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip


def read_markup(params: Params) -> Json | None:
    """The checked `reply_markup` of a call, or None."""
    markup = params.object("reply_markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        _check_rows(markup["keyboard"], _check_reply_button)
    return markup


def inline_only(markup: Json | None) -> Json | None:
    """For edits, where only inline keyboards may stand."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _inline(markup: Json) -> Json | None:
    rows = _check_rows(markup["inline_keyboard"], _check_inline_button)
    return {"inline_keyboard": rows} if rows else None


def _check_rows(rows: Any, check: Any) -> list[list[Json]]:
    """Check every button; returns the rows that are not empty."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    return [[check(button) for button in row] for row in rows if row]


def _check_inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text") or "").strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(action in button for action in ACTIONS):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _is_link(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return dict(button)


def _is_link(url: str) -> bool:
    scheme, mark, rest = url.partition("://")
    return (
        bool(mark) and scheme in ("http", "https", "tg") and bool(rest) and not rest.startswith("localhost")
    )


def _check_reply_button(button: Any) -> Json:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request("keyboard button text must be non-empty")
    return button
