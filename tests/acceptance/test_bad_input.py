"""Whatever people send: very long, empty, unreadable, too large, forwarded, unknown."""

import pytest

from bot.playground.phone import Phone
from data.tables import Attachment, Concern, Inbox
from data.vocabulary import State
from tests.acceptance.world import TOKEN, World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LARGE = 25 * 1024 * 1024


def test_a_text_of_4096_characters_is_kept_whole_and_shown_cut(world: World, chen: Phone, li: Phone) -> None:
    words = (GATE + "。") * 300
    world.say(chen, words[:4096])
    assert world.told(chen)[-1] == "receipt"
    assert len(world.rows(Concern)[0].text) == 4096
    assert texts(li)[-1].count("吱呀") > 10
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert world.told(chen)[-1] == "case_view"


def test_a_text_of_4096_emoji_is_answered(world: World, chen: Phone) -> None:
    world.say(chen, "😀" * 2048)
    assert world.told(chen)[-1] == "chat"


@pytest.mark.parametrize("text", [" ", "\n\n", "\u200b"])
def test_a_text_of_nothing_is_answered(world: World, chen: Phone, text: str) -> None:
    world.control.raw_update(TOKEN, {"message": message(chen, text=text)})
    world.pump()
    assert world.told(chen)[-1] in ("sticker", "chat", "ask_category")
    assert all(row.error is None for row in world.rows(Inbox))


def test_stickers_and_contacts_get_a_friendly_sentence(world: World, chen: Phone) -> None:
    for act in (chen.sticker, chen.contact):
        world.let(act)
        assert world.told(chen)[-1] == "sticker"
    assert world.cases() == []


def test_a_file_too_large_with_words_is_taken_without_the_file(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.document, LARGE, caption=GATE)
    assert sorted(world.told(chen)[-2:]) == ["file_too_large", "receipt"]
    assert world.rows(Attachment) == []


def test_a_file_too_large_without_words_is_answered(world: World, chen: Phone) -> None:
    world.let(chen.document, LARGE)
    assert world.told(chen)[-1] == "file_too_large"
    assert world.cases() == []


def test_a_result_that_is_only_too_large_a_file_is_asked_for_again(
    world: World, chen: Phone, li: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.let(li.document, LARGE)
    assert world.told(li)[-1] == "file_too_large"
    assert world.case().state is State.ASSIGNED
    assert "progress" not in world.told(chen)


def test_forwarded_words_are_words(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.forward, GATE)
    assert world.told(chen)[-1] == "receipt"


def test_an_unknown_command_gets_the_help(world: World, chen: Phone) -> None:
    world.say(chen, "/weather 北京")
    assert world.told(chen)[-1] == "help"


def test_a_command_interrupts_no_question(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "add")
    world.say(chen, "/help")
    world.say(chen, "尤其是半夜")
    assert world.told(chen)[-1] == "added"


def test_somebody_who_writes_before_pressing_start_is_served(world: World, li: Phone) -> None:
    phone = world.phone(1009, "新邻居")
    world.say(phone, GATE)
    assert world.told(phone)[-1] == "receipt"


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "没有聊天"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "text": "没有人"}},
        {"message": {"message_id": "x", "date": "y", "chat": {}, "from": {}}},
        {"message": "不是消息"},
        {"callback_query": {"id": "1"}},
        {"poll": {"id": "1"}},
        {"something_new": {"a": 1}},
        {},
    ],
)
def test_a_malformed_update_stops_nobody(
    world: World, chen: Phone, li: Phone, update: dict[str, object]
) -> None:
    world.control.raw_update(TOKEN, update)
    world.say(chen, GATE)
    assert world.told(chen)[-1] == "receipt"
    assert all(row.handled_at or row.failed_at for row in world.rows(Inbox))


def test_an_update_that_cannot_be_read_is_set_aside_and_the_coordinator_told(
    world: World, chen: Phone, zhou: Phone
) -> None:
    number = world.control.raw_update(TOKEN, {"message": {"text": "没有聊天"}})
    world.pump()
    assert world.told(zhou)[-1] == "update_failed"
    assert str(number) in texts(zhou)[-1]
    (aside,) = (row for row in world.rows(Inbox) if row.failed_at)
    assert aside.payload["message"] == {"text": "没有聊天"}


def test_an_update_with_words_of_the_wrong_kind_is_set_aside_after_its_tries(
    world: World, chen: Phone, zhou: Phone
) -> None:
    world.control.raw_update(TOKEN, {"message": message(chen, text=5)})
    world.pump()
    for _ in range(6):
        world.now = world.now.replace(minute=world.now.minute + 1)
        world.pump()
    assert world.told(zhou)[-1] == "update_failed"
    world.say(chen, "谢谢")
    assert world.told(chen)[-1] == "chat"


def message(phone: Phone, **more: object) -> dict[str, object]:
    """Return a message as Telegram would send it."""
    user = {"id": phone.user_id, "is_bot": False, "first_name": phone.name}
    chat = {"id": phone.user_id, "type": "private"}
    return {"message_id": 555, "date": 1, "chat": chat, "from": user, **more}
