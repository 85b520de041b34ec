"""From Telegram's messages to casework's: words, files, places, replies."""

from typing import Any

import pytest
from telegram import Update

from bot.parse import MAX_FILE_BYTES, is_too_large, message_of, sent_with
from bot.routes import command_of
from casework.cases.attachments import Sent
from data.vocabulary import AttachmentKind

FILE = {"file_id": "big", "file_unique_id": "u", "file_size": 1000}
SMALL = FILE | {"file_id": "small", "file_size": 10}
SIZE = {"width": 1, "height": 1}
CLIP = FILE | {"duration": 3}


def update(**content: Any) -> Update:
    """A private message of 陈阿姨's, as Telegram sends it."""
    message = {
        "message_id": 9,
        "date": 1_780_000_000,
        "chat": {"id": 1001, "type": "private"},
        "from": {"id": 1001, "is_bot": False, "first_name": "陈阿姨"},
        **content,
    }
    return Update.de_json({"update_id": 1, "message": message}, None)


def test_words_come_with_where_they_were_written() -> None:
    message = message_of(update(text="大门吱呀响"))
    assert (message.text, message.chat_id, message.message_id) == ("大门吱呀响", 1001, 9)
    assert (message.sent, message.reply_to, message.media_group) == ([], None, None)


def test_a_caption_is_words_too() -> None:
    message = message_of(update(caption="看这里", photo=[SMALL | SIZE, FILE | SIZE]))
    assert message.text == "看这里"
    assert [piece.file_id for piece in message.sent] == ["big"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [SMALL | SIZE, FILE | SIZE]}, AttachmentKind.PHOTO),
        ({"voice": CLIP}, AttachmentKind.VOICE),
        ({"audio": CLIP}, AttachmentKind.VOICE),
        ({"video": CLIP | SIZE}, AttachmentKind.VIDEO),
        ({"video_note": CLIP | {"length": 1}}, AttachmentKind.VIDEO),
        ({"animation": CLIP | SIZE}, AttachmentKind.VIDEO),
        ({"document": FILE}, AttachmentKind.DOCUMENT),
        ({"animation": CLIP | SIZE, "document": FILE}, AttachmentKind.VIDEO),  # Telegram sends both
    ],
)
def test_each_kind_of_file_is_kept_by_its_id(content: dict[str, Any], kind: AttachmentKind) -> None:
    assert message_of(update(**content)).sent == [Sent(kind, "big", "u", 1000)]


@pytest.mark.parametrize("content", [{"location": {"longitude": 120.4, "latitude": 36.1}}])
def test_a_place_is_kept_by_its_coordinates(content: dict[str, Any]) -> None:
    assert message_of(update(**content)).sent == [
        Sent(AttachmentKind.LOCATION, latitude=36.1, longitude=120.4)
    ]


def test_a_piece_of_an_album_says_which_album() -> None:
    assert message_of(update(photo=[FILE | SIZE], media_group_id="album")).media_group == "album"


@pytest.mark.parametrize(
    ("size", "too_large"), [(MAX_FILE_BYTES, False), (MAX_FILE_BYTES + 1, True), (None, False)]
)
def test_a_file_that_nobody_could_open_is_not_kept(size: int | None, too_large: bool) -> None:
    message = update(document=FILE | {"file_size": size})
    assert message.message is not None
    assert is_too_large(message.message) is too_large
    assert bool(message_of(message).sent) is not too_large


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": FILE | SIZE | {"type": "regular", "is_animated": False, "is_video": False}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"contact": {"phone_number": "1", "first_name": "x"}},
    ],
)
def test_stickers_and_games_are_neither_words_nor_files(content: dict[str, Any]) -> None:
    message = message_of(update(**content))
    assert (message.text, message.sent) == ("", [])


def test_a_reply_says_to_which_message() -> None:
    answered = {"message_id": 4, "date": 1_780_000_000, "chat": {"id": 1001, "type": "private"}}
    assert message_of(update(text="补充一下", reply_to_message=answered)).reply_to == 4


def test_a_message_without_anything_is_read_all_the_same() -> None:
    bare = update()
    assert bare.message is not None
    assert sent_with(bare.message) == []


def test_an_update_without_a_message_has_no_words() -> None:
    with pytest.raises(ValueError, match="without a message"):
        message_of(Update.de_json({"update_id": 1}, None))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", ("start", "")),
        ("/start abc-123", ("start", "abc-123")),
        ("/HELP", ("help", "")),
        ("/my@desk_bot", ("my", "")),
        ("/my@DESK_BOT  please ", ("my", "please")),
        ("/my@other_bot", None),
        ("您好 /my", None),
        ("", None),
        ("/", ("", "")),
    ],
)
def test_a_command_is_told_from_words_and_from_other_bots(text: str, command: tuple[str, str] | None) -> None:
    message = update(text=text).message
    assert message is not None
    assert command_of(message, "desk_bot") == command
