"""The log of the calls bots made, for counting what was sent, lost or doubled."""

from dataclasses import asdict, dataclass
from typing import Any

EFFECTIVE = frozenset({"done", "lost"})


@dataclass
class LoggedCall:
    """One call of one bot; polling is not logged."""

    number: int
    at: float
    token: str
    method: str
    chat_id: str | None
    text: str | None
    fate: str = "running"
    """running · done · refused · lost (carried out, answer withheld) · dropped (not carried out)"""
    error_code: int | None = None
    description: str | None = None
    message_id: int | None = None

    def matches(
        self, method: str | None, chat_id: str | None, contains: str | None, token: str | None
    ) -> bool:
        return (
            (method is None or method.lower() == self.method.lower())
            and (chat_id is None or chat_id == self.chat_id)
            and (contains is None or contains in (self.text or ""))
            and (token is None or token == self.token)
        )

    @property
    def effective(self) -> bool:
        """It changed the world, whether or not the bot learnt of it."""
        return self.fate in EFFECTIVE

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
