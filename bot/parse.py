"""From Telegram's types to casework's: what was written, what was sent along."""

from telegram import Message as TelegramMessage
from telegram import Update

from casework.cases.attachments import Sent
from casework.cases.intake import Message
from data.vocabulary import AttachmentKind

# The Bot API hands out no file above 20 MB, so nobody at the desk could open it.
MAX_FILE_BYTES = 20 * 1024 * 1024
GROUPS = ("group", "supergroup")


def message_of(update: Update) -> Message:
    """Return the update's message, or for a press the card that was pressed."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message has no words")
    return Message(
        text=(message.text or message.caption or "") if isinstance(message, TelegramMessage) else "",
        chat_id=message.chat.id,
        message_id=message.message_id,
        sent=[piece for piece in sent_with(message) if (piece.file_size or 0) <= MAX_FILE_BYTES],
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
    )


def sent_with(message: TelegramMessage) -> list[Sent]:
    """Return the photo, voice, file or place that a message carries; of a photo the largest size."""
    if message.location:
        place = message.location
        return [Sent(AttachmentKind.LOCATION, latitude=place.latitude, longitude=place.longitude)]
    kinds = (
        (AttachmentKind.PHOTO, message.photo[-1] if message.photo else None),
        (AttachmentKind.VOICE, message.voice or message.audio),
        (AttachmentKind.VIDEO, message.video or message.video_note or message.animation),
        (AttachmentKind.DOCUMENT, message.document),
    )
    for kind, file in kinds:
        if file is not None:
            group = message.media_group_id
            return [Sent(kind, file.file_id, file.file_unique_id, file.file_size, media_group=group)]
    return []


def is_too_large(message: TelegramMessage) -> bool:
    """Say whether the message carries a file that nobody could open."""
    return any((piece.file_size or 0) > MAX_FILE_BYTES for piece in sent_with(message))
