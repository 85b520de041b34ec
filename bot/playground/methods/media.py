"""Sending files, albums and places, and fetching files."""

from collections.abc import Callable
from typing import Any

from bot.playground.chat import Json
from bot.playground.entities import read_caption
from bot.playground.errors import Refusal, bad_request
from bot.playground.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, StoredFile, find, is_picture, store
from bot.playground.params import Params, Upload
from bot.playground.posting import send, writable
from bot.playground.world import Bot, World

KINDS = ("photo", "voice", "document", "video", "audio", "sticker")
ALBUM_KINDS = ("photo", "video", "document", "audio")


def _given_file(world: World, params: Params, kind: str, field: str) -> StoredFile:
    """The file of a call: uploaded, or named by file_id; raises 400 for anything else."""
    named = params.text(field)
    attached = named.removeprefix("attach://") if named.startswith("attach://") else field
    if upload := params.uploads.get(attached):
        return _uploaded(world, upload, kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    known = find(world.files, named)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        asked, actual = kind.capitalize(), known.kind.capitalize()
        raise bad_request(f"can't use file of type {actual} as {asked}")
    return known


def _uploaded(world: World, upload: Upload, kind: str) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and len(upload.content) > PHOTO_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and not is_picture(upload.content):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return store(world.files, kind, upload.content, upload.name, upload.mime)


def _sender(kind: str) -> Callable[[World, Bot, Params], Json]:
    def send_file(world: World, bot: Bot, params: Params) -> Json:
        chat, caption = writable(world, bot, params), read_caption(params)
        content = _given_file(world, params, kind, kind).as_content()
        return send(world, bot, params, {kind: content, **caption}, chat)

    return send_file


def send_media_group(world: World, bot: Bot, params: Params) -> list[Json]:
    """All pieces or none: everything is checked before the first is posted."""
    items = params.object("media")
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise bad_request("media must contain 2-10 items for the album")
    chat = writable(world, bot, params)
    bodies = [_album_piece(world, params, item) for item in items]
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise bad_request("media of different types can't be in the same album")
    album = str(world.number() + 13_000_000_000)
    return [send(world, bot, params, {**body, "media_group_id": album}, chat) for body in bodies]


def _album_piece(world: World, params: Params, item: Any) -> Json:
    if not isinstance(item, dict) or item.get("type") not in ALBUM_KINDS:
        raise bad_request("can't parse InputMedia: type must be one of photo, video, document, audio")
    piece = Params({**item, item["type"]: item.get("media")}, params.uploads)
    content = _given_file(world, piece, item["type"], item["type"]).as_content()
    return {item["type"]: content, **read_caption(piece)}


def send_location(world: World, bot: Bot, params: Params) -> Json:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    return send(world, bot, params, {"location": {"latitude": latitude, "longitude": longitude}})


def get_file(world: World, bot: Bot, params: Params) -> Json:
    known = find(world.files, params.text("file_id"))
    if known is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if known.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**known.basics(), "file_path": known.path}


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    **{f"send{kind.capitalize()}": _sender(kind) for kind in KINDS},
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "getFile": get_file,
}
