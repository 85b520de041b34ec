"""What can be made to fail, and what then really happened."""

import httpx
import pytest

from bot.playground.phone import Control, Phone, PhoneError
from tests.playground.conftest import Api


@pytest.mark.parametrize(
    ("kind", "more", "code", "parameters"),
    [
        ("too_many", {"retry_after": 7}, 429, {"retry_after": 7}),
        ("forbidden", {}, 403, None),
        ("chat_not_found", {}, 400, None),
        ("migrate", {"migrate_to_chat_id": -1005}, 400, {"migrate_to_chat_id": -1005}),
        ("unauthorized", {}, 401, None),
    ],
)
def test_refusals(
    api: Api, control: Control, chen: Phone, kind: str, more: dict, code: int, parameters: dict | None
) -> None:
    control.fault(kind, "sendMessage", **more)
    body = api.refused("sendMessage", chat_id=chen.user_id, text="x")
    assert (body["error_code"], body.get("parameters")) == (code, parameters)
    assert api("sendMessage", chat_id=chen.user_id, text="x")
    assert [one.text for one in chen.messages()] == ["/start", "x"]


def test_a_server_error_is_a_page(api: Api, control: Control, chen: Phone) -> None:
    control.fault("server_error", status=503)
    answer = api.raw("sendMessage", chat_id=chen.user_id, text="x")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert control.count("sendMessage", chen.user_id) == 0


@pytest.mark.parametrize(("kind", "arrived"), [("lost_answer", 1), ("hang", 0), ("reset", 0)])
def test_silence_leaves_the_bot_in_doubt_and_the_log_tells(
    api: Api, control: Control, chen: Phone, kind: str, arrived: int
) -> None:
    control.fault(kind, "sendMessage")
    with pytest.raises(httpx.TransportError):
        api.raw("sendMessage", chat_id=chen.user_id, text="收到")
    api("sendMessage", chat_id=chen.user_id, text="收到")
    assert [one.text for one in chen.messages()].count("收到") == arrived + 1
    assert control.count("sendMessage", chen.user_id, "收到") == arrived + 1
    assert len(control.doubles()) >= arrived
    fates = [call["fate"] for call in control.calls("sendMessage", chen.user_id)]
    assert fates == ["lost" if arrived else "dropped", "done"]


def test_a_reset_is_a_reset(api: Api, control: Control) -> None:
    control.fault("reset", "getMe")
    with pytest.raises(httpx.ReadError):
        api.raw("getMe")


def test_a_hanging_call_outlasts_the_bot_s_patience(api: Api, control: Control, chen: Phone) -> None:
    control.fault("lost_answer", "sendMessage", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        address = f"{api.url}/bot{api.token}/sendMessage"
        api.client.post(address, json={"chat_id": chen.user_id, "text": "到了"}, timeout=0.2)
    assert chen.wait("到了")


def test_faults_are_narrowed_counted_and_skipped(
    api: Api, control: Control, chen: Phone, wang: Phone
) -> None:
    wang.start()
    control.fault("forbidden", "sendMessage", wang.user_id, contains="派单", times=2, skip=1)
    assert api("sendMessage", chat_id=chen.user_id, text="派单")
    assert api("sendMessage", chat_id=wang.user_id, text="你好")
    assert api("sendMessage", chat_id=wang.user_id, text="派单 1")
    assert api.refused("sendMessage", chat_id=wang.user_id, text="派单 2")
    assert control.faults()[0]["times"] == 1
    assert api.refused("sendMessage", chat_id=wang.user_id, text="派单 3")
    assert control.faults() == []
    assert api("sendMessage", chat_id=wang.user_id, text="派单 4")


def test_a_lost_poll_brings_its_updates_again(api: Api, control: Control, chen: Phone) -> None:
    chen.say("一")
    control.fault("lost_answer", "getUpdates")
    with pytest.raises(httpx.TransportError):
        api.raw("getUpdates")
    assert api.updates()[0]["message"]["text"] == "一"


def test_an_unknown_fault_is_named(control: Control) -> None:
    with pytest.raises(PhoneError, match="kinds are"):
        control.fault("gremlins")


def test_the_log_counts_by_words(api: Api, control: Control, chen: Phone) -> None:
    for text in ("甲", "乙", "甲"):
        api("sendMessage", chat_id=chen.user_id, text=text)
    rows = {row["text"]: row["count"] for row in control.counts("sendMessage", chen.user_id)}
    assert rows == {"甲": 2, "乙": 1}
    assert [row["text"] for row in control.doubles() if row["chat_id"] == str(chen.user_id)] == ["甲"]
