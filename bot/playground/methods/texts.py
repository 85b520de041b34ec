"""Sending and passing on words: messages, copies, forwards, and the typing sign."""

from collections.abc import Callable
from typing import Any

from bot.playground.chat import Json, Message
from bot.playground.entities import caption_fields, read_caption, read_text, text_fields
from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.posting import find_chat, is_service, message_json, send, writable
from bot.playground.world import Bot, World

ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip


def send_message(world: World, bot: Bot, params: Params) -> Json:
    text, entities = read_text(params)
    return send(world, bot, params, text_fields(text, entities))


def _source(world: World, bot: Bot, params: Params, verb: str) -> Message:
    """The message to be copied or forwarded."""
    message = find_chat(world, bot, params, "from_chat_id").find(params.integer("message_id"))
    if message is None or is_service(message.body):
        raise bad_request(f"message to {verb} not found" if message is None else f"message can't be {verb}ed")
    return message


def forward_message(world: World, bot: Bot, params: Params) -> Json:
    source = _source(world, bot, params, "forward")
    origin = {"type": "user", "sender_user": world.author(source.author), "date": source.date}
    content = {name: value for name, value in source.body.items() if name != "media_group_id"}
    body = {**content, "forward_origin": content.get("forward_origin", origin)}
    chat = writable(world, bot, params)
    message = chat.add(bot.id, body, world.now())
    world.touch(message)
    return message_json(world, message)


def copy_message(world: World, bot: Bot, params: Params) -> Json:
    source = _source(world, bot, params, "copy")
    dropped = {"forward_origin", "media_group_id"}
    body = {name: value for name, value in source.body.items() if name not in dropped}
    if "caption" in params.values and "text" not in body:
        body = {name: value for name, value in body.items() if not name.startswith("caption")}
        body |= read_caption(params) or caption_fields("", [])
    return {"message_id": send(world, bot, params, body)["message_id"]}


def send_chat_action(world: World, bot: Bot, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    writable(world, bot, params).typing = (params.text("action"), world.clock())
    world.beat()
    return True


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "sendMessage": send_message,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
