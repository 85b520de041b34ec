"""Everything a phone can do, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground import buttons, people, sending, standing
from bot.playground.chat import Json, Message
from bot.playground.people import Hand

ACTS: dict[str, Callable[[Hand, Json], Message | Awaitable[Any] | None]] = {
    "start": standing.start,
    "say": people.say,
    "edit": people.edit,
    "photo": sending.send_photo,
    "album": sending.send_album,
    "voice": sending.send_voice,
    "sticker": sending.send_sticker,
    "location": sending.send_location,
    "contact": sending.send_contact,
    "document": sending.send_document,
    "forward": sending.forward,
    "block": standing.block,
    "unblock": standing.unblock,
    "press": buttons.press,
}
