"""Long polling that keeps Telegram's copy of an update until ours is committed.

The library's own updater parses updates before anybody can store them, stalls for good on one it
cannot parse, and stops for good on a single 401; see docs/decisions/0002-own-polling-loop.md.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Engine
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.client import POLL_SECONDS, DeskBot
from bot.failures import pause_asked
from bot.inbox import has_number, store

log = structlog.get_logger()

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


@dataclass
class Polling:
    """Fetches updates for ever. ``last_success`` is when Telegram last answered, None before that."""

    engine: Engine
    bot: DeskBot
    bot_id: int
    clock: Callable[[], datetime]
    stored: Callable[[], None]
    last_success: datetime | None = None
    _offset: int | None = field(default=None, init=False)

    async def run(self) -> None:
        """Poll; after an error wait, longer each time, and go on."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self.poll_once(POLL_SECONDS)
            except TelegramError as error:
                await asyncio.sleep(_pause_after(error, pause))
                pause = min(pause * 2, LONGEST_PAUSE)
            except Exception as error:
                # The inbox could not be written: Telegram keeps its copy until it can.
                log.exception("updates not stored", error=type(error).__name__)
                await asyncio.sleep(LONGEST_PAUSE)
            else:
                pause, self.last_success = FIRST_PAUSE, self.clock()

    async def poll_once(self, seconds: int) -> int:
        """Fetch what is there, waiting so many seconds for something, and store it; return how much.

        Telegram drops its copy when the next call names a higher offset, which is after our commit.
        An empty answer says that this was done; from then on we name none, since Telegram begins
        with another number after a quiet week and would drop what lies below the old one.
        """
        updates = await self.bot.raw_updates(self._offset, ALLOWED_UPDATES, seconds)
        numbers = [update["update_id"] for update in updates if has_number(update)]
        if updates and not numbers:
            raise TelegramError("updates without an id")
        if updates:
            await asyncio.to_thread(store, self.engine, self.bot_id, updates, self.clock)
            self.stored()
        self._offset = max(numbers) + 1 if numbers else None
        return len(updates)


def _pause_after(error: TelegramError, pause: float) -> float:
    """Log what went wrong, with the mend where there is one, and return the seconds to wait."""
    if isinstance(error, RetryAfter):
        return pause_asked(error).total_seconds()
    if isinstance(error, InvalidToken):
        log.error("token refused", mend="check LINLI_BOT_TOKEN; BotFather shows the present one")
    elif isinstance(error, Conflict):
        log.error("another process polls", mend="stop the other one, or give it a bot of its own")
    else:
        log.warning("polling failed", error=type(error).__name__, pause=pause)
    return pause
