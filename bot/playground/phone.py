"""The Python side of the phones and of the control port, for tests and scripts (sync, over httpx)."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import httpx

Json = dict[str, Any]
PATIENCE = 15.0
"""Seconds an HTTP request may take beyond the wait it asks for."""


class PhoneError(Exception):
    """The stand-in couldn't do what was asked; the sentence says why."""


class NothingCame(PhoneError):
    """A wait ended without the message waited for; the sentence shows the screen."""


@dataclass(frozen=True)
class Button:
    """An inline button."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Shown:
    """One message on a screen."""

    message_id: int
    mine: bool
    sender: str
    kind: str
    text: str
    """The text or the caption."""
    rows: tuple[tuple[Button, ...], ...]
    edited: bool
    album: str | None
    reply_to: int | None
    raw: Json = field(repr=False, compare=False)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline buttons, row after row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.label for button in self.buttons)


@dataclass(frozen=True)
class Pressed:
    """What the bot answered to a button: nothing yet, a toast, or an alert."""

    answered: bool
    text: str | None
    alert: bool
    url: str | None
    label: str


def _read_shown(data: Json) -> Shown:
    rows = tuple(
        tuple(Button(one["text"], one.get("callback_data"), one.get("url")) for one in row) for row in data["buttons"]
    )
    quoted = data["reply_to"]["message_id"] if data["reply_to"] else None
    return Shown(
        data["message_id"], data["mine"], data["sender"], data["kind"], data["text"], rows,
        data["edited"], data["album"], quoted, data,
    )  # fmt: skip


class _Line:
    """A connection to a stand-in."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._client = httpx.Client(base_url=self.base_url, timeout=PATIENCE, trust_env=False)
        # Closes the sockets of a phone that nobody closed, so that tests needn't.
        self.close = weakref.finalize(self, self._client.close)

    def _ask(self, path: str, data: Json, wait: float = 0.0) -> Json:
        answer = self._client.post(path, json=data, timeout=wait + PATIENCE)
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise PhoneError(answer.json()["error"])
        answer.raise_for_status()
        result: Json = answer.json()
        return result


