"""Everything the stand-in knows, in memory: bots, people, chats, files, faults and the log of calls."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.playground.cast import Cast
from bot.playground.chat import Chat, Json, Message
from bot.playground.errors import not_found, unauthorized
from bot.playground.faults import Fault
from bot.playground.files import StoredFile
from bot.playground.limits import Flood
from bot.playground.log import LoggedCall
from bot.playground.pulse import Pulse
from bot.playground.updates import Queue

TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_-]{3,64}")
FIRST_SUPERGROUP = -1001000000000


@dataclass
class User:
    """A person with a Telegram account."""

    id: int
    name: str
    language_code: str | None = None
    deactivated: bool = False

    def as_json(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass
class Bot:
    """A bot account, known by its token."""

    id: int
    token: str
    name: str
    username: str
    reads_all: bool = False
    """Privacy mode is off: it hears everything said in its groups."""
    queue: Queue = field(default_factory=Queue)
    settings: dict[str, Json] = field(default_factory=dict)
    """Commands, descriptions and menus it has set."""

    def as_json(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass
class Callback:
    """A pressed button that waits for its answer."""

    id: str
    bot: int
    answer: Json | None = None
    expired: bool = False


@dataclass
class World:
    """One running stand-in; every change goes through `touch` or `beat`, so that waiters see it."""

    tokens: frozenset[str] | None = None
    """The only tokens accepted; None accepts any well-formed one."""
    cast: Cast = field(default_factory=Cast)
    clock: Callable[[], float] = time.time
    bots: dict[str, Bot] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    dialogs: dict[tuple[int, int], Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    calls: list[LoggedCall] = field(default_factory=list)
    flood: Flood = field(default_factory=Flood)
    pulse: Pulse = field(default_factory=Pulse)
    revoked: set[str] = field(default_factory=set)
    revision: int = 0
    running: int = 0
    """Calls being carried out now, long polls aside."""
    album_gap: float = 0.0
    """Seconds between the pieces of an album on their way to the bot."""
    closing: bool = False
    _numbers: int = 0

    def number(self) -> int:
        """A fresh number, for ids."""
        self._numbers += 1
        return self._numbers

    def now(self) -> int:
        return int(self.clock())

    def beat(self) -> None:
        self.revision += 1
        self.pulse.beat()

    def touch(self, message: Message) -> None:
        """Note that a message appeared or changed."""
        self.beat()
        message.revision = self.revision
        message.chat.changes.append((self.revision, message.id))

    def close(self) -> None:
        """End every wait, so that the server can stop."""
        self.closing = True
        self.pulse.beat()

    def bot(self, token: str) -> Bot:
        """The bot of a token; 404 for a token of the wrong shape, 401 for one that is not accepted."""
        shape = TOKEN.fullmatch(token)
        if shape is None:
            raise not_found()
        if token in self.revoked or (self.tokens is not None and token not in self.tokens):
            raise unauthorized()
        if token not in self.bots:
            number = int(shape[1])
            self.bots[token] = Bot(number, token, "邻里", f"linli_{number}_bot")
        return self.bots[token]

    def bot_by_id(self, bot_id: int) -> Bot | None:
        return next((bot for bot in self.bots.values() if bot.id == bot_id), None)

    def author(self, who: int) -> Json:
        """The `from` of a message."""
        if user := self.users.get(who):
            return user.as_json()
        bot = self.bot_by_id(who)
        return bot.as_json() if bot else {"id": who, "is_bot": False, "first_name": "?"}

    def person(self, user_id: int, name: str, language_code: str | None) -> User:
        """The user of that id, made or renamed on the way."""
        user = self.users.setdefault(user_id, User(user_id, name, language_code))
        user.name, user.language_code = name, language_code
        return user

    def dialog(self, bot: Bot, user: User) -> Chat:
        """The private chat of the two, made when they meet."""
        key = (bot.id, user.id)
        if key not in self.dialogs:
            members = {bot.id: "member", user.id: "member"}
            self.dialogs[key] = Chat(user.id, "private", owner=bot.id, members=members)
        return self.dialogs[key]

    def group(self, title: str, members: Iterable[int], supergroup: bool = False) -> Chat:
        """A new group under the next free id."""
        number = self.number()
        chat_id = FIRST_SUPERGROUP - number if supergroup else -4000 - number
        chat = Chat(chat_id, "supergroup" if supergroup else "group", title)
        chat.members = dict.fromkeys(members, "member")
        self.groups[chat.id] = chat
        return chat
