"""The Bot API's HTTP door: reads a call, lets faults strike, carries it out, and answers as Telegram does."""

import inspect
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.playground.chat import Json
from bot.playground.connections import break_off
from bot.playground.errors import Refusal, not_found
from bot.playground.faults import REFUSALS, Fault, strike
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.log import LoggedCall
from bot.playground.methods import all_methods
from bot.playground.params import Params, read_params
from bot.playground.world import Bot, World

BAD_GATEWAY = "<html><head><title>{0} Bad Gateway</title></head><body><h1>{0} Bad Gateway</h1></body></html>"
POLLING = "getUpdates"
CLIENT_GONE = 499
"""Nobody reads this answer: the bot was killed while it was asking."""


class Silence(Response):
    """An answer that never comes: the connection is broken instead."""

    def __init__(self, request: Request, reset: bool) -> None:
        super().__init__()
        self.request, self.reset = request, reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await break_off(self.request, self.request.app.state.connections, self.reset)


class Door:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World) -> None:
        self.world, self.methods = world, all_methods()

    async def call(self, request: Request) -> Response:
        """One call of a bot."""
        try:
            bot = self.world.bot(request.path_params["token"])
            params = await read_params(request)
            name, method = self._method(request.path_params["method"])
            logged = self._log(bot, name, params)
        except Refusal as refusal:
            return _refused(refusal)
        except ClientDisconnect:
            return Response(status_code=CLIENT_GONE)
        fault = strike(self.world.faults, bot.token, name, logged.chat_id, logged.text)
        self.world.beat()
        return await self._answer(request, bot, method, params, logged, fault)

    def _method(self, name: str) -> tuple[str, Any]:
        try:
            return self.methods[name.lower()]
        except KeyError:
            raise not_found("method not found") from None

    def _log(self, bot: Bot, name: str, params: Params) -> LoggedCall:
        words = params.maybe_text("text") or params.maybe_text("caption")
        number, at = self.world.number(), self.world.clock()
        logged = LoggedCall(number, at, bot.token, name, params.maybe_text("chat_id"), words)
        if name != POLLING:
            self.world.calls.append(logged)
        return logged

    async def _answer(
        self, request: Request, bot: Bot, method: Any, params: Params, logged: LoggedCall, fault: Fault | None
    ) -> Response:
        """Let the fault, if any, act before or after the call is carried out."""
        if fault is None:
            return await self._carried_out(bot, method, params, logged)
        if fault.kind in REFUSALS:
            return self._refusal(logged, REFUSALS[fault.kind](fault))
        if fault.kind == "server_error":
            logged.fate, logged.error_code = "dropped", fault.status
            return HTMLResponse(BAD_GATEWAY.format(fault.status), fault.status)
        if fault.kind == "lost_answer":
            await self._carried_out(bot, method, params, logged)
            logged.fate = "lost" if logged.fate == "done" else logged.fate
        else:
            logged.fate = "dropped"
        await self.world.pulse.until(lambda: self.world.closing or None, fault.seconds)
        return Silence(request, reset=fault.kind == "reset")

    async def _carried_out(self, bot: Bot, method: Any, params: Params, logged: LoggedCall) -> Response:
        counted = logged.method != POLLING
        self.world.running += counted
        try:
            result = method(self.world, bot, params)
            result = await result if inspect.isawaitable(result) else result
        except Refusal as refusal:
            return self._refusal(logged, refusal)
        finally:
            self.world.running -= counted
            self.world.pulse.beat()
        logged.fate, logged.message_id = "done", _message_id(result)
        return JSONResponse({"ok": True, "result": result})

    def _refusal(self, logged: LoggedCall, refusal: Refusal) -> Response:
        logged.fate, logged.error_code, logged.description = "refused", refusal.code, refusal.description
        return _refused(refusal)

    async def file(self, request: Request) -> Response:
        """The content of a file, padded to the size it claims."""
        try:
            self.world.bot(request.path_params["token"])
        except Refusal as refusal:
            return _refused(refusal)
        path = request.path_params["path"]
        known = next((file for file in self.world.files.values() if file.path == path), None)
        if known is None or known.size > DOWNLOAD_LIMIT:
            return _refused(not_found())
        return Response(known.content.ljust(known.size, b"\0"), media_type=known.mime)


def _message_id(result: Any) -> int | None:
    if isinstance(result, list):
        return _message_id(result[0]) if result else None
    found: Json = result if isinstance(result, dict) else {}
    return found.get("message_id")


def _refused(refusal: Refusal) -> Response:
    return JSONResponse(refusal.body(), refusal.code)
