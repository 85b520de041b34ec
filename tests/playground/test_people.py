"""Whom a bot may write to, and what it hears in groups."""

from collections.abc import Callable

import pytest

from bot.playground.phone import Control, NothingCame, Phone, PhoneError
from tests.playground.conftest import Api


def test_a_person_who_never_pressed_start_cannot_be_written_to(
    api: Api, control: Control, chen: Phone, wang: Phone
) -> None:
    control.group("群", [chen, wang, api.token])
    body = api.refused("sendMessage", chat_id=wang.user_id, text="x")
    assert body["description"] == "Forbidden: bot can't initiate conversation with a user"
    wang.start()
    assert api("sendMessage", chat_id=wang.user_id, text="x")


def test_a_block_is_told_and_felt(api: Api, chen: Phone) -> None:
    chen.block()
    change = api.drain()[-1]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    body = api.refused("sendMessage", chat_id=chen.user_id, text="x")
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(PhoneError, match="has blocked the bot"):
        chen.say("x")
    chen.unblock()
    assert api("sendMessage", chat_id=chen.user_id, text="x")


def test_start_brings_its_payload_and_unblocks(api: Api, chen: Phone) -> None:
    chen.block()
    chen.start("invite-7")
    standing, start = api.drain()[-2:]
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start invite-7"
    assert start["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_a_deleted_account_cannot_be_written_to(api: Api, control: Control, chen: Phone) -> None:
    control.deactivate(chen.user_id)
    assert (
        api.refused("sendMessage", chat_id=chen.user_id, text="x")["description"]
        == "Forbidden: user is deactivated"
    )


def test_edits_and_languages_reach_the_bot(api: Api, chen: Phone) -> None:
    said = chen.say("灯坏了")
    chen.edit(said.message_id, "3楼灯坏了")
    edited = api.updates()[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("3楼灯坏了", said.message_id)
    assert edited["edit_date"]
    assert edited["from"]["language_code"] == "zh-hans"
    assert chen.messages()[-1].edited


def test_long_words_go_out_in_pieces_and_empty_ones_not_at_all(api: Api, chen: Phone) -> None:
    chen.say("长" * 5000)
    assert [len(one["message"]["text"]) for one in api.updates()] == [4096, 904]
    with pytest.raises(PhoneError, match="empty"):
        chen.say("  ")


def test_wait_says_what_it_saw_instead(chen: Phone) -> None:
    with pytest.raises(NothingCame, match=r"no message with «编号» .* 陈阿姨: /start"):
        chen.wait("编号", timeout=0)


def test_wait_looks_at_what_came_since_the_last_act(api: Api, chen: Phone) -> None:
    first = api("sendMessage", chat_id=chen.user_id, text="编号 1")["message_id"]
    chen.say("又一件")
    with pytest.raises(NothingCame):
        chen.wait("编号", timeout=0)
    assert chen.wait("编号", after=0).message_id == first
    second = api("sendMessage", chat_id=chen.user_id, text="编号 2")["message_id"]
    assert chen.wait("编号", after=first).message_id == chen.wait("编号").message_id == second
    api("editMessageText", chat_id=chen.user_id, message_id=first, text="编号 1 办结")
    assert chen.wait("办结").message_id == first


@pytest.fixture
def group(api: Api, control: Control, chen: Phone, somebody: Callable[[str], Phone]) -> int:
    made = control.group("幸福里业主群", [chen, somebody("赵阿姨"), api.token])
    api.drain()
    return made


def heard(api: Api) -> list[str]:
    return [one["message"]["text"] for one in api.drain()]


def test_privacy_lets_only_what_is_meant_for_the_bot_through(api: Api, group: int, chen: Phone) -> None:
    me = api("getMe")["username"]
    own = api("sendMessage", chat_id=group, text="有事请说")["message_id"]
    chen.say("今天天气真好", chat=group)
    chen.say(f"@{me} 灯坏了", chat=group)
    chen.say("/report", chat=group)
    chen.say(f"/report@{me}", chat=group)
    chen.say("/report@other_bot", chat=group)
    chen.say("就是这个", chat=group, reply_to=own)
    assert heard(api) == [f"@{me} 灯坏了", "/report", f"/report@{me}", "就是这个"]


def test_privacy_can_be_switched_off_and_administrators_hear_all(
    api: Api, control: Control, group: int, chen: Phone
) -> None:
    control.privacy(api.token, on=False)
    chen.say("今天天气真好", chat=group)
    assert heard(api) == ["今天天气真好"]
    control.privacy(api.token, on=True)
    control.status(group, api.token, "administrator")
    api.drain()
    chen.say("明天呢", chat=group)
    assert heard(api) == ["明天呢"]


def test_joining_and_leaving_are_told(
    api: Api, control: Control, group: int, somebody: Callable[[str], Phone]
) -> None:
    sun = somebody("孙先生")
    control.join(group, sun)
    assert api.drain()[-1]["message"]["new_chat_members"][0]["id"] == sun.user_id
    assert api("getChatMember", chat_id=group, user_id=sun.user_id)["status"] == "member"
    control.leave(group, sun)
    assert api("getChatMember", chat_id=group, user_id=sun.user_id)["status"] == "left"
    with pytest.raises(PhoneError, match="is not in the group"):
        sun.say("x", chat=group)


def test_a_kicked_bot_is_refused(api: Api, control: Control, group: int) -> None:
    control.leave(group, api.token)
    assert api.drain()[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    body = api.refused("sendMessage", chat_id=group, text="x")
    assert body["description"] == "Forbidden: bot was kicked from the group chat"


def test_a_group_becomes_a_supergroup_under_another_id(
    api: Api, control: Control, group: int, chen: Phone
) -> None:
    new = control.migrate(group)
    old_side, new_side = (one["message"] for one in api.drain())
    assert (old_side["chat"]["id"], old_side["migrate_to_chat_id"]) == (group, new)
    assert (new_side["chat"]["id"], new_side["migrate_from_chat_id"]) == (new, group)
    body = api.refused("sendMessage", chat_id=group, text="x")
    assert body["parameters"] == {"migrate_to_chat_id": new}
    api("sendMessage", chat_id=new, text="搬来了")
    assert chen.wait("搬来了", chat=group)


def test_chats_describe_themselves(api: Api, group: int, chen: Phone) -> None:
    assert api("getChat", chat_id=group)["title"] == "幸福里业主群"
    assert api("getChatMemberCount", chat_id=group) == 3
    assert [one["user"]["id"] for one in api("getChatAdministrators", chat_id=group)] == [chen.user_id]
    assert api("leaveChat", chat_id=group) is True
    assert api.refused("sendMessage", chat_id=group, text="x")["error_code"] == 403
