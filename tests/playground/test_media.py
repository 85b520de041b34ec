"""Files: uploads, ids, limits, albums, downloads."""

from typing import Any

import pytest

from bot.playground.phone import Phone
from bot.playground.pictures import photo
from tests.playground.conftest import Api

MEGABYTE = 1024 * 1024


def upload(api: Api, method: str, files: dict[str, Any], **data: Any) -> dict[str, Any]:
    answer = api.client.post(f"{api.url}/bot{api.token}/{method}", data=data, files=files)
    return dict(answer.json())


def test_a_resident_s_photo_can_be_fetched_and_passed_on(api: Api, chen: Phone, wang: Phone) -> None:
    wang.start()
    chen.photo("楼道灯坏了")
    message = api.updates()[-1]["message"]
    assert message["caption"] == "楼道灯坏了"
    largest = message["photo"][-1]
    path = api("getFile", file_id=largest["file_id"])["file_path"]
    content = api.client.get(f"{api.url}/file/bot{api.token}/{path}").content
    assert (len(content), content[:4]) == (largest["file_size"], b"\x89PNG")
    api("sendPhoto", chat_id=wang.user_id, photo=largest["file_id"], caption="请看")
    assert (wang.wait("请看").kind, wang.wait("请看").text) == ("photo", "请看")


def test_a_picture_can_be_uploaded(api: Api, chen: Phone) -> None:
    body = upload(api, "sendPhoto", {"photo": ("a.png", photo(1), "image/png")}, chat_id=chen.user_id)
    assert body["result"]["photo"][-1]["width"] == 640
    attached = {"pic": ("a.png", photo(2), "image/png")}
    assert upload(api, "sendPhoto", attached, chat_id=chen.user_id, photo="attach://pic")["ok"]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ({}, "there is no photo in the request"),
        ({"photo": "x", "caption": "长" * 1025}, "message caption is too long"),
    ],
)
def test_it_refuses_photos(api: Api, chen: Phone, params: dict[str, str], reason: str) -> None:
    assert reason in api.refused("sendPhoto", chat_id=chen.user_id, **params)["description"]


def test_what_is_no_picture_is_refused(api: Api, chen: Phone) -> None:
    words = upload(api, "sendPhoto", {"photo": ("a.png", b"words", "image/png")}, chat_id=chen.user_id)
    assert words["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    huge = photo(1) + bytes(11 * MEGABYTE)
    assert (
        upload(api, "sendPhoto", {"photo": ("a.png", huge, "image/png")}, chat_id=chen.user_id)["error_code"]
        == 413
    )


def test_a_file_id_keeps_its_kind(api: Api, chen: Phone) -> None:
    chen.voice(seconds=6)
    voice = api.updates()[-1]["message"]["voice"]
    assert voice["duration"] == 6
    wrong = api.refused("sendDocument", chat_id=chen.user_id, document=voice["file_id"])
    assert "can't use file of type Voice as Document" in wrong["description"]
    assert (
        api("sendVoice", chat_id=chen.user_id, voice=voice["file_id"])["voice"]["file_id"] == voice["file_id"]
    )


@pytest.mark.parametrize(
    ("size", "fits"), [(20 * MEGABYTE, True), (20 * MEGABYTE + 1, False), (25 * MEGABYTE, False)]
)
def test_files_over_20_megabytes_cannot_be_fetched(api: Api, chen: Phone, size: int, fits: bool) -> None:
    chen.document(size, name="录像.mp4")
    document = api.updates()[-1]["message"]["document"]
    assert document["file_size"] == size
    if fits:
        assert api("getFile", file_id=document["file_id"])["file_size"] == size
    else:
        assert "file is too big" in api.refused("getFile", file_id=document["file_id"])["description"]


def test_an_album_comes_as_separate_updates_with_one_id(api: Api, chen: Phone) -> None:
    chen.album("门坏了", None, None)
    pieces = [one["message"] for one in api.updates()]
    assert [one.get("caption") for one in pieces] == ["门坏了", None, None]
    assert len({one["media_group_id"] for one in pieces}) == 1


def test_the_pieces_of_an_album_can_be_sent_by_hand(api: Api, chen: Phone) -> None:
    chen.photo("一", album="77")
    chen.say("中间的话")
    chen.photo(None, album="77")
    kinds = [one["message"].get("media_group_id") for one in api.updates()]
    assert kinds == ["77", None, "77"]


def test_the_bot_sends_albums_whole_or_not_at_all(api: Api, chen: Phone) -> None:
    chen.photo()
    file_id = api.updates()[-1]["message"]["photo"][-1]["file_id"]
    item = {"type": "photo", "media": file_id}
    sent = api("sendMediaGroup", chat_id=chen.user_id, media=[{**item, "caption": "前"}, item])
    assert [one.get("caption") for one in sent] == ["前", None]
    before = len(chen.messages())
    for media in ([item], [item] * 11, [item, {"type": "photo", "media": "nonsense"}]):
        api.refused("sendMediaGroup", chat_id=chen.user_id, media=media)
    assert len(chen.messages()) == before


def test_a_caption_can_be_edited(api: Api, chen: Phone) -> None:
    chen.photo()
    file_id = api.updates()[-1]["message"]["photo"][-1]["file_id"]
    sent = api("sendPhoto", chat_id=chen.user_id, photo=file_id, caption="前")
    where = {"chat_id": chen.user_id, "message_id": sent["message_id"]}
    assert api("editMessageCaption", **where, caption="后")["caption"] == "后"
    assert (
        "there is no text in the message to edit"
        in api.refused("editMessageText", **where, text="x")["description"]
    )


def test_places_are_checked(api: Api, chen: Phone) -> None:
    sent = api("sendLocation", chat_id=chen.user_id, latitude=36.1, longitude=120.4)
    assert sent["location"] == {"latitude": 36.1, "longitude": 120.4}
    assert api.refused("sendLocation", chat_id=chen.user_id, latitude=95, longitude=1)["error_code"] == 400


def test_other_things_people_send(api: Api, chen: Phone) -> None:
    chen.sticker("👍")
    chen.location(36.06, 120.38)
    chen.forward("明天停水", author="楼下邻居")
    sticker, place, forwarded = (one["message"] for one in api.updates())
    assert sticker["sticker"]["emoji"] == "👍"
    assert place["location"]["latitude"] == 36.06
    assert forwarded["forward_origin"]["sender_user_name"] == "楼下邻居"
