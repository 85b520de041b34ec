"""A loop that does one thing for ever: at once while there is work, on a bell otherwise, whatever fails."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()

PAUSE_AFTER_FAILURE_SECONDS = 2.0


async def repeat(
    name: str, once: Callable[[], Awaitable[object]], bell: asyncio.Event, idle_seconds: float
) -> None:
    """Call ``once`` until cancelled; when it returns nothing, wait for the bell, at most so long.

    A database that is locked or a disk that is full for a while must not end the desk: the failure
    is logged and tried again. Nothing is lost by it, since ``once`` works in transactions.
    """
    while True:
        bell.clear()
        try:
            busy = await once()
        except Exception as error:
            log.exception("loop failed", loop=name, error=type(error).__name__)
            await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)
            continue
        if not busy:
            await _wait(bell, idle_seconds)


async def _wait(bell: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(bell.wait(), seconds)
    except TimeoutError:
        return
