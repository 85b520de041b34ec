"""What a phone shows of a chat: messages with edits applied, buttons, media links."""

from typing import Any

from bot.playground.chat import Chat, Json, Message
from bot.playground.posting import is_service
from bot.playground.world import User, World

MEDIA = ("photo", "voice", "document", "video", "audio", "sticker")
TYPING_SECONDS = 5.0


def shown(world: World, message: Message, viewer: int) -> Json:
    """One message as `viewer` sees it; a deleted one only says so."""
    base: Json = {"message_id": message.id, "revision": message.revision, "deleted": message.deleted}
    if message.deleted:
        return base
    body = message.body
    return {
        **base,
        "mine": message.author == viewer,
        "from_bot": message.author not in world.users,
        "sender": world.author(message.author)["first_name"],
        "sender_id": message.author,
        "date": message.date,
        "kind": _kind(body),
        "text": message.words or _service_words(world, body),
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "media": _media(world, message),
        "album": body.get("media_group_id"),
        "forwarded_from": _forwarded(body),
        "buttons": (message.markup or {}).get("inline_keyboard", []),
        "reply_to": _quoted(world, message),
        "reaction": message.reaction,
        "edited": message.edited is not None,
        "seen": message.seen,
    }


def _kind(body: Json) -> str:
    if is_service(body):
        return "service"
    return next((name for name in (*MEDIA, "location", "contact") if name in body), "text")


def _media(world: World, message: Message) -> Json | None:
    """Where to fetch the file, and its details; coordinates for places."""
    kind = _kind(message.body)
    if kind in ("location", "contact"):
        place: Json = message.body[kind]
        return place
    if kind not in MEDIA:
        return None
    content: Any = message.body[kind]
    details = content[-1] if isinstance(content, list) else content
    return {**details, "url": f"/page/file/{details['file_id']}"}


def _forwarded(body: Json) -> str | None:
    origin = body.get("forward_origin")
    if origin is None:
        return None
    return str(origin.get("sender_user_name") or origin["sender_user"]["first_name"])


def _quoted(world: World, message: Message) -> Json | None:
    quoted = message.chat.find(message.reply_to)
    if quoted is None:
        return None
    kind = _kind(quoted.body)
    return {
        "message_id": quoted.id,
        "sender": world.author(quoted.author)["first_name"],
        "text": quoted.words,
        "kind": kind,
    }


def _service_words(world: World, body: Json) -> str:
    if joined := body.get("new_chat_members"):
        return "、".join(who["first_name"] for who in joined) + " 加入群聊"
    if left := body.get("left_chat_member"):
        return f"{left['first_name']} 离开群聊"
    if "migrate_to_chat_id" in body or "migrate_from_chat_id" in body:
        return "群聊已升级为超级群"
    return "群聊已创建" if "group_chat_created" in body else ""


def screen(world: World, chat: Chat, viewer: User, since: int = 0) -> Json:
    """The chat as it is now: the messages touched after `since`, the reply keyboard, the typing sign."""
    typing = chat.typing and world.clock() - chat.typing[1] < TYPING_SECONDS
    return {
        "chat": chat.key,
        "chat_id": chat.id,
        "title": chat.title,
        "started": chat.started or not chat.private,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
        "pinned": chat.pinned,
        "typing": chat.typing[0] if typing and chat.typing else None,
        "revision": world.revision,
        "messages": [shown(world, message, viewer.id) for message in chat.since(since)],
    }


def answers(
    world: World, chat: Chat, viewer: int, contains: str | None, after: int | None, since: int
) -> Json | None:
    """The newest message by somebody else that holds the words, above id `after` or touched after `since`."""
    for message in reversed(chat.since(0 if after is not None else since)):
        fits = not message.deleted and message.author != viewer and (contains or "") in message.words
        if fits and message.id > (after or 0) and not is_service(message.body):
            return shown(world, message, viewer)
    return None
