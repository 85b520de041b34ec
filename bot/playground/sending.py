"""Pictures, albums, voice notes, places and files that people send."""

from __future__ import annotations

import asyncio
import base64

from bot.playground.chat import Json, Message
from bot.playground.entities import caption_fields, plain, text_fields
from bot.playground.errors import Impossible
from bot.playground.files import store
from bot.playground.people import Hand
from bot.playground.pictures import photo
from bot.playground.posting import announce
from bot.playground.world import World


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
    """Send several pictures as one album; the bot gets one update each, `album_gap` seconds apart."""
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
    stored = store(
        hand.world.files, "voice", b"OggS" + bytes(900 * seconds), "voice.oga", "audio/ogg", seconds=seconds
    )
    return hand.put({"voice": stored.as_content()}, data.get("reply_to"))


def send_sticker(hand: Hand, data: Json) -> Message:
    stored = store(
        hand.world.files, "sticker", b"RIFF\0\0\0\0WEBP", str(data.get("emoji") or "👍"), "image/webp"
    )
    return hand.put({"sticker": stored.as_content()}, data.get("reply_to"))


def send_location(hand: Hand, data: Json) -> Message:
    place = {
        "latitude": float(data.get("latitude", 36.0671)),
        "longitude": float(data.get("longitude", 120.3826)),
    }
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
