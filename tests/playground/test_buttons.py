"""Pressing buttons: found by label or data, answered once, on cards old and new."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.playground.phone import Control, Phone, PhoneError
from tests.playground.conftest import Api


def card(api: Api, phone: Phone, text: str, *data: str) -> int:
    rows = [[{"text": f"按钮{one}", "callback_data": one}] for one in data]
    sent = api("sendMessage", chat_id=phone.user_id, text=text, reply_markup={"inline_keyboard": rows})
    return int(sent["message_id"])


def query(api: Api) -> dict[str, Any]:
    return dict(api.drain()[-1]["callback_query"])


def test_the_newest_card_with_the_button_is_pressed(api: Api, chen: Phone) -> None:
    card(api, chen, "旧", "y", "n")
    card(api, chen, "新", "y")
    chen.press("y", timeout=0)
    assert query(api)["message"]["text"] == "新"
    chen.press("按钮n", timeout=0)
    asked = query(api)
    assert (asked["data"], asked["message"]["text"], asked["from"]["id"]) == ("n", "旧", chen.user_id)


@pytest.mark.parametrize("alert", [True, False])
def test_the_phone_shows_what_the_bot_answered(api: Api, chen: Phone, alert: bool) -> None:
    card(api, chen, "x", "y")
    with ThreadPoolExecutor(1) as pool:
        pressing = pool.submit(chen.press, "y")
        asked = api.updates(timeout=10)[-1]["callback_query"]
        api("answerCallbackQuery", callback_query_id=asked["id"], text="记下了", show_alert=alert)
        pressed = pressing.result()
    assert (pressed.answered, pressed.text, pressed.alert, pressed.label) == (True, "记下了", alert, "按钮y")


def test_a_query_is_answered_once_and_in_time(api: Api, control: Control, chen: Phone) -> None:
    card(api, chen, "x", "y")
    chen.press("y", timeout=0)
    asked = query(api)["id"]
    too_long = api.refused("answerCallbackQuery", callback_query_id=asked, text="长" * 201)
    assert "MESSAGE_TOO_LONG" in too_long["description"]
    api("answerCallbackQuery", callback_query_id=asked)
    assert "query is too old" in api.refused("answerCallbackQuery", callback_query_id=asked)["description"]
    chen.press("y", timeout=0)
    control.expire_callbacks()
    late = api.refused("answerCallbackQuery", callback_query_id=query(api)["id"])
    assert "query is too old" in late["description"]


def test_an_old_screen_may_press_what_is_gone(api: Api, chen: Phone) -> None:
    message_id = card(api, chen, "x", "y")
    api("editMessageText", chat_id=chen.user_id, message_id=message_id, text="z")
    with pytest.raises(PhoneError, match="no message shows a button «y»"):
        chen.press("y", timeout=0)
    chen.press("y", message_id=message_id, timeout=0)
    assert query(api)["message"]["text"] == "z"


def test_an_old_message_comes_inaccessible(api: Api, control: Control, chen: Phone) -> None:
    message_id = card(api, chen, "x", "y")
    control.age(api.token, chen.user_id, message_id)
    chen.press("y", timeout=0)
    assert query(api)["message"]["date"] == 0


def test_somebody_else_may_press_in_a_group(
    api: Api, control: Control, chen: Phone, somebody: Callable[[str], Phone]
) -> None:
    zhao = somebody("赵阿姨")
    group = control.group("楼道群", [chen, zhao, api.token])
    rows = {"inline_keyboard": [[{"text": "登记", "callback_data": "r"}]]}
    api("sendMessage", chat_id=group, text="要登记吗？", reply_markup=rows)
    zhao.press("登记", chat=group, timeout=0)
    asked = query(api)
    assert (asked["from"]["id"], asked["message"]["chat"]["id"]) == (zhao.user_id, group)


def test_a_link_button_leads_away(api: Api, chen: Phone) -> None:
    rows = {"inline_keyboard": [[{"text": "公示", "url": "https://example.org/a"}]]}
    api("sendMessage", chat_id=chen.user_id, text="x", reply_markup=rows)
    assert chen.press("公示").url == "https://example.org/a"
