"""A conversation: who is in it, its messages with ids of their own, and what changed when."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ALIVE = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass
class Message:
    """One message as the server keeps it; `body` holds the Bot API's content fields."""

    id: int
    chat: Chat
    author: int
    date: int
    body: Json
    reply_to: int | None = None
    markup: Json | None = None
    """The inline keyboard now shown under it."""
    locked: bool = False
    """Sent with a reply keyboard, hence never editable."""
    edited: int | None = None
    deleted: bool = False
    seen: bool = False
    """A bot has taken it (two ticks)."""
    aged: bool = False
    """Older than 48 hours: can't be deleted, and callbacks see it as inaccessible."""
    reaction: str | None = None
    """The emoji the bot reacted with."""
    revision: int = 0
    past_buttons: list[Json] = field(default_factory=list)

    def buttons(self) -> list[Json]:
        """The inline buttons now shown, row after row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def put_markup(self, markup: Json | None) -> None:
        """Show another keyboard; the old buttons stay known, since an old screen may still press them."""
        self.past_buttons += self.buttons()
        self.markup = markup

    @property
    def words(self) -> str:
        """Its text or its caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")


@dataclass
class Chat:
    """A private chat of one bot and one user, or a group."""

    id: int
    type: str
    title: str = ""
    owner: int = 0
    """The bot of a private chat; 0 in groups."""
    members: dict[int, str] = field(default_factory=dict)
    """User or bot id → status as in ChatMember."""
    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    keyboard: Json | None = None
    """The reply keyboard now shown."""
    typing: tuple[str, float] | None = None
    """Chat action and the world's time it was sent."""
    pinned: int | None = None
    changes: list[tuple[int, int]] = field(default_factory=list)
    """(revision, message id), ascending."""
    last_id: int = 0

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def key(self) -> str:
        """A name for it that is unique across bots."""
        return f"{self.owner}.{self.id}" if self.private else str(self.id)

    def has(self, who: int) -> bool:
        return self.members.get(who) in ALIVE

    def find(self, message_id: int | None) -> Message | None:
        """The message with that id, unless it was deleted."""
        found = self.messages.get(message_id or 0)
        return None if found is None or found.deleted else found

    def add(self, author: int, body: Json, now: int) -> Message:
        """Append a message under the chat's next id."""
        self.last_id += 1
        message = Message(self.last_id, self, author, now, body)
        self.messages[message.id] = message
        return message

    def since(self, revision: int) -> list[Message]:
        """The messages touched after `revision`, by id."""
        first = bisect.bisect_right(self.changes, (revision, 1 << 62))
        return [self.messages[i] for i in sorted({i for _, i in self.changes[first:]})]
