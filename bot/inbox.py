"""Stores updates as they came, before Telegram is told that they were received."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Engine

from data import queries
from data.engine import transaction

log = structlog.get_logger()


def has_number(update: dict[str, Any]) -> bool:
    """Say whether an update has an id, without which it could neither be kept nor confirmed."""
    return isinstance(update.get("update_id"), int)


def store(engine: Engine, bot_id: int, updates: list[dict[str, Any]], clock: Callable[[], datetime]) -> int:
    """Commit updates to the inbox and return how many were new; ones without an id are passed over.

    They are handled as Telegram numbered them, so that an edit never comes before what it edits.
    """
    numbered = sorted(filter(has_number, updates), key=lambda update: int(update["update_id"]))
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update["update_id"],
            "payload": update,
            "received_at": clock(),
            "attempts": 0,
        }
        for update in numbered
    ]
    if len(rows) < len(updates):
        log.warning("updates without an id", count=len(updates) - len(rows))
    if not rows:
        return 0
    with transaction(engine) as session:
        return queries.store_updates(session, rows)
