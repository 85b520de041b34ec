"""One update's turn: who wrote what, and the ways to answer, all within one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update

from bot.texts import Texts
from casework.cases.intake import Message
from casework.desk import Desk, Reader
from casework.learning.label_changes import Labels
from casework.learning.models import Models
from casework.notice import Notice
from casework.notices import tell
from data.keys import fetch
from data.tables import Building, Case, Outbox, Person


@dataclass(frozen=True, slots=True)
class Toast:
    """A short answer to a press, given after the transaction; ``alert`` must be dismissed."""

    query_id: str
    text: str = ""
    alert: bool = False


@dataclass
class Turn:
    """What a handler gets. Answers to the person go through the outbox, toasts aside.

    ``mark`` returns what stands for an account that is forgotten, as long as a ban runs.
    """

    desk: Desk
    reader: Reader
    models: Models
    labels: Labels
    texts: dict[str, Texts]
    bot_username: str
    update: Update
    person: Person
    home: Building | None
    message: Message
    mark: Callable[[int], str]
    toasts: list[Toast] = field(default_factory=list)

    @property
    def categories(self) -> list[str]:
        """The labels that open a case, in their order."""
        return list(self.labels.current().concerns)

    def reply(
        self, notice: Notice, facts: dict[str, Any] | None = None, case_id: int | None = None
    ) -> Outbox | None:
        """Answer in the chat that the update came from."""
        case = fetch(self.desk.session, Case, case_id) if case_id is not None else None
        chat = self.message.chat_id
        return tell(self.desk, self.person, notice, facts, case=case, chat_id=chat, asked=True)

    def edit(self, notice: Notice, facts: dict[str, Any] | None = None, case_id: int | None = None) -> None:
        """Put another card in place of the one that was pressed."""
        case = fetch(self.desk.session, Case, case_id) if case_id is not None else None
        chat, message_id = self.message.chat_id, self.message.message_id
        tell(self.desk, self.person, notice, facts, case=case, chat_id=chat, edits=message_id, asked=True)

    def toast(self, key: str) -> None:
        """Answer a press with a short text from the language files."""
        query = self.update.callback_query
        if query is not None:
            self.toasts.append(Toast(query.id, self.texts[self.person.language].say("toasts", key)))
