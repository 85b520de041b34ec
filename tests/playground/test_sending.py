"""Sending, editing and deleting, with Telegram's limits and sentences."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.errors import Refusal
from bot.playground.markup import read_markup
from bot.playground.params import Params
from bot.playground.phone import Control, Phone
from tests.playground.conftest import Api


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


def test_a_message_appears_on_the_phone(api: Api, chen: Phone) -> None:
    sent = api(
        "sendMessage", chat_id=chen.user_id, text="  您好 ", reply_markup=inline(text="好", callback_data="y")
    )
    assert sent["text"] == "您好"
    assert sent["chat"] == {"id": chen.user_id, "type": "private", "first_name": "陈阿姨"}
    shown = chen.wait("您好")
    assert (shown.message_id, shown.labels, shown.mine) == (sent["message_id"], ("好",), False)


def test_messages_are_numbered_per_chat(api: Api, chen: Phone, wang: Phone) -> None:
    assert (chen.say("一").message_id, wang.say("一").message_id) == (2, 1)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "text must be non-empty"),
        ({"text": "长" * 4097}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, 'Can\'t find end tag corresponding to start tag "b"'),
        ({"text": "x.", "parse_mode": "MarkdownV2"}, "Character '.' is reserved and must be escaped"),
        ({"text": "x", "parse_mode": "Markup"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": inline(text="好", callback_data="字" * 22)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline(text="好", callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline(text=" ", callback_data="y")}, "button text must be non-empty"),
        (
            {"text": "x", "reply_markup": inline(text="好")},
            "text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "reply_markup": inline(text="好", url="nonsense")}, "Wrong HTTP URL"),
        (
            {"text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
            "keyboard button text must be non-empty",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
def test_it_refuses(api: Api, chen: Phone, params: dict[str, Any], reason: str) -> None:
    body = api.refused("sendMessage", chat_id=chen.user_id, **params)
    assert body["error_code"] == 400
    assert reason in body["description"]
    assert len(chen.messages()) == 1


@pytest.mark.parametrize(
    ("chat_id", "reason"), [("", "chat_id is empty"), (424242, "chat not found"), ("@x", "chat not found")]
)
def test_it_refuses_chats_it_cannot_know(api: Api, chat_id: str | int, reason: str) -> None:
    assert reason in api.refused("sendMessage", chat_id=chat_id, text="x")["description"]


def test_limits_are_reached_but_not_passed(api: Api, chen: Phone) -> None:
    markup = inline(text="好", callback_data="d" * 64)
    assert (
        len(api("sendMessage", chat_id=chen.user_id, text="长" * 4096, reply_markup=markup)["text"]) == 4096
    )


def test_a_reply_may_be_sent_without_its_lost_message(api: Api, chen: Phone) -> None:
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in api("sendMessage", chat_id=chen.user_id, text="x", reply_parameters=lost)
    kept = api("sendMessage", chat_id=chen.user_id, text="y", reply_parameters={"message_id": 1})
    assert kept["reply_to_message"]["text"] == "/start"
    assert chen.messages()[-1].reply_to == 1


def test_an_edit_shows_and_drops_the_buttons_unless_they_are_sent_again(api: Api, chen: Phone) -> None:
    sent = api(
        "sendMessage", chat_id=chen.user_id, text="旧", reply_markup=inline(text="好", callback_data="y")
    )
    where = {"chat_id": chen.user_id, "message_id": sent["message_id"]}
    edited = api("editMessageText", **where, text="新")
    assert edited["edit_date"]
    shown = chen.wait("新")
    assert (shown.edited, shown.labels) == (True, ())
    api("editMessageReplyMarkup", **where, reply_markup=inline(text="再来", callback_data="z"))
    assert chen.messages()[-1].labels == ("再来",)


def test_it_refuses_edits(api: Api, chen: Phone) -> None:
    def reason(message_id: int, method: str = "editMessageText", **params: Any) -> str:
        where = {"chat_id": chen.user_id, "message_id": message_id}
        return str(api.refused(method, **where, **params)["description"])

    sent = api("sendMessage", chat_id=chen.user_id, text="旧")["message_id"]
    keyed = api("sendMessage", chat_id=chen.user_id, text="键", reply_markup={"keyboard": [["甲"]]})[
        "message_id"
    ]
    assert "message is not modified" in reason(sent, text="旧")
    assert "message is not modified" in reason(sent, "editMessageReplyMarkup")
    assert "message to edit not found" in reason(99, text="x")
    assert "message can't be edited" in reason(1, text="x")
    assert "message can't be edited" in reason(keyed, text="x")
    assert "inline keyboard expected" in reason(sent, text="x", reply_markup={"keyboard": [["甲"]]})
    assert "there is no caption in the message to edit" in reason(sent, "editMessageCaption", caption="x")


def test_messages_are_deleted_once_and_not_when_old(api: Api, control: Control, chen: Phone) -> None:
    sent = api("sendMessage", chat_id=chen.user_id, text="x")["message_id"]
    old = api("sendMessage", chat_id=chen.user_id, text="y")["message_id"]
    assert api("deleteMessage", chat_id=chen.user_id, message_id=sent) is True
    again = api.refused("deleteMessage", chat_id=chen.user_id, message_id=sent)
    assert "message to delete not found" in again["description"]
    control.age(api.token, chen.user_id, old)
    assert (
        "can't be deleted"
        in api.refused("deleteMessage", chat_id=chen.user_id, message_id=old)["description"]
    )
    assert [one.text for one in chen.messages()] == ["/start", "y"]


def test_reply_keyboards_come_and_go(api: Api, chen: Phone) -> None:
    api(
        "sendMessage",
        chat_id=chen.user_id,
        text="选",
        reply_markup={"keyboard": [[{"text": "我的办件"}], ["报事"]]},
    )
    assert chen.keys() == ["我的办件", "报事"]
    chen.press("我的办件")
    assert api.updates()[-1]["message"]["text"] == "我的办件"
    api("sendMessage", chat_id=chen.user_id, text="好", reply_markup={"remove_keyboard": True})
    assert chen.keys() == []


def test_words_can_be_copied_and_forwarded(api: Api, chen: Phone, wang: Phone) -> None:
    wang.start()
    said = chen.say("电梯坏了")
    source = {"from_chat_id": chen.user_id, "message_id": said.message_id, "chat_id": wang.user_id}
    assert set(api("copyMessage", **source)) == {"message_id"}
    assert api("forwardMessage", **source)["forward_origin"]["sender_user"]["id"] == chen.user_id
    copied, forwarded = wang.messages()[-2:]
    assert (copied.text, copied.raw["forwarded_from"]) == ("电梯坏了", None)
    assert (forwarded.text, forwarded.raw["forwarded_from"]) == ("电梯坏了", "陈阿姨")
    source["message_id"] = 99
    assert "message to copy not found" in api.refused("copyMessage", **source)["description"]


def test_typing_shows(api: Api, chen: Phone) -> None:
    api("sendChatAction", chat_id=chen.user_id, action="typing")
    assert chen.screen()["typing"] == "typing"
    assert (
        "wrong parameter action"
        in api.refused("sendChatAction", chat_id=chen.user_id, action="x")["description"]
    )


def test_flood_limits_answer_429_when_switched_on(api: Api, control: Control, chen: Phone) -> None:
    control.flood_limits(True)
    try:
        refused = [
            r
            for _ in range(6)
            if not (r := api.raw("sendMessage", chat_id=chen.user_id, text="x").json())["ok"]
        ]
    finally:
        control.flood_limits(False)
    assert refused[0]["error_code"] == 429
    assert refused[0]["parameters"]["retry_after"] >= 1


def test_reactions_and_pins(api: Api, chen: Phone) -> None:
    where = {"chat_id": chen.user_id, "message_id": 1}
    assert api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert chen.messages()[0].raw["reaction"] == "👍"
    refused = api.refused("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "门"}])
    assert "REACTION_INVALID" in refused["description"]
    assert api("pinChatMessage", **where)
    assert chen.screen()["pinned"] == 1
    assert api("unpinChatMessage", **where)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["inline_keyboard", "keyboard", "text", "url", "callback_data", "force_reply"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(anything)
def test_any_markup_is_taken_or_refused_never_a_crash(markup: Any) -> None:
    with contextlib.suppress(Refusal):
        read_markup(Params({"reply_markup": markup}))
