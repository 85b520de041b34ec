"""Runs the desk: polling or webhook, inbox, outbox and ticks in one process, until told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import structlog
import uvicorn
from sqlalchemy import Engine
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from app.posting import build_post, send_letters, serve_pages
from app.reaching import ASK_BOTFATHER
from app.relearning import Relearning
from app.settings import BadSettings, Settings
from app.wiring import Desk, publish_menu, utc_now, wire
from bot.client import DeskBot, build_bot
from bot.polling import ALLOWED_UPDATES, Polling
from bot.webhook import webhook_app
from bot.worker import empty_inbox
from classifier.registry import Registry
from scheduler.runner import build_scheduler

log = structlog.get_logger()

START_PAUSE_SECONDS = 2.0


async def run_desk(
    engine: Engine, registry: Registry, settings: Settings, clock: Callable[[], datetime] = utc_now
) -> None:
    """Run until cancelled. Waits for Telegram when it cannot be reached at the start."""
    bot = build_bot(settings.token(), settings.telegram_api)
    await asyncio.to_thread(registry.serving().predict, "您好")  # the first call loads its dictionaries
    async with _initialised(bot):
        desk = wire(engine, bot, registry, clock)
        post = build_post(engine, bot, desk, settings, clock)
        relearning = Relearning(
            engine, desk.handling.community_id, registry.directory, clock, desk.written.set
        )
        scheduler = build_scheduler(engine, clock, desk.written.set)
        scheduler.start()
        log.info("desk open", bot=bot.username, webhook=settings.webhook_url is not None)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(relearning.run())
                tasks.create_task(empty_inbox(desk.handling, desk.stored, desk.written.set))
                tasks.create_task(desk.delivery.run())
                tasks.create_task(send_letters(post))
                tasks.create_task(serve_pages(engine, desk, settings, clock))
                tasks.create_task(_receive(engine, bot, desk, settings, clock))
                tasks.create_task(_menu(bot, desk))
        finally:
            scheduler.shutdown(wait=False)


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; SIGINT and SIGTERM cancel it, and are no error."""
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def _initialised(bot: DeskBot) -> AsyncIterator[None]:
    while True:
        try:
            await bot.initialize()
            break
        except (InvalidToken, EndPointNotFound) as error:
            await bot.shutdown()
            raise BadSettings(ASK_BOTFATHER) from error
        except TelegramError as error:
            log.warning("Telegram cannot be reached", error=type(error).__name__, pause=START_PAUSE_SECONDS)
            await asyncio.sleep(START_PAUSE_SECONDS)
    try:
        yield
    finally:
        await bot.shutdown()


async def _receive(
    engine: Engine, bot: DeskBot, desk: Desk, settings: Settings, clock: Callable[[], datetime]
) -> None:
    if settings.webhook_url is None:
        await _retried(bot.delete_webhook)
        await Polling(engine, bot, bot.id, clock, desk.stored.set).run()
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    host, port = settings.webhook_address()
    app = webhook_app(engine, bot.id, secret, clock, desk.stored.set)
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False))
    url = f"{settings.webhook_url.rstrip('/')}/telegram"
    await _retried(
        lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=10)
    )
    await server.serve()


async def _retried(call: Callable[[], Awaitable[bool]]) -> None:
    """Make a call that must succeed before updates can come, however long that takes."""
    while True:
        try:
            await call()
            return
        except TelegramError as error:
            log.warning("Telegram cannot be reached", error=type(error).__name__, pause=START_PAUSE_SECONDS)
            await asyncio.sleep(START_PAUSE_SECONDS)


async def _menu(bot: DeskBot, desk: Desk) -> None:
    try:
        await publish_menu(bot, desk.handling.texts)
    except TelegramError as error:
        log.warning("menu not published", error=type(error).__name__)
