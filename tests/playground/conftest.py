"""One running stand-in for all tests here; every test has a bot and people of its own."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from bot.playground.phone import Control, Phone
from bot.playground.server import StandIn

NUMBERS = itertools.count(1)
JSON = dict[str, Any]


class Api:
    """Raw calls of one bot, answers as they come."""

    def __init__(self, url: str, token: str, client: httpx.Client) -> None:
        self.url, self.token, self.client = url, token, client

    def raw(self, method: str, **params: Any) -> httpx.Response:
        return self.client.post(f"{self.url}/bot{self.token}/{method}", json=params)

    def __call__(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        body = self.raw(method, **params).json()
        assert body["ok"], body
        return body["result"]

    def refused(self, method: str, **params: Any) -> JSON:
        """The error body of a call that must fail."""
        answer = self.raw(method, **params)
        body: JSON = answer.json()
        assert body["ok"] is False, body
        assert body["error_code"] == answer.status_code
        return body

    def updates(self, offset: int = 0, **params: Any) -> list[JSON]:
        found: list[JSON] = self("getUpdates", offset=offset, **params)
        return found

    def drain(self) -> list[JSON]:
        """Take and confirm everything that waits."""
        found = self.updates()
        if found:
            self.updates(offset=max(one["update_id"] for one in found) + 1)
        return found


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with StandIn() as stand_in:
        yield stand_in.url


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=20, trust_env=False) as made:
        yield made


@pytest.fixture
def token() -> str:
    return f"{5000 + next(NUMBERS)}:test"


@pytest.fixture
def api(url: str, token: str, client: httpx.Client) -> Api:
    made = Api(url, token, client)
    made("getMe")
    return made


@pytest.fixture
def control(url: str) -> Iterator[Control]:
    made = Control(url)
    made.clear_faults()
    yield made
    made.clear_faults()
    made.close()


@pytest.fixture
def somebody(url: str, token: str) -> Iterator[Callable[[str], Phone]]:
    """Makes phones for new people."""
    phones: list[Phone] = []

    def make(name: str) -> Phone:
        phones.append(Phone(url, token, 100_000 + next(NUMBERS), name))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()


@pytest.fixture
def chen(somebody: Callable[[str], Phone], api: Api) -> Phone:
    """A resident who pressed START, whose update the bot has taken."""
    phone = somebody("陈阿姨")
    phone.start()
    api.drain()
    return phone


@pytest.fixture
def wang(somebody: Callable[[str], Phone]) -> Phone:
    """A member who never pressed START."""
    return somebody("王师傅")
