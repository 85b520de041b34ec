"""Pressing inline buttons and keys of the reply keyboard."""

from __future__ import annotations

from bot.playground.chat import Chat, Json, Message
from bot.playground.errors import Impossible
from bot.playground.people import Hand, say
from bot.playground.posting import message_json
from bot.playground.sending import send_contact, send_location
from bot.playground.world import Callback


async def press(hand: Hand, data: Json) -> Json:
    """Press a button by its label or its data; waits up to `timeout` seconds for the bot's answer."""
    wanted, message_id = str(data["button"]), data.get("message_id")
    found = _find_button(hand.chat, wanted, message_id)
    if found is None:
        return _press_reply_key(hand, wanted)
    message, button = found
    if "callback_data" not in button:
        return {
            "answered": False,
            "text": None,
            "show_alert": False,
            "url": button.get("url"),
            "button": button,
        }
    callback = _query(hand, message, button)

    def look() -> Json | None:
        return callback.answer or ({} if hand.world.closing else None)

    answer = await hand.world.pulse.until(look, float(data.get("timeout", 10)))
    return {
        "answered": bool(answer),
        "text": None,
        "show_alert": False,
        "url": None,
        **(answer or {}),
        "button": button,
    }


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