class Phone(_Line):
    """One person's phone; `chat` names a group where it isn't her chat with the bot."""

    def __init__(
        self, base_url: str, token: str, user_id: int, name: str, language_code: str | None = "zh-hans"
    ) -> None:
        super().__init__(base_url)
        self.token, self.user_id, self.name, self.language_code = token, user_id, name, language_code
        self._since = 0

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _who(self, chat: int | None) -> Json:
        user = {"id": self.user_id, "name": self.name, "language_code": self.language_code}
        return {"token": self.token, "user": user, "chat": chat}

    def _act(self, act: str, chat: int | None = None, wait: float = 0.0, **data: Any) -> Json:
        """Do something; `wait` then looks only at what came after it."""
        done = self._ask(f"/phone/{act}", {**self._who(chat), **data}, wait)
        self._since = done["revision"]
        return done

    def _sent(self, act: str, chat: int | None, **data: Any) -> Shown:
        return _read_shown(self._act(act, chat, **data)["message"])

    def start(self, payload: str | None = None) -> Shown:
        """Press START, as from an invite link when there is a payload."""
        return self._sent("start", None, payload=payload)

    def say(self, text: str, reply_to: int | None = None, chat: int | None = None) -> Shown:
        return self._sent("say", chat, text=text, reply_to=reply_to)

    def edit(self, message_id: int, text: str, chat: int | None = None) -> Shown:
        """Change the words (or the caption) of an own message."""
        return self._sent("edit", chat, message_id=message_id, text=text)

    def photo(
        self, caption: str | None = None, album: str | None = None, reply_to: int | None = None, chat: int | None = None
    ) -> Shown:
        """Send a drawn picture; pictures with the same `album` are pieces of one album, sent when you say."""
        return self._sent("photo", chat, caption=caption, album=album, reply_to=reply_to)

    def album(self, *captions: str | None, chat: int | None = None) -> Shown:
        """Send an album of as many pictures as captions (None: without words); returns the first."""
        return self._sent("album", chat, captions=captions)

    def voice(self, seconds: int = 4, reply_to: int | None = None, chat: int | None = None) -> Shown:
        return self._sent("voice", chat, seconds=seconds, reply_to=reply_to)

    def sticker(self, emoji: str = "👍", chat: int | None = None) -> Shown:
        return self._sent("sticker", chat, emoji=emoji)

    def location(self, latitude: float = 36.0671, longitude: float = 120.3826, reply_to: int | None = None) -> Shown:
        return self._sent("location", None, latitude=latitude, longitude=longitude, reply_to=reply_to)

    def contact(self, phone: str = "+8613800000000") -> Shown:
        return self._sent("contact", None, phone=phone)

    def document(self, size: int = 1024, name: str = "file.pdf", caption: str | None = None) -> Shown:
        """Send a file that claims `size` bytes."""
        return self._sent("document", None, size=size, name=name, caption=caption)

    def forward(self, text: str, author: str = "楼下邻居", chat: int | None = None) -> Shown:
        """Forward somebody else's words."""
        return self._sent("forward", chat, text=text, author=author)

    def press(
        self, label_or_data: str, message_id: int | None = None, chat: int | None = None, timeout: float = 10.0
    ) -> Pressed:
        """Press the newest such button (exact label or data, else a label that contains it) and wait for the answer.

        With `message_id`, also a button which that message had before. A key of the reply keyboard sends its text.
        """
        wanted = {"button": label_or_data, "message_id": message_id, "timeout": timeout}
        done = self._act("press", chat, wait=timeout, **wanted)
        return Pressed(done["answered"], done["text"], bool(done["show_alert"]), done["url"], done["button"]["text"])

    def screen(self, chat: int | None = None) -> Json:
        """Everything about the chat: messages, `keyboard`, `typing`, `blocked`, `started`."""
        return self._ask("/phone/messages", self._who(chat))

    def messages(self, chat: int | None = None) -> list[Shown]:
        """What is on the screen now, oldest first."""
        return [_read_shown(one) for one in self.screen(chat)["messages"] if not one["deleted"]]

    def last(self, chat: int | None = None) -> Shown | None:
        """The newest message on the screen."""
        shown = self.messages(chat)
        return shown[-1] if shown else None

    def keys(self, chat: int | None = None) -> list[str]:
        """The labels of the reply keyboard."""
        rows = (self.screen(chat)["keyboard"] or {}).get("keyboard", [])
        return [key if isinstance(key, str) else key["text"] for row in rows for key in row]

    def wait(
        self, contains: str | None = None, after: int | None = None, timeout: float = 10.0, chat: int | None = None
    ) -> Shown:
        """Wait for a message by somebody else that holds the words, and return the newest such.

        Without `after`: one that came or was edited since this phone's last act. With `after`: one with a
        higher message id. Raises NothingCame.
        """
        wanted = {"contains": contains, "after": after, "timeout": timeout, "since": self._since}
        found = self._ask("/phone/wait", {**self._who(chat), **wanted}, timeout)["message"]
        if found is None:
            tail = " | ".join(f"{m.sender}: {m.text[:60]}" for m in self.messages(chat)[-5:])
            raise NothingCame(f"{self.name} got no message with «{contains}» in {timeout} s; the screen ends: {tail}")
        return _read_shown(found)

    def block(self) -> None:
        self._act("block")

    def unblock(self) -> None:
        self._act("unblock")


