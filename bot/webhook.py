"""The webhook: a route that answers 200 only after the update is committed to the inbox."""

import asyncio
import hmac
import json
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.inbox import store

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


def webhook_app(
    engine: Engine, bot_id: int, secret: str, clock: Callable[[], datetime], stored: Callable[[], None]
) -> Starlette:
    """Build the app that takes updates at ``/telegram``; requests without the secret get 403."""

    async def take(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return PlainTextResponse("wrong secret token", status_code=403)
        try:
            update = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("not JSON", status_code=400)
        if not isinstance(update, dict):
            return PlainTextResponse("not an update", status_code=400)
        await asyncio.to_thread(store, engine, bot_id, [update], clock)
        stored()
        return Response(status_code=200)

    return Starlette(routes=[Route("/telegram", take, methods=["POST"])])
