"""Carries the library's calls to the emulator, and makes of its answers what Telegram answers.

telegram-test-api was made for JavaScript libraries, which look less closely. Each line below is a
difference from https://core.telegram.org/bots/api; nothing else is changed.
"""

import json
from typing import Any

import httpx
from telegram.request import BaseRequest, RequestData

ME = {"id": 666, "is_bot": True, "first_name": "Test First name", "username": "TestNameBot"}
SETTINGS = ("setMyCommands",)
"""Methods the emulator does not know and answers with 500. What they set shows in no story."""
NO_BUTTONS = '{"inline_keyboard": []}'

Json = dict[str, Any]


class Carrier(BaseRequest):
    """One connection pool to the emulator; the number of connections does not matter here."""

    def __init__(self, _connections: int = 1) -> None:
        self.client = httpx.AsyncClient(trust_env=False)

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return 5.0

    async def initialize(self) -> None:
        """Do nothing: the client opens connections when it needs them."""

    async def shutdown(self) -> None:
        """Close the connections."""
        await self.client.aclose()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_timeouts: Any
    ) -> tuple[int, bytes]:
        """Carry one call and return the answer's status and its mended body."""
        name = url.rpartition("/")[2]
        if name in SETTINGS:
            return 200, b'{"ok": true, "result": true}'
        asked = complete(name, request_data.json_parameters if request_data else {})
        answer = await self.client.request(method, url, data=asked)
        if answer.is_error:
            return answer.status_code, answer.content
        body = answer.json()
        body["result"] = mend(name, asked, body["result"])
        return answer.status_code, json.dumps(body).encode()


def complete(name: str, asked: dict[str, str]) -> dict[str, str]:
    """An edit without buttons takes the old ones away; the emulator would keep them."""
    return {"reply_markup": NO_BUTTONS} | asked if name == "editMessageText" else asked


def mend(name: str, asked: dict[str, str], result: Any) -> Any:
    """Return a call's result as Telegram would have given it."""
    match name:
        case "getMe":
            return ME | result
        case "getUpdates":
            return [mend_update(update) for update in result]
        case "sendMessage":
            return mend_message(result)
        case "editMessageText":
            sent = {"chat": {"id": int(asked["chat_id"])}, "message_id": int(asked["message_id"])}
            return mend_message({**sent, "date": 0, "text": asked["text"]})
        case _:
            return True if result is None else result


def mend_message(message: Json) -> Json:
    """A message of the bot's has an author, a date in seconds, and the chat it was sent to."""
    chat_id = message["chat"]["id"]
    chat = {"id": chat_id, "type": "group" if chat_id < 0 else "private"}
    return {**message, "from": ME, "chat": chat, "date": message["date"] // 1000}


def mend_update(update: Json) -> Json:
    """A press names the chat it comes from by an opaque word."""
    press = update.get("callback_query")
    return update if press is None else {**update, "callback_query": {"chat_instance": "1", **press}}
