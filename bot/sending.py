"""One notice, sent: as a new message, in place of an old card, as the photo of a case, or as a file."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InputFile, Message, ReplyParameters
from telegram.error import BadRequest

from bot import account_files
from bot.documents import Documents
from bot.render import render
from bot.texts import Texts
from casework.notice import Notice
from data.tables import Outbox
from data.vocabulary import AttachmentKind
from papers.sheet import workbook


@dataclass(frozen=True)
class Sender:
    """Renders a notice in its language and calls Telegram once."""

    bot: Bot
    texts: dict[str, Texts]
    documents: Documents

    async def send(self, notice: Outbox) -> int | None:
        """Send a notice and return the message's id; raise TelegramError as the call does."""
        kind = Notice(notice.kind)
        if kind is Notice.ATTACHMENT:
            return (await self._send_attachment(notice)).message_id
        if kind is Notice.OWN_DATA:
            return (await self._send_document(kind, notice)).message_id
        if kind is Notice.LEDGER_FILE:
            return (await self._send_workbook(notice)).message_id
        rendered = render(self.texts[notice.language], kind, notice.facts)
        if notice.edits is not None:
            await self.bot.edit_message_text(
                rendered.text, chat_id=notice.chat_id, message_id=notice.edits, reply_markup=rendered.markup
            )
            return notice.edits
        message = await self.bot.send_message(
            notice.chat_id, rendered.text, reply_markup=rendered.markup, reply_parameters=_reply(notice)
        )
        return message.message_id

    async def _send_document(self, kind: Notice, notice: Outbox) -> Message:
        document = await asyncio.to_thread(self.documents.own_data, notice)
        caption = render(self.texts[notice.language], kind, notice.facts).text
        file = InputFile(document.content, filename=document.name)
        return await self.bot.send_document(notice.chat_id, file, caption=caption)

    async def _send_workbook(self, notice: Outbox) -> Message:
        texts, facts = self.texts[notice.language], notice.facts
        content = workbook(account_files.tables(texts, facts["view"], facts["details"]))
        caption = render(texts, Notice.LEDGER_FILE, facts).text
        name = f"{facts['quarter']}.xlsx"
        return await self.bot.send_document(notice.chat_id, content, filename=name, caption=caption)

    async def _send_attachment(self, notice: Outbox) -> Message:
        facts: dict[str, Any] = notice.facts
        kind, chat = AttachmentKind(facts["kind"]), notice.chat_id
        if kind is AttachmentKind.LOCATION:
            return await self.bot.send_location(chat, facts["latitude"], facts["longitude"])
        caption = render(self.texts[notice.language], Notice.ATTACHMENT, facts).text
        try:
            return await self._send_file(kind, chat, facts["file_id"], caption)
        except BadRequest:
            # An audio, a round video or an animation has an id that only the generic call takes.
            return await self.bot.send_document(chat, facts["file_id"], caption=caption)

    async def _send_file(self, kind: AttachmentKind, chat: int, file_id: str, caption: str) -> Message:
        match kind:
            case AttachmentKind.PHOTO:
                return await self.bot.send_photo(chat, file_id, caption=caption)
            case AttachmentKind.VOICE:
                return await self.bot.send_voice(chat, file_id, caption=caption)
            case AttachmentKind.VIDEO:
                return await self.bot.send_video(chat, file_id, caption=caption)
            case _:
                return await self.bot.send_document(chat, file_id, caption=caption)


def _reply(notice: Outbox) -> ReplyParameters | None:
    if notice.reply_to is None:
        return None
    return ReplyParameters(notice.reply_to, allow_sending_without_reply=True)
