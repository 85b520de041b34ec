"""From a notice to what Telegram is given: text and buttons, each within Telegram's limits."""

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards import keyboard
from bot.texts import Texts
from casework.notices import Notice

MAX_TEXT = 4096
MAX_BUTTON = 60
MAX_WORDS = 1500


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be sent."""

    text: str
    markup: InlineKeyboardMarkup | None


def render(texts: Texts, notice: Notice, facts: dict[str, Any]) -> Rendered:
    """Render a notice in one language. Long words of a resident are cut, with a mark, to fit."""
    shown = facts | {"words": _cut(str(facts.get("words") or ""), MAX_WORDS)}
    text = _cut(texts.say("notices", notice.value, **shown), MAX_TEXT)
    rows = [
        [
            InlineKeyboardButton(
                _cut(texts.say("buttons", button.label, **button.facts), MAX_BUTTON),
                callback_data=button.data,
            )
            for button in row
        ]
        for row in keyboard(notice, facts)
    ]
    return Rendered(text, InlineKeyboardMarkup(rows) if rows else None)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
