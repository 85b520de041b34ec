"""What people do on their phones: talk, send things, press buttons, block."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.chat import Chat, Json, Message
from bot.playground.entities import TEXT_LIMIT, caption_fields, plain, text_fields
from bot.playground.errors import Impossible
from bot.playground.posting import announce
from bot.playground.world import Bot, User, World


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
