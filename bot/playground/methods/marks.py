"""Marking messages: reactions and pins."""

from collections.abc import Callable
from typing import Any

from bot.playground.chat import Chat, Message
from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.posting import find_chat
from bot.playground.world import Bot, World

REACTIONS = (
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳"
    "🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👨👀🎃🙈😇"
    "😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)
"""The emoji Telegram lets bots react with, by their first code point."""


def set_message_reaction(world: World, bot: Bot, params: Params) -> bool:
    message = _message(find_chat(world, bot, params), params, "react")
    wanted = params.object("reaction") or []
    if not isinstance(wanted, list) or len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = str(wanted[0].get("emoji") or "") if wanted else ""
    if wanted and (not emoji or emoji[0] not in REACTIONS):
        raise bad_request("REACTION_INVALID")
    message.reaction = emoji or None
    world.touch(message)
    return True


def _message(chat: Chat, params: Params, verb: str) -> Message:
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def _pinnable(world: World, bot: Bot, params: Params) -> Chat:
    """In groups only administrators pin."""
    chat = find_chat(world, bot, params)
    if not chat.private and chat.members[bot.id] != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(world: World, bot: Bot, params: Params) -> bool:
    chat = _pinnable(world, bot, params)
    chat.pinned = _message(chat, params, "pin").id
    world.beat()
    return True


def unpin_chat_message(world: World, bot: Bot, params: Params) -> bool:
    _pinnable(world, bot, params).pinned = None
    world.beat()
    return True


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_chat_message,
}
