"""What people do on their phones: talk, send things, press buttons, block."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.chat import Chat, Json, Message
from bot.playground.entities import TEXT_LIMIT, caption_fields, plain, text_fields
from bot.playground.errors import Impossible
from bot.playground.files import store
from bot.playground.methods.chats import member_json
from bot.playground.pictures import photo
from bot.playground.posting import announce, chat_json, message_json
from bot.playground.world import Bot, Callback, User, World


@dataclass
class Hand:
    """A person with a chat open: hers with the bot, or a group."""

    world: World
    bot: Bot
    user: User
    chat: Chat

    def put(self, body: Json, reply_to: int | None = None) -> Message:
        """Send one message and tell the bots."""
        message = self.post(body, reply_to)
        announce(self.world, message)
        return message

    def post(self, body: Json, reply_to: int | None = None) -> Message:
        """Put a message on the screen without telling anybody yet."""
        if self.chat.blocked:
            raise Impossible(f"{self.user.name} has blocked the bot: unblock it before writing")
        if not self.chat.private and not self.chat.has(self.user.id):
            raise Impossible(f"{self.user.name} is not in the group {self.chat.title}")
        if reply_to and self.chat.find(reply_to) is None:
            raise Impossible(f"there is no message {reply_to} to reply to")
        self.chat.started = True
        message = self.chat.add(self.user.id, body, self.world.now())
        message.reply_to = reply_to
        return message


def open_hand(world: World, data: Json) -> Hand:
    """The person a request speaks for; she and her private chat come into being at first sight."""
    bot, who = world.bot(str(data["token"])), data["user"]
    user = world.person(int(who["id"]), str(who["name"]), who.get("language_code"))
    if not data.get("chat"):
        return Hand(world, bot, user, world.dialog(bot, user))
    chat = world.groups.get(int(data["chat"]))
    if chat is not None and chat.migrated_to:
        chat = world.groups[chat.migrated_to]
    if chat is None:
        raise Impossible(f"there is no group {data['chat']}")
    return Hand(world, bot, user, chat)


def start(hand: Hand, data: Json) -> Message:
    """Press START, from an invite link when there is a payload; a blocked bot is unblocked by it."""
    if hand.chat.blocked:
        unblock(hand, data)
    payload = str(data.get("payload") or "")
    return say(hand, {"text": f"/start {payload}".strip()})


def say(hand: Hand, data: Json) -> Message:
    """Write; what is longer than one message may be goes out in pieces, as from a real phone."""
    text, reply_to = str(data.get("text") or "").strip(), data.get("reply_to")
    if not text:
        raise Impossible("a phone can't send an empty message")
    pieces = [text[i : i + TEXT_LIMIT] for i in range(0, len(text), TEXT_LIMIT)]
    return [hand.put(text_fields(*plain(piece)), reply_to) for piece in pieces][-1]


def edit(hand: Hand, data: Json) -> Message:
    """Change the words of an own message."""
    message = hand.chat.find(int(data["message_id"]))
    if message is None or message.author != hand.user.id:
        raise Impossible(f"message {data['message_id']} is not {hand.user.name}'s to edit")
    text, entities = plain(str(data["text"]))
    if "text" in message.body:
        message.body = text_fields(text, entities)
    else:
        rest = {name: value for name, value in message.body.items() if not name.startswith("caption")}
        message.body = {**rest, **caption_fields(text, entities)}
    message.edited = hand.world.now()
    announce(hand.world, message, "edited_message")
    return message


def send_photo(hand: Hand, data: Json) -> Message:
    """Send a picture: the given one, or a drawn one."""
    return hand.put(_photo_body(hand, data), data.get("reply_to"))


def _photo_body(hand: Hand, data: Json) -> Json:
    given = data.get("content")
    content = base64.b64decode(given) if given else photo(len(hand.world.files))
    stored = store(hand.world.files, "photo", content, str(data.get("name") or "photo.png"), "image/png")
    album = {"media_group_id": str(data["album"])} if data.get("album") else {}
    return {"photo": stored.as_content(), **caption_fields(*plain(str(data.get("caption") or ""))), **album}


def send_album(hand: Hand, data: Json) -> Message:
    """Send several pictures as one album; the bot gets them as separate updates, `album_gap` seconds apart."""
    album = str(13_100_000_000 + hand.world.number())
    photos = data.get("photos") or [{"caption": caption} for caption in data["captions"]]
    if not 2 <= len(photos) <= 10:
        raise Impossible("an album has two to ten pictures")
    posted = [hand.post(_photo_body(hand, {**one, "album": album})) for one in photos]
    for place, message in enumerate(posted):
        _announce_later(hand.world, message, place * hand.world.album_gap)
    return posted[0]


def _announce_later(world: World, message: Message, seconds: float) -> None:
    if seconds <= 0:
        announce(world, message)
        return
    world.touch(message)
    world.running += 1

    def arrive() -> None:
        world.running -= 1
        announce(world, message)

    asyncio.get_running_loop().call_later(seconds, arrive)


def send_voice(hand: Hand, data: Json) -> Message:
    seconds = int(data.get("seconds") or 4)
    stored = store(hand.world.files, "voice", b"OggS" + bytes(900 * seconds), "voice.oga", "audio/ogg", seconds=seconds)
    return hand.put({"voice": stored.as_content()}, data.get("reply_to"))


def send_sticker(hand: Hand, data: Json) -> Message:
    stored = store(hand.world.files, "sticker", b"RIFF\0\0\0\0WEBP", str(data.get("emoji") or "👍"), "image/webp")
    return hand.put({"sticker": stored.as_content()}, data.get("reply_to"))


def send_location(hand: Hand, data: Json) -> Message:
    place = {"latitude": float(data.get("latitude", 36.0671)), "longitude": float(data.get("longitude", 120.3826))}
    return hand.put({"location": place}, data.get("reply_to"))


def send_contact(hand: Hand, data: Json) -> Message:
    who = {"phone_number": str(data.get("phone") or "+8613800000000"), "first_name": hand.user.name}
    return hand.put({"contact": {**who, "user_id": hand.user.id}})


def send_document(hand: Hand, data: Json) -> Message:
    """Send a file that claims to have `size` bytes; the bytes are made up when it is downloaded."""
    name, size = str(data.get("name") or "file.pdf"), int(data.get("size") or 1)
    stored = store(hand.world.files, "document", b"%PDF-1.4\n"[:size], name, "application/pdf", size=size)
    caption = caption_fields(*plain(str(data.get("caption") or "")))
    return hand.put({"document": stored.as_content(), **caption}, data.get("reply_to"))


def forward(hand: Hand, data: Json) -> Message:
    """Forward what somebody wrote elsewhere, whose account stays hidden."""
    author = str(data.get("author") or "楼下邻居")
    origin = {"type": "hidden_user", "sender_user_name": author, "date": hand.world.now()}
    return hand.put({**text_fields(*plain(str(data["text"]))), "forward_origin": origin})


def block(hand: Hand, data: Json) -> None:
    _standing(hand, blocked=True)


def unblock(hand: Hand, data: Json) -> None:
    _standing(hand, blocked=False)


def _standing(hand: Hand, blocked: bool) -> None:
    """Block or unblock; the bot is told of the change."""
    chat, world = hand.world.dialog(hand.bot, hand.user), hand.world
    if chat.blocked == blocked:
        return
    before, chat.blocked = ("kicked" if chat.blocked else "member"), blocked
    after = "kicked" if blocked else "member"
    tell_membership(world, hand.bot, chat, hand.user.id, before, after)
    world.beat()


def tell_membership(world: World, bot: Bot, chat: Chat, by: int, before: str, after: str) -> None:
    """Send `my_chat_member`: the bot's own standing in a chat changed."""
    change = {
        "chat": chat_json(world, chat),
        "from": world.author(by),
        "date": world.now(),
        "old_chat_member": member_json(world, chat, bot.id, before),
        "new_chat_member": member_json(world, chat, bot.id, after),
    }
    bot.queue.push("my_chat_member", change)


