"""A person's phone at the emulator, over its client API."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx

from bot.playground.shown import Button, Shown
from tests.emulator.carrier import ME

Json = dict[str, Any]


class Phone:
    """Writes, presses and reads as one person; ``chat`` names a group where it isn't her own chat."""

    def __init__(self, url: str, token: str, user_id: int, name: str, language: str = "zh-hans") -> None:
        self.client = httpx.Client(base_url=url, trust_env=False)
        self.token, self.user_id, self.name = token, user_id, name
        self.person = {"id": user_id, "first_name": name, "is_bot": False, "language_code": language}

    def start(self, payload: str | None = None) -> None:
        """Press START, as from an invitation when there is a payload."""
        command = {"type": "bot_command", "offset": 0, "length": len("/start")}
        text = f"/start {payload}" if payload else "/start"
        self._post("/sendCommand", {**self._message(None), "text": text, "entities": [command]})

    def say(self, text: str, chat: int | None = None) -> None:
        """Write a message."""
        self._post("/sendMessage", {**self._message(chat), "text": text})

    def press(self, label: str, message_id: int | None = None, chat: int | None = None) -> None:
        """Press the newest button of that name; raise LookupError where there is none."""
        for card in reversed(self.messages(chat)):
            for button in card.buttons:
                if button.label == label and message_id in (None, card.message_id):
                    return self._press(card, button, chat)
        raise LookupError(f"{self.name} sees no button «{label}»")

    def messages(self, chat: int | None = None) -> list[Shown]:
        """Return what is on the screen, oldest first."""
        return sorted(self._shown(chat), key=lambda message: message.message_id)

    def close(self) -> None:
        """Put the phone away."""
        self.client.close()

    def _press(self, card: Shown, button: Button, chat: int | None) -> None:
        message = {**self._message(chat), "from": ME, "message_id": card.message_id, "text": card.text}
        press = {"botToken": self.token, "from": self.person, "message": message, "data": button.data}
        self._post("/sendCallback", press)

    def _message(self, chat: int | None) -> Json:
        where = {"id": self.user_id, "type": "private", "first_name": self.name}
        if chat is not None:
            where = {"id": chat, "type": "group", "title": "业主群"}
        return {"botToken": self.token, "from": self.person, "chat": where, "date": int(time.time())}

    def _shown(self, chat: int | None) -> Iterator[Shown]:
        where = str(chat or self.user_id)
        for entry in self._post("/getUpdatesHistory", {"token": self.token}):
            message = entry.get("message")
            if message is None:
                continue  # a press
            if "chat_id" in message and message["chat_id"] == where:
                yield _from_the_bot(entry["messageId"], message)
            elif "chat" in message and str(message["chat"]["id"]) == where:
                yield _from_a_person(entry["messageId"], message, message["from"]["id"] == self.user_id)

    def _post(self, path: str, data: Json) -> Any:
        return self.client.post(path, json=data).raise_for_status().json()["result"]


def _from_the_bot(message_id: int, message: Json) -> Shown:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = tuple(tuple(Button(one["text"], one["callback_data"], None) for one in row) for row in rows)
    reply_to = json.loads(message.get("reply_parameters", "{}")).get("message_id")
    edited = "message_id" in message
    return Shown(message_id, False, "bot", "text", message["text"], buttons, edited, None, reply_to, message)


def _from_a_person(message_id: int, message: Json, mine: bool) -> Shown:
    name = message["from"]["first_name"]
    return Shown(message_id, mine, name, "text", message["text"], (), False, None, None, message)
