"""Telegram's flood limits: one message a second to a chat, twenty a minute to a group, thirty in all."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.playground.errors import too_many

# (messages, seconds); the burst to one chat is what Telegram tolerates in practice.
PER_CHAT = (3, 3.0)
PER_GROUP = (20, 60.0)
OVERALL = (30, 1.0)


@dataclass
class Flood:
    """Sliding windows over what was sent; off by default, since most tests want speed."""

    on: bool = False
    _sent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat_id: int, now: float) -> None:
        """Count one message to a chat; raises 429 when a window is full."""
        if not self.on:
            return
        windows = {f"chat {chat_id}": PER_GROUP if chat_id < 0 else PER_CHAT, "all": OVERALL}
        for name, (limit, seconds) in windows.items():
            self._refuse_if_full(name, limit, seconds, now)
        for name in windows:
            self._sent[name].append(now)

    def _refuse_if_full(self, name: str, limit: int, seconds: float, now: float) -> None:
        window = self._sent[name]
        while window and window[0] <= now - seconds:
            window.popleft()
        if len(window) >= limit:
            raise too_many(max(1, round(window[0] + seconds - now)))
