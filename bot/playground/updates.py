"""A bot's queue of updates: numbered, filtered, confirmed, and on request doubled or out of order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.playground.chat import Message

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost",
)  # fmt: skip
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT = frozenset(KINDS) - ONLY_ON_REQUEST
MEMORY = 1000
"""How many confirmed updates are kept for `deliver_again`."""


@dataclass
class Update:
    """One update on its way to a bot."""

    id: int
    json: dict[str, Any]
    message: Message | None = None
    again: bool = False
    """A repetition of something already confirmed: it leaves after one delivery, whatever the offset."""
    deliveries: int = 0


@dataclass
class Queue:
    """What a bot has not confirmed yet, oldest first."""

    waiting: deque[Update] = field(default_factory=deque)
    allowed: frozenset[str] = DEFAULT
    confirmed: deque[Update] = field(default_factory=lambda: deque(maxlen=MEMORY))
    next_id: int = 700_000_001
    poller: int = 0
    """Number of the newest getUpdates call; older ones are told 409."""
    polled_by: str = "getUpdates request; make sure that only one bot instance is running"
    double: int = 0
    """How many coming updates are put in twice."""
    hold: int = 0
    """How many coming updates are gathered, to be let go newest first."""
    held: list[Update] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    """url, secret_token, max_connections, last_error_date, last_error_message; empty when polling."""

    def push(self, kind: str, payload: dict[str, Any], message: Message | None = None) -> None:
        """Number an update and line it up, unless the bot doesn't want its kind."""
        if kind in self.allowed:
            self.push_raw({kind: payload}, message)

    def push_raw(self, body: dict[str, Any], message: Message | None = None) -> int:
        """Line up any object as an update, also a malformed one; returns its update_id."""
        update = Update(self.next_id, {"update_id": self.next_id, **body}, message)
        self.next_id += 1
        if self.hold > 0:
            self._hold(update)
        else:
            self._line_up(update)
        return update.id

    def _hold(self, update: Update) -> None:
        self.held.append(update)
        self.hold -= 1
        if self.hold == 0:
            self.release()

    def release(self) -> None:
        """Let held updates go, newest first."""
        self.hold, held, self.held = 0, self.held, []
        for update in reversed(held):
            self._line_up(update)

    def _line_up(self, update: Update) -> None:
        self.waiting.append(update)
        if self.double > 0:
            self.double -= 1
            self.waiting.append(update)

    def confirm(self, offset: int) -> list[Update]:
        """Forget what lies below `offset` (negative: all but the last ones); returns what was forgotten."""
        if offset < 0:
            doomed = list(self.waiting)[: max(0, len(self.waiting) + offset)]
        else:
            doomed = [u for u in self.waiting if (u.deliveries > 0 if u.again else u.id < offset)]
        gone = {id(update) for update in doomed}
        self.waiting = deque(u for u in self.waiting if id(u) not in gone) if gone else self.waiting
        self.confirmed.extend(u for u in doomed if not u.again)
        return doomed

    def deliver_again(self, count: int) -> int:
        """Put the last `count` confirmed updates in front once more; returns how many there were."""
        last = list({u.id: u for u in self.confirmed}.values())[-count:] if count > 0 else []
        for update in reversed(last):
            self.waiting.appendleft(Update(update.id, update.json, update.message, again=True))
        return len(last)

    @property
    def pending(self) -> int:
        return len(self.waiting) + len(self.held)
