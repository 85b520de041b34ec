"""Webhooks: the secret, the order, and trying again after a pause that grows."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest

from bot.playground.phone import Control, Phone
from tests.playground.conftest import Api


class Hook:
    """A place updates are delivered to; answers the statuses it is told, then 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: Queue[tuple[str | None, dict[str, Any]]] = Queue()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                hook.got.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
                self.send_response(hook.statuses.pop(0) if hook.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def next_text(self) -> str:
        return str(self.got.get(timeout=20)[1]["message"]["text"])


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_updates_come_in_order_with_the_secret(api: Api, control: Control, chen: Phone, hook: Hook) -> None:
    api("setWebhook", url=hook.url, secret_token="s3cret")
    chen.say("一")
    chen.say("二")
    secret, first = hook.got.get(timeout=20)
    assert (secret, first["message"]["text"], hook.next_text()) == ("s3cret", "一", "二")
    assert control.idle(timeout=10, token=api.token)
    assert api("getWebhookInfo")["pending_update_count"] == 0
    api("deleteWebhook")


def test_a_refused_update_comes_again_before_the_next(
    api: Api, control: Control, chen: Phone, hook: Hook
) -> None:
    hook.statuses = [500, 403]
    api("setWebhook", url=hook.url)
    chen.say("一")
    chen.say("二")
    assert [hook.next_text() for _ in range(4)] == ["一", "一", "一", "二"]
    assert control.idle(timeout=10, token=api.token)
    info = api("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403"
    api("deleteWebhook")


def test_waiting_updates_survive_the_change_to_polling(api: Api, chen: Phone, hook: Hook) -> None:
    hook.statuses = [500] * 50
    api("setWebhook", url=hook.url)
    chen.say("一")
    hook.next_text()
    api("deleteWebhook")
    assert api.updates()[0]["message"]["text"] == "一"
    api("setWebhook", url="", drop_pending_updates=True)
    assert api.updates() == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://example.org/hook"}, "An HTTPS URL must be provided"),
        ({"url": "nonsense"}, "An HTTPS URL must be provided"),
        (
            {"url": "https://example.org/", "secret_token": "bad secret"},
            "secret token contains unallowed characters",
        ),
    ],
)
def test_it_refuses(api: Api, params: dict[str, str], reason: str) -> None:
    assert reason in api.refused("setWebhook", **params)["description"]
    assert api("getWebhookInfo")["url"] == ""
