"""Files that are made when they are sent, so that no copy of what is in them lies about."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.texts import Texts
from casework.desk import Desk
from casework.privacy import own_data
from data.engine import transaction
from data.keys import fetch
from data.tables import Community, Outbox, Person


@dataclass(frozen=True, slots=True)
class Document:
    """A file as Telegram is given it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Documents:
    """Makes the file that a notice stands for, out of what the database holds at that moment."""

    engine: Engine
    texts: dict[str, Texts]
    community_id: int
    clock: Callable[[], datetime]

    def own_data(self, notice: Outbox) -> Document:
        """Write what is kept of the person the notice goes to: as JSON, or to be read."""
        with transaction(self.engine) as session:
            desk = Desk(session, self.clock(), fetch(session, Community, self.community_id))
            data = own_data.collect(desk, fetch(session, Person, notice.person_id or 0))
        return as_json(data) if notice.facts["form"] == "json" else as_text(self.texts[notice.language], data)


def as_json(data: dict[str, Any]) -> Document:
    """Write data for other programs."""
    return Document("linli-my-data.json", json.dumps(data, ensure_ascii=False, indent=2).encode())


def as_text(texts: Texts, data: dict[str, Any]) -> Document:
    """Write data to be read, in the person's language; its first bytes tell Windows that it is UTF-8."""
    return Document("linli-my-data.txt", texts.say("papers", "own_data", **data).encode("utf-8-sig"))
