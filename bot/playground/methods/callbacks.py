"""Answering pressed buttons, once and in time."""

from collections.abc import Callable
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.world import Bot, World

ANSWER_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, bot: Bot, params: Params) -> bool:
    callback = world.callbacks.get(params.text("callback_query_id"))
    if callback is None or callback.bot != bot.id or callback.answer is not None or callback.expired:
        raise bad_request(TOO_OLD)
    if len(params.text("text")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answer = {
        "text": params.text("text") or None,
        "show_alert": params.boolean("show_alert"),
        "url": params.maybe_text("url"),
    }
    world.beat()
    return True


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {"answerCallbackQuery": answer_callback_query}