async def press(hand: Hand, data: Json) -> Json:
    """Press a button by its label or its data; waits up to `timeout` seconds for the bot's answer."""
    wanted, message_id = str(data["button"]), data.get("message_id")
    found = _find_button(hand.chat, wanted, message_id)
    if found is None:
        return _press_reply_key(hand, wanted)
    message, button = found
    if "callback_data" not in button:
        return {"answered": False, "text": None, "show_alert": False, "url": button.get("url"), "button": button}
    callback = _query(hand, message, button)
    look: Callable[[], Json | None] = lambda: callback.answer or ({} if hand.world.closing else None)  # noqa: E731
    answer = await hand.world.pulse.until(look, float(data.get("timeout", 10)))
    return {"answered": bool(answer), "text": None, "show_alert": False, "url": None, **(answer or {}), "button": button}


def _find_button(chat: Chat, wanted: str, message_id: int | None) -> tuple[Message, Json] | None:
    """The newest message with such a button; on a named message also a button it had before."""
    if message_id is not None:
        message = chat.messages.get(int(message_id))
        choice = _pick([*message.buttons(), *reversed(message.past_buttons)], wanted) if message else None
        if message is None or choice is None:
            raise Impossible(f"message {message_id} never had a button «{wanted}»")
        return message, choice
    for message in reversed(chat.messages.values()):
        choice = None if message.deleted else _pick(message.buttons(), wanted)
        if choice:
            return message, choice
    return None


