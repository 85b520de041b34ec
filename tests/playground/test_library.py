"""The stand-in through python-telegram-bot's own eyes."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.playground.phone import Control, Phone
from bot.playground.pictures import photo
from tests.playground.conftest import Api


@pytest.fixture
async def bot(url: str, token: str) -> AsyncIterator[Bot]:
    async with Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as made:
        yield made


async def test_it_talks(bot: Bot, chen: Phone) -> None:
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="y")]])
    sent = await bot.send_message(
        chen.user_id, "<b>您好</b>", parse_mode="HTML", reply_markup=rows, reply_parameters=ReplyParameters(1)
    )
    assert sent.reply_to_message and sent.reply_to_message.text == "/start"
    assert sent.text_html == "<b>您好</b>"
    edited = await sent.edit_text("再见")
    assert edited.text == "再见"
    assert await sent.delete()


async def test_it_reads_what_people_do(bot: Bot, chen: Phone, control: Control) -> None:
    chen.say("灯坏了")
    chen.voice()
    chen.location()
    chen.forward("停水")
    chen.block()
    updates = await bot.get_updates(allowed_updates=["message", "callback_query", "my_chat_member"])
    said, voice, place, forwarded, standing = updates
    assert said.message and said.message.text == "灯坏了"
    assert voice.message and voice.message.voice
    assert place.message and place.message.location
    assert forwarded.message and forwarded.message.forward_origin
    assert standing.my_chat_member and standing.my_chat_member.new_chat_member.status == "kicked"


async def test_it_sends_and_fetches_files(bot: Bot, chen: Phone) -> None:
    chen.photo("看")
    (update,) = await bot.get_updates()
    assert update.message
    content = await (await update.message.photo[-1].get_file()).download_as_bytearray()
    sent = await bot.send_photo(chen.user_id, bytes(content), caption="同一张")
    again = await bot.send_photo(chen.user_id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    album = await bot.send_media_group(
        chen.user_id, [InputMediaPhoto(photo(1), caption="一"), InputMediaPhoto(sent.photo[-1].file_id)]
    )
    assert {one.media_group_id for one in album} == {album[0].media_group_id}
    document = await bot.send_document(chen.user_id, b"words", filename="a.txt")
    assert document.document and document.document.file_name == "a.txt"


async def test_it_reads_chats(bot: Bot, chen: Phone, control: Control, token: str) -> None:
    group = control.group("群", [chen, token])
    assert (await bot.get_chat(group)).title == "群"
    assert (await bot.get_chat(chen.user_id)).first_name == "陈阿姨"
    assert (await bot.get_chat_member(group, chen.user_id)).status == "creator"
    control.status(group, token, "administrator")
    assert (await bot.get_chat_member(group, bot.id)).status == "administrator"
    assert await bot.set_my_commands([("my", "我的办件")])
    assert (await bot.get_my_commands())[0].command == "my"
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("server_error", NetworkError),
        ("reset", NetworkError),
        ("forbidden", Forbidden),
        ("chat_not_found", BadRequest),
        ("unauthorized", InvalidToken),
    ],
)
async def test_faults_become_its_errors(
    bot: Bot, chen: Phone, control: Control, fault: str, error: type[Exception]
) -> None:
    control.fault(fault, "sendMessage")
    with pytest.raises(error):
        await bot.send_message(chen.user_id, "x")


async def test_parameters_become_its_errors(
    bot: Bot, chen: Phone, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    control.fault("too_many", "sendMessage", retry_after=9)
    with pytest.raises(RetryAfter) as later:
        await bot.send_message(chen.user_id, "x")
    assert later.value.retry_after == timedelta(seconds=9)
    control.fault("migrate", "sendMessage", migrate_to_chat_id=-1009)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(chen.user_id, "x")
    assert moved.value.new_chat_id == -1009


async def test_a_lost_answer_is_a_timeout_of_a_message_that_arrived(
    bot: Bot, chen: Phone, control: Control
) -> None:
    control.fault("lost_answer", "sendMessage", seconds=30)
    with pytest.raises(TimedOut):
        await bot.send_message(chen.user_id, "到了", read_timeout=0.2)
    assert chen.wait("到了")


async def test_callbacks(bot: Bot, chen: Phone, somebody: Callable[[str], Phone], api: Api) -> None:
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="y")]])
    await bot.send_message(chen.user_id, "x", reply_markup=rows)
    chen.press("好", timeout=0)
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert await update.callback_query.answer("行")
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer("行")
