"""Letters wired: who sends them, which page answers them, and where a photo comes from."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Generator
from datetime import datetime

import structlog
import uvicorn
from sqlalchemy import Engine
from telegram import Bot
from telegram.error import TelegramError

from app.settings import BadSettings, Settings
from app.wiring import Desk, secret_for
from bot.loop import repeat
from console.answers import answers_app
from mail.delivery import IDLE_SECONDS, Post
from mail.smtp import Server

log = structlog.get_logger()


def link_secret(settings: Settings) -> bytes:
    """Return what signs the links in letters."""
    return secret_for(settings.token(), "links in letters")


def smtp_server(settings: Settings) -> Server | None:
    """Return the server for letters; None where none is set. Raises BadSettings for half a setting."""
    if settings.smtp_host is None:
        return None
    if settings.smtp_from is None or settings.public_url is None:
        raise BadSettings(
            "LINLI_SMTP_HOST needs LINLI_SMTP_FROM, the address that letters come from, and "
            "LINLI_PUBLIC_URL, the address under which their links open."
        )
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=settings.smtp_secret(),
        tls=settings.smtp_tls,
    )


def build_post(
    engine: Engine, bot: Bot, desk: Desk, settings: Settings, clock: Callable[[], datetime]
) -> Post:
    """Build the loop that sends letters."""
    return Post(
        engine=engine,
        server=smtp_server(settings),
        public_url=settings.public_url,
        secret=link_secret(settings),
        texts=desk.handling.texts,
        community_id=desk.handling.community_id,
        clock=clock,
        fetch_file=photo_fetcher(bot),
        written=desk.written.set,
    )


async def send_letters(post: Post) -> None:
    """Send letters for ever. What a process that died had claimed is free again from the start."""
    await asyncio.to_thread(post.release)
    await repeat("letters", post.send_due, asyncio.Event(), IDLE_SECONDS)


def photo_fetcher(bot: Bot) -> Callable[[str], Awaitable[bytes | None]]:
    """Return what brings a photo from Telegram; a letter goes without one that can't be had."""

    async def fetch(file_id: str) -> bytes | None:
        try:
            return bytes(await (await bot.get_file(file_id)).download_as_bytearray())
        except TelegramError as error:
            log.warning("photo not fetched", error=type(error).__name__)
            return None

    return fetch


class _Pages(uvicorn.Server):
    """A server that leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


async def serve_pages(engine: Engine, desk: Desk, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Serve the pages behind the links until cancelled; without a public address there are none."""
    if settings.public_url is None:
        return
    host, port = settings.console_address()
    app = answers_app(
        engine,
        desk.handling.community_id,
        link_secret(settings),
        desk.handling.texts,
        clock,
        desk.written.set,
    )
    # No access log: whoever reads a link may answer by it.
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, lifespan="off")
    server = _Pages(config)
    try:
        await server.serve()
    except asyncio.CancelledError:
        server.should_exit = True
        if server.started:
            await server.shutdown()
        raise