def _pick(buttons: list[Json], wanted: str) -> Json | None:
    """Exactly that label or data; else a label that contains the words."""
    exact = (b for b in buttons if wanted in (b["text"], b.get("callback_data")))
    return next(exact, None) or next((b for b in buttons if wanted in b["text"]), None)


def _press_reply_key(hand: Hand, wanted: str) -> Json:
    keys = [key for row in (hand.chat.keyboard or {}).get("keyboard", []) for key in row]
    keys = [{"text": key} if isinstance(key, str) else key for key in keys]
    key = _pick(keys, wanted)
    if key is None:
        raise Impossible(f"no message shows a button «{wanted}» to {hand.user.name}")
    _use_key(hand, key)
    if (hand.chat.keyboard or {}).get("one_time_keyboard"):
        hand.chat.keyboard = None
    return {"answered": False, "text": None, "show_alert": False, "url": None, "button": key}


def _use_key(hand: Hand, key: Json) -> None:
    if key.get("request_location"):
        send_location(hand, {})
    elif key.get("request_contact"):
        send_contact(hand, {})
    else:
        say(hand, {"text": key["text"]})


def _query(hand: Hand, message: Message, button: Json) -> Callback:
    """Send the callback query to the bot that owns the message."""
    world = hand.world
    bot = world.bot_by_id(message.author) or hand.bot
    callback = Callback(str(4_000_000_000_000_000 + world.number()), bot.id)
    world.callbacks[callback.id] = callback
    shown = message_json(world, message)
    gone = {"chat": shown["chat"], "message_id": message.id, "date": 0}
    query = {
        "id": callback.id,
        "from": hand.user.as_json(),
        "message": gone if message.aged or message.deleted else shown,
        "chat_instance": str(hash((bot.id, message.chat.id)) % 10**18),
        "data": button["callback_data"],
    }
    bot.queue.push("callback_query", query)
    world.beat()
    return callback


ACTS: dict[str, Callable[[Hand, Json], Message | None | Awaitable[Any]]] = {
    "start": start,
    "say": say,
    "edit": edit,
    "photo": send_photo,
    "album": send_album,
    "voice": send_voice,
    "sticker": send_sticker,
    "location": send_location,
    "contact": send_contact,
    "document": send_document,
    "forward": forward,
    "block": block,
    "unblock": unblock,
    "press": press,
}
