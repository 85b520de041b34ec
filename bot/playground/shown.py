"""What a phone gets to see: messages, buttons, and answers to pressed buttons."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.line import Json


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


def read_shown(data: Json) -> Shown:
    rows = tuple(
        tuple(Button(one["text"], one.get("callback_data"), one.get("url")) for one in row)
        for row in data["buttons"]
    )
    quoted = data["reply_to"]["message_id"] if data["reply_to"] else None
    return Shown(
        data["message_id"], data["mine"], data["sender"], data["kind"], data["text"], rows,
        data["edited"], data["album"], quoted, data,
    )  # fmt: skip
