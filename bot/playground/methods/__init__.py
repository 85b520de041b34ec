"""The Bot API's methods by family; each takes the world, the bot and the parameters of one call."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.methods import account, callbacks, chats, edits, marks, media, texts, webhooks
from bot.playground.methods.polling import get_updates
from bot.playground.params import Params
from bot.playground.world import Bot, World

Method = Callable[[World, Bot, Params], Any]
FAMILIES: tuple[Mapping[str, Method], ...] = (
    account.METHODS, callbacks.METHODS, chats.METHODS, edits.METHODS, marks.METHODS, media.METHODS,
    texts.METHODS, webhooks.METHODS, {"getUpdates": get_updates},
)  # fmt: skip


def all_methods() -> dict[str, tuple[str, Method]]:
    """Every method by its lower-case name, with its proper spelling; names are case-insensitive."""
    return {name.lower(): (name, method) for family in FAMILIES for name, method in family.items()}
