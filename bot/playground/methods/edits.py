"""Changing and deleting what was sent."""

from collections.abc import Callable
from typing import Any

from bot.playground.chat import Json, Message
from bot.playground.entities import read_caption, read_text, text_fields
from bot.playground.errors import bad_request
from bot.playground.markup import inline_only, read_markup
from bot.playground.params import Params
from bot.playground.posting import find_chat, is_service, message_json
from bot.playground.world import Bot, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CAPTION_FIELDS = ("caption", "caption_entities")


def _editable(world: World, bot: Bot, params: Params) -> Message:
    """The bot's own message a call names."""
    if params.maybe_text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = find_chat(world, bot, params)
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.author != bot.id or message.locked or "forward_origin" in message.body:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, body: Json, markup: Json | None) -> Json:
    """Put new content and keyboard in place; without a new keyboard the old one goes, as on Telegram."""
    if body == message.body and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if body != message.body:
        message.edited = world.now()
    message.body = body
    message.put_markup(markup)
    world.touch(message)
    return message_json(world, message)


def edit_message_text(world: World, bot: Bot, params: Params) -> Json:
    text, entities = read_text(params)
    markup, message = inline_only(read_markup(params)), _editable(world, bot, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, text_fields(text, entities), markup)


def edit_message_caption(world: World, bot: Bot, params: Params) -> Json:
    caption, markup = read_caption(params), inline_only(read_markup(params))
    message = _editable(world, bot, params)
    if "text" in message.body or "location" in message.body or "sticker" in message.body:
        raise bad_request("there is no caption in the message to edit")
    rest = {name: value for name, value in message.body.items() if name not in CAPTION_FIELDS}
    return _change(world, message, {**rest, **caption}, markup)


def edit_message_reply_markup(world: World, bot: Bot, params: Params) -> Json:
    markup, message = inline_only(read_markup(params)), _editable(world, bot, params)
    return _change(world, message, message.body, markup)


def _delete(world: World, bot: Bot, message: Message) -> None:
    admin = message.chat.members.get(bot.id) == "administrator"
    foreign = message.author != bot.id and not message.chat.private and not admin
    if message.aged or foreign or (is_service(message.body) and not admin):
        raise bad_request(
            "message can't be deleted for everyone" if message.aged else "message can't be deleted"
        )
    message.deleted = True
    world.touch(message)


def delete_message(world: World, bot: Bot, params: Params) -> bool:
    message = find_chat(world, bot, params).find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(world, bot, message)
    return True


def delete_messages(world: World, bot: Bot, params: Params) -> bool:
    """Those not found are skipped, as on Telegram."""
    chat, ids = find_chat(world, bot, params), params.object("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("wrong number of message identifiers specified")
    for message in filter(None, map(chat.find, ids)):
        _delete(world, bot, message)
    return True


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
