"""The loop that empties the inbox, one update after another, so that every chat keeps its order."""

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.handling import Handling
from bot.loop import repeat
from bot.turn import Toast

log = structlog.get_logger()

# Retries fall due without anybody ringing; nothing else waits this long.
IDLE_SECONDS = 1.0


async def empty_inbox(handling: Handling, stored: asyncio.Event, written: Callable[[], None]) -> None:
    """Handle updates for ever. ``stored`` rings when one came in; ``written`` is called after each."""

    async def handle_one() -> bool:
        toasts = await asyncio.to_thread(handling.next)
        if toasts is None:
            return False
        written()
        for toast in toasts:
            await give(handling.bot, toast)
        return True

    await repeat("inbox", handle_one, stored, IDLE_SECONDS)


async def give(bot: Bot, toast: Toast) -> None:
    """Answer a press. A toast that is lost costs nobody anything, so it is not tried again."""
    try:
        await bot.answer_callback_query(toast.query_id, text=toast.text or None, show_alert=toast.alert)
    except TelegramError as error:
        log.warning("toast lost", error=type(error).__name__)
