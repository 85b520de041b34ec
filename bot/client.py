"""The Telegram client: the library's Bot, with updates as they came and timeouts that fit the desk."""

from collections.abc import Callable
from typing import Any, cast

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

TELEGRAM_API = "https://api.telegram.org"
POLL_SECONDS = 30
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0


class DeskBot(Bot):
    """The library's Bot with one more method, since its own ``get_updates`` parses before we can store."""

    async def raw_updates(
        self, offset: int | None, allowed: list[str], seconds: int = POLL_SECONDS
    ) -> list[dict[str, Any]]:
        """Long-poll for updates and return them as Telegram sent them; raise TelegramError as any call."""
        arguments: dict[str, Any] = {"timeout": seconds, "allowed_updates": allowed}
        if offset is not None:
            arguments["offset"] = offset
        answer = await self._post("getUpdates", arguments, read_timeout=seconds + ANSWER_SECONDS)
        return cast("list[dict[str, Any]]", answer)


def over_http(pool: int) -> BaseRequest:
    """Build what carries calls to Telegram, with so many connections at most."""
    return HTTPXRequest(
        connection_pool_size=pool,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        write_timeout=ANSWER_SECONDS,
    )


def build_bot(
    token: str, api: str = TELEGRAM_API, carrier: Callable[[int], BaseRequest] = over_http
) -> DeskBot:
    """Build the client for a Bot API at a base address; nothing is sent yet.

    ``carrier`` is called with a number of connections, once for polling and once for everything else.
    """
    api = api.rstrip("/")
    return DeskBot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=carrier(8),
        get_updates_request=carrier(1),
    )
