"""A person's phone, for tests and scripts: sync, over HTTP, never sleeping."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from bot.playground.control_client import Control
from bot.playground.line import Json, Line, NothingCame, PhoneError
from bot.playground.shown import Button, Pressed, Shown, read_shown

__all__ = ["Button", "Control", "NothingCame", "Phone", "PhoneError", "Pressed", "Shown"]


class Phone(Line):
    """One person's phone; `chat` names a group where it isn't her chat with the bot."""

    def __init__(
        self, base_url: str, token: str, user_id: int, name: str, language_code: str | None = "zh-hans"
    ) -> None:
        super().__init__(base_url)
        self.token, self.user_id, self.name, self.language_code = token, user_id, name, language_code
        self._since = 0

    def __enter__(self) -> Phone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _who(self, chat: int | None) -> Json:
        user = {"id": self.user_id, "name": self.name, "language_code": self.language_code}
        return {"token": self.token, "user": user, "chat": chat}

    def _act(self, act: str, chat: int | None = None, wait: float = 0.0, **data: Any) -> Json:
        """Do something; `wait` then looks only at what came after it."""
        done = self.ask(f"/phone/{act}", {**self._who(chat), **data}, wait)
        self._since = done["revision"]
        return done

    def _sent(self, act: str, chat: int | None, **data: Any) -> Shown:
        return read_shown(self._act(act, chat, **data)["message"])

    def start(self, payload: str | None = None) -> Shown:
        """Press START, as from an invite link when there is a payload."""
        return self._sent("start", None, payload=payload)

    def say(self, text: str, reply_to: int | None = None, chat: int | None = None) -> Shown:
        return self._sent("say", chat, text=text, reply_to=reply_to)

    def edit(self, message_id: int, text: str, chat: int | None = None) -> Shown:
        """Change the words (or the caption) of an own message."""
        return self._sent("edit", chat, message_id=message_id, text=text)

    def photo(
        self,
        caption: str | None = None,
        album: str | None = None,
        reply_to: int | None = None,
        chat: int | None = None,
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

    def location(
        self, latitude: float = 36.0671, longitude: float = 120.3826, reply_to: int | None = None
    ) -> Shown:
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
        self,
        label_or_data: str,
        message_id: int | None = None,
        chat: int | None = None,
        timeout: float = 10.0,
    ) -> Pressed:
        """Press the newest such button and wait for the answer.

        Exact label or data goes before a label that contains the words. With `message_id`, also a button
        which that message had before. A key of the reply keyboard sends its text.
        """
        wanted = {"button": label_or_data, "message_id": message_id, "timeout": timeout}
        done = self._act("press", chat, wait=timeout, **wanted)
        return Pressed(
            done["answered"], done["text"], bool(done["show_alert"]), done["url"], done["button"]["text"]
        )

    def screen(self, chat: int | None = None) -> Json:
        """Everything about the chat: messages, `keyboard`, `typing`, `blocked`, `started`."""
        return self.ask("/phone/messages", self._who(chat))

    def messages(self, chat: int | None = None) -> list[Shown]:
        """What is on the screen now, oldest first."""
        return [read_shown(one) for one in self.screen(chat)["messages"] if not one["deleted"]]

    def last(self, chat: int | None = None) -> Shown | None:
        """The newest message on the screen."""
        shown = self.messages(chat)
        return shown[-1] if shown else None

    def keys(self, chat: int | None = None) -> list[str]:
        """The labels of the reply keyboard."""
        rows = (self.screen(chat)["keyboard"] or {}).get("keyboard", [])
        return [key if isinstance(key, str) else key["text"] for row in rows for key in row]

    def wait(
        self,
        contains: str | None = None,
        after: int | None = None,
        timeout: float = 10.0,
        chat: int | None = None,
    ) -> Shown:
        """Wait for a message by somebody else that holds the words, and return the newest such.

        Without `after`: one that came or was edited since this phone's last act. With `after`: one with a
        higher message id. Raises NothingCame.
        """
        wanted = {"contains": contains, "after": after, "timeout": timeout, "since": self._since}
        found = self.ask("/phone/wait", {**self._who(chat), **wanted}, timeout)["message"]
        if found is None:
            tail = " | ".join(f"{m.sender}: {m.text[:60]}" for m in self.messages(chat)[-5:])
            raise NothingCame(
                f"{self.name} got no message with «{contains}» in {timeout} s; the screen ends: {tail}"
            )
        return read_shown(found)

    def block(self) -> None:
        self._act("block")

    def unblock(self) -> None:
        self._act("unblock")
