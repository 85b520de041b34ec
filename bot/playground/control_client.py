"""The Python side of the control port: faults, groups, odd updates, and the log of calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.playground.line import Json, Line


class Somebody(Protocol):
    """A phone, as far as groups care."""

    user_id: int
    name: str
    language_code: str | None


class Control(Line):
    """The control port: faults, groups, odd updates, and the log of calls."""

    def fault(self, kind: str, method: str | None = None, chat_id: int | None = None, **more: Any) -> None:
        """The next `times` (default 1) fitting calls go wrong.

        Kinds: too_many (retry_after), server_error (status), hang (seconds), lost_answer (seconds), reset,
        forbidden, chat_not_found, migrate (migrate_to_chat_id), unauthorized. Narrow by method, chat_id,
        contains, token; `skip` lets that many fitting calls pass first.
        """
        self.ask("/control/fault", {"kind": kind, "method": method, "chat_id": chat_id, **more})

    def faults(self) -> list[Json]:
        """The traps still set."""
        return list(self.ask("/control/faults", {})["faults"])

    def clear_faults(self) -> None:
        self.ask("/control/clear_faults", {})

    def flood_limits(self, on: bool) -> None:
        self.ask("/control/flood_limits", {"on": on})

    def duplicate_updates(self, token: str, count: int) -> None:
        """The next `count` updates arrive twice."""
        self.ask("/control/duplicate_updates", {"token": token, "count": count})

    def redeliver(self, token: str, count: int) -> int:
        """The last `count` confirmed updates arrive once more; returns how many there were."""
        return int(self.ask("/control/redeliver", {"token": token, "count": count})["count"])

    def reorder_updates(self, token: str, count: int) -> None:
        """The next `count` updates are gathered and arrive newest first."""
        self.ask("/control/reorder_updates", {"token": token, "count": count})

    def release_updates(self, token: str) -> None:
        self.ask("/control/release_updates", {"token": token})

    def raw_update(self, token: str, update: Json) -> int:
        """Queue any object as an update; returns its update_id."""
        return int(self.ask("/control/raw_update", {"token": token, "update": update})["update_id"])

    def album_gap(self, seconds: float) -> None:
        """Seconds between the pieces of an album on their way to the bot."""
        self.ask("/control/album_gap", {"seconds": seconds})

    def tokens(self, tokens: Sequence[str] | None) -> None:
        """Accept only these tokens; None accepts every well-formed one."""
        self.ask("/control/tokens", {"tokens": None if tokens is None else list(tokens)})

    def revoke(self, token: str) -> None:
        self.ask("/control/revoke", {"token": token})

    def restore(self, token: str) -> None:
        self.ask("/control/restore", {"token": token})

    def privacy(self, token: str, on: bool) -> None:
        self.ask("/control/privacy", {"token": token, "on": on})

    def deactivate(self, user_id: int) -> None:
        self.ask("/control/deactivate", {"user_id": user_id})

    def age(self, token: str, chat: int, message_id: int) -> None:
        """Make a message older than 48 hours."""
        self.ask("/control/age", {"token": token, "chat": chat, "message_id": message_id})

    def expire_callbacks(self) -> None:
        self.ask("/control/expire_callbacks", {})

    def group(self, title: str, members: Sequence[Somebody | str | int], supergroup: bool = False) -> int:
        """Make a group of phones, user ids and bots (by token); the first creates it. Returns its id."""
        people = [self._member(one) for one in members]
        made = self.ask("/control/group", {"title": title, "members": people, "supergroup": supergroup})
        return int(made["chat_id"])

    @staticmethod
    def _member(one: Somebody | str | int) -> Json | str | int:
        if isinstance(one, str | int):
            return one
        return {"id": one.user_id, "name": one.name, "language_code": one.language_code}

    def join(self, chat: int, who: Somebody | str | int, status: str = "member") -> None:
        self.ask("/control/join", {"chat": chat, "who": self._member(who), "status": status})

    def leave(self, chat: int, who: Somebody | str | int) -> None:
        """Somebody leaves; a bot is kicked."""
        self.ask("/control/leave", {"chat": chat, "who": self._member(who)})

    def status(self, chat: int, who: Somebody | str | int, status: str) -> None:
        """administrator, member, restricted …"""
        self.ask("/control/status", {"chat": chat, "who": self._member(who), "status": status})

    def migrate(self, chat: int) -> int:
        """The group becomes a supergroup; returns its new id."""
        return int(self.ask("/control/migrate", {"chat": chat})["chat_id"])

    def calls(
        self,
        method: str | None = None,
        chat: int | None = None,
        contains: str | None = None,
        token: str | None = None,
    ) -> list[Json]:
        """Every logged call: number, at, method, chat_id, text, fate, error_code, description, message_id."""
        wanted = {"method": method, "chat": chat, "contains": contains, "token": token}
        return list(self.ask("/control/calls", wanted)["calls"])

    def count(self, method: str | None = None, chat: int | None = None, contains: str | None = None) -> int:
        """How many such calls took effect, answers lost included."""
        return int(
            self.ask("/control/counts", {"method": method, "chat": chat, "contains": contains})["total"]
        )

    def counts(self, method: str | None = None, chat: int | None = None) -> list[Json]:
        """How often each (method, chat_id, text) took effect."""
        return list(self.ask("/control/counts", {"method": method, "chat": chat})["counts"])

    def doubles(self, method: str = "sendMessage") -> list[Json]:
        """Texts that reached a chat more than once."""
        return [row for row in self.counts(method) if row["count"] > 1]

    def idle(self, timeout: float = 10.0, token: str | None = None) -> bool:
        """Wait until no update is unconfirmed and no call is running; False when time ran out."""
        return bool(self.ask("/control/idle", {"timeout": timeout, "token": token}, timeout)["idle"])

    def cast(self, cast: Json) -> None:
        """Give the page its people (`Cast.as_json()`)."""
        self.ask("/control/cast", cast)
