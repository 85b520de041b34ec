"""The world of the stories, over the emulator in place of the project's own stand-in."""

from typing import Any

from bot.client import build_bot
from bot.polling import Polling
from tests.acceptance.world import TOKEN, World
from tests.emulator.carrier import Carrier
from tests.emulator.phone import Phone


class EmulatedWorld(World):
    """The same desk and the same verbs; only the Telegram is another one."""

    def open(self) -> None:
        """Start the desk on its database."""
        self.phones: list[Phone] = []
        self.bot = build_bot(TOKEN, self.url, Carrier)
        self.do(self.bot.initialize())
        self.desk = self.do(self._wire())
        self.polling = Polling(self.engine, self.bot, self.bot.id, self.clock, lambda: None)

    def phone(self, user_id: int, name: str, language: str = "zh-hans") -> Any:
        """Hand somebody a phone."""
        self.phones.append(Phone(self.url, TOKEN, user_id, name, language))
        return self.phones[-1]

    def close(self) -> None:
        """Let go of everything."""
        for phone in self.phones:
            phone.close()
        super().close()
