"""From a notice to what Telegram is given: text and buttons, each within Telegram's limits."""

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import script
from bot.keyboards import keyboard
from bot.texts import Texts
from casework.notice import Notice

MAX_TEXT = 4096
MAX_BUTTON = 60
MAX_WORDS = 1500
NAMES = frozenset(
    {"owner", "handler", "helper", "supervisor", "body", "community", "place", "name", "building"}
    | {"because", "below", "deputises", "deputy", "person"}
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be sent."""

    text: str
    markup: InlineKeyboardMarkup | None


def render(texts: Texts, notice: Notice, facts: dict[str, Any]) -> Rendered:
    """Render a notice in one language. Long words of a resident are cut, with a mark, to fit.

    Names are shown in the reader's script; what people wrote stays as they wrote it.
    """
    facts = in_script(facts, texts.language)
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


def in_script(facts: Any, language: str) -> Any:
    """Turn the community's own names, wherever they stand in the facts, into the reader's script."""
    if language not in script.SCRIPTS:
        return facts
    if isinstance(facts, list):
        return [in_script(fact, language) for fact in facts]
    if not isinstance(facts, dict):
        return facts
    return {
        name: script.in_script(fact, language)
        if name in NAMES and isinstance(fact, str)
        else in_script(fact, language)
        for name, fact in facts.items()
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
