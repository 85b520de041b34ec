"""Putting messages into chats: whom a bot may reach, how a message looks in JSON, and who hears of it."""

from typing import Any

from bot.playground.chat import Chat, Json, Message
from bot.playground.errors import bad_request, forbidden
from bot.playground.markup import read_markup
from bot.playground.params import Params
from bot.playground.world import Bot, World


def chat_json(world: World, chat: Chat) -> Json:
    if chat.private:
        return {"id": chat.id, "type": "private", "first_name": world.author(chat.id)["first_name"]}
    everyone = {"all_members_are_administrators": True} if chat.type == "group" else {}
    return {"id": chat.id, "type": chat.type, "title": chat.title, **everyone}


def message_json(world: World, message: Message, nested: bool = False) -> Json:
    """A message as the Bot API shows it; what it replies to is nested one level deep."""
    shown: Json = {
        "message_id": message.id,
        "from": world.author(message.author),
        "chat": chat_json(world, message.chat),
        "date": message.date,
        **message.body,
    }
    if message.edited:
        shown["edit_date"] = message.edited
    if message.markup:
        shown["reply_markup"] = message.markup
    replied = None if nested else message.chat.messages.get(message.reply_to or 0)
    return {**shown, "reply_to_message": message_json(world, replied, True)} if replied else shown


def find_chat(world: World, bot: Bot, params: Params, name: str = "chat_id") -> Chat:
    """The chat a call names; raises what Telegram says when the bot can't know or use it."""
    given = params.text(name).strip()
    if not given:
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(given)
    except ValueError:
        raise bad_request("chat not found") from None
    return _group(world, bot, chat_id) if chat_id < 0 else _dialog(world, bot, chat_id)


def _group(world: World, bot: Bot, chat_id: int) -> Chat:
    chat = world.groups.get(chat_id)
    if chat is None or bot.id not in chat.members:
        raise bad_request("chat not found")
    if chat.migrated_to:
        reason = "group chat was upgraded to a supergroup chat"
        raise bad_request(reason, migrate_to_chat_id=chat.migrated_to)
    if not chat.has(bot.id):
        how = "was kicked from" if chat.members[bot.id] == "kicked" else "is not a member of"
        raise forbidden(f"bot {how} the {chat.type} chat")
    return chat


def _dialog(world: World, bot: Bot, user_id: int) -> Chat:
    if any(other.id == user_id for other in world.bots.values()):
        raise forbidden("bot can't send messages to bots")
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("chat not found")
    return world.dialog(bot, user)


def writable(world: World, bot: Bot, params: Params, name: str = "chat_id") -> Chat:
    """As `find_chat`, for sending: raises 403 for people who never pressed start, blocked the bot or left."""
    chat = find_chat(world, bot, params, name)
    if chat.private:
        if world.users[chat.id].deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.members[bot.id] == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    world.flood.check(chat.id, world.clock())
    return chat


def replied_to(chat: Chat, params: Params) -> int | None:
    """The id of the message a new one answers; raises 400 when it is gone and that wasn't allowed."""
    parameters = params.object("reply_parameters") or {}
    given = parameters.get("message_id") or params.integer("reply_to_message_id")
    if not given or chat.find(int(given)):
        return int(given) if given else None
    if parameters.get("allow_sending_without_reply") or params.boolean("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def send(world: World, bot: Bot, params: Params, body: Json, chat: Chat | None = None) -> Json:
    """Post a bot's message with the reply and the markup of the call; returns it as JSON."""
    chat = chat or writable(world, bot, params)
    reply, markup = replied_to(chat, params), read_markup(params)
    message = chat.add(bot.id, body, world.now())
    message.reply_to = reply
    _attach(chat, message, markup)
    chat.typing = None
    world.touch(message)
    return message_json(world, message)


def _attach(chat: Chat, message: Message, markup: Json | None) -> None:
    if markup is None:
        return
    if "inline_keyboard" in markup:
        message.markup = markup
        return
    message.locked = True
    chat.keyboard = None if markup.get("remove_keyboard") else markup


def announce(world: World, message: Message, kind: str = "message") -> None:
    """Tell every bot that may hear it of a person's message."""
    world.touch(message)
    for bot in hearers(world, message):
        bot.queue.push(kind, message_json(world, message), message)
    world.beat()


def hearers(world: World, message: Message) -> list[Bot]:
    """The bots a message goes to: the one of a private chat; in groups, those privacy mode lets hear it."""
    chat = message.chat
    if chat.private:
        bot = world.bot_by_id(chat.owner)
        return [bot] if bot else []
    return [b for b in world.bots.values() if chat.has(b.id) and (b.reads_all or _meant_for(b, message))]


def _meant_for(bot: Bot, message: Message) -> bool:
    """Commands, mentions, replies to the bot, service messages, or the bot is an administrator."""
    chat, replied = message.chat, message.chat.messages.get(message.reply_to or 0)
    if chat.members.get(bot.id) == "administrator" or is_service(message.body):
        return True
    if replied is not None and replied.author == bot.id:
        return True
    names = [_name(message.words, one) for one in _entities(message) if one["type"] == "mention"]
    return f"@{bot.username}".lower() in names or _commanded(bot, message)


def _commanded(bot: Bot, message: Message) -> bool:
    for one in _entities(message):
        if one["type"] == "bot_command":
            _, at, name = _name(message.words, one).partition("@")
            if not at or name == bot.username.lower():
                return True
    return False


def _entities(message: Message) -> list[Json]:
    return [*message.body.get("entities", ()), *message.body.get("caption_entities", ())]


def _name(text: str, one: Json) -> str:
    raw = text.encode("utf-16-le")
    start = one["offset"] * 2
    return raw[start : start + one["length"] * 2].decode("utf-16-le").lower()


SERVICE = (
    "new_chat_members", "left_chat_member", "group_chat_created", "migrate_to_chat_id",
    "migrate_from_chat_id", "new_chat_title", "pinned_message",
)  # fmt: skip


def is_service(body: dict[str, Any]) -> bool:
    return any(field in body for field in SERVICE)
