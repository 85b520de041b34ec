"""A tiny bot for trying the page: echoes with a button, answers the press, edits its message."""

import threading
from types import TracebackType
from typing import Any

import httpx


class EchoBot:
    """Polls in a thread of its own while in use."""

    def __init__(self, url: str, token: str) -> None:
        self.base = f"{url}/bot{token}"
        self.client = httpx.Client(timeout=20, trust_env=False)
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._poll)

    def __enter__(self) -> "EchoBot":
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self.thread.join()
        self.client.close()

    def _call(self, method: str, **params: Any) -> Any:
        return self.client.post(f"{self.base}/{method}", json=params).json().get("result")

    def _poll(self) -> None:
        offset = 0
        while not self.stopping.is_set():
            for update in self._call("getUpdates", offset=offset, timeout=1) or []:
                offset = update["update_id"] + 1
                self._answer(update)

    def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            self._pressed(query)
        elif message := update.get("message"):
            words = message.get("text") or message.get("caption") or "（没有文字）"
            rows = [[{"text": "记下", "callback_data": "note"}, {"text": "为什么", "callback_data": "why"}]]
            self._call(
                "sendMessage",
                chat_id=message["chat"]["id"],
                text=f"听到了：<b>{words}</b>",
                parse_mode="HTML",
                reply_markup={"inline_keyboard": rows},
            )

    def _pressed(self, query: dict[str, Any]) -> None:
        why = query["data"] == "why"
        self._call("answerCallbackQuery", callback_query_id=query["id"], text="好的", show_alert=why)
        if not why:
            message = query["message"]
            self._call(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text="已经记下",
            )