class Control(_Line):
    """The control port: faults, groups, odd updates, and the log of calls."""

    def fault(self, kind: str, method: str | None = None, chat_id: int | None = None, **more: Any) -> None:
        """The next `times` (default 1) fitting calls go wrong.

        Kinds: too_many (retry_after), server_error (status), hang (seconds), lost_answer (seconds), reset,
        forbidden, chat_not_found, migrate (migrate_to_chat_id), unauthorized. Narrow by method, chat_id,
        contains, token; `skip` lets that many fitting calls pass first.
        """
        self._ask("/control/fault", {"kind": kind, "method": method, "chat_id": chat_id, **more})

    def faults(self) -> list[Json]:
        """The traps still set."""
        return list(self._ask("/control/faults", {})["faults"])

    def clear_faults(self) -> None:
        self._ask("/control/clear_faults", {})

    def flood_limits(self, on: bool) -> None:
        self._ask("/control/flood_limits", {"on": on})

    def duplicate_updates(self, token: str, count: int) -> None:
        """The next `count` updates arrive twice."""
        self._ask("/control/duplicate_updates", {"token": token, "count": count})

    def redeliver(self, token: str, count: int) -> int:
        """The last `count` confirmed updates arrive once more; returns how many there were."""
        return int(self._ask("/control/redeliver", {"token": token, "count": count})["count"])

    def reorder_updates(self, token: str, count: int) -> None:
        """The next `count` updates are gathered and arrive newest first."""
        self._ask("/control/reorder_updates", {"token": token, "count": count})

    def release_updates(self, token: str) -> None:
        self._ask("/control/release_updates", {"token": token})

    def raw_update(self, token: str, update: Json) -> int:
        """Queue any object as an update; returns its update_id."""
        return int(self._ask("/control/raw_update", {"token": token, "update": update})["update_id"])

    def album_gap(self, seconds: float) -> None:
        """Seconds between the pieces of an album on their way to the bot."""
        self._ask("/control/album_gap", {"seconds": seconds})

    def tokens(self, tokens: Sequence[str] | None) -> None:
        """Accept only these tokens; None accepts every well-formed one."""
        self._ask("/control/tokens", {"tokens": None if tokens is None else list(tokens)})

    def revoke(self, token: str) -> None:
        self._ask("/control/revoke", {"token": token})

    def restore(self, token: str) -> None:
        self._ask("/control/restore", {"token": token})

    def privacy(self, token: str, on: bool) -> None:
        self._ask("/control/privacy", {"token": token, "on": on})

    def deactivate(self, user_id: int) -> None:
        self._ask("/control/deactivate", {"user_id": user_id})

    def age(self, token: str, chat: int, message_id: int) -> None:
        """Make a message older than 48 hours."""
        self._ask("/control/age", {"token": token, "chat": chat, "message_id": message_id})

    def expire_callbacks(self) -> None:
        self._ask("/control/expire_callbacks", {})

    def group(self, title: str, members: Sequence[Phone | str | int], supergroup: bool = False) -> int:
        """Make a group of phones, user ids and bots (by token); the first creates it. Returns its id."""
        people = [self._member(one) for one in members]
        made = self._ask("/control/group", {"title": title, "members": people, "supergroup": supergroup})
        return int(made["chat_id"])

    @staticmethod
    def _member(one: Phone | str | int) -> Json | str | int:
        if isinstance(one, Phone):
            return {"id": one.user_id, "name": one.name, "language_code": one.language_code}
        return one

    def join(self, chat: int, who: Phone | str | int, status: str = "member") -> None:
        self._ask("/control/join", {"chat": chat, "who": self._member(who), "status": status})

    def leave(self, chat: int, who: Phone | str | int) -> None:
        """Somebody leaves; a bot is kicked."""
        self._ask("/control/leave", {"chat": chat, "who": self._member(who)})

    def status(self, chat: int, who: Phone | str | int, status: str) -> None:
        """administrator, member, restricted …"""
        self._ask("/control/status", {"chat": chat, "who": self._member(who), "status": status})

    def migrate(self, chat: int) -> int:
        """The group becomes a supergroup; returns its new id."""
        return int(self._ask("/control/migrate", {"chat": chat})["chat_id"])

    def calls(
        self, method: str | None = None, chat: int | None = None, contains: str | None = None, token: str | None = None
    ) -> list[Json]:
        """Every logged call: number, at, method, chat_id, text, fate, error_code, description, message_id."""
        wanted = {"method": method, "chat": chat, "contains": contains, "token": token}
        return list(self._ask("/control/calls", wanted)["calls"])

    def count(self, method: str | None = None, chat: int | None = None, contains: str | None = None) -> int:
        """How many such calls took effect, answers lost included."""
        return int(self._ask("/control/counts", {"method": method, "chat": chat, "contains": contains})["total"])

    def counts(self, method: str | None = None, chat: int | None = None) -> list[Json]:
        """How often each (method, chat_id, text) took effect."""
        return list(self._ask("/control/counts", {"method": method, "chat": chat})["counts"])

    def doubles(self, method: str = "sendMessage") -> list[Json]:
        """Texts that reached a chat more than once."""
        return [row for row in self.counts(method) if row["count"] > 1]

    def idle(self, timeout: float = 10.0, token: str | None = None) -> bool:
        """Wait until no update is unconfirmed and no call is running; False when time ran out."""
        return bool(self._ask("/control/idle", {"timeout": timeout, "token": token}, timeout)["idle"])

    def cast(self, cast: Json) -> None:
        """Give the page its people (`Cast.as_json()`)."""
        self._ask("/control/cast", cast)
