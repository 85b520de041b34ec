"""Whether somebody writes too much: so many messages in so short a time, or the same words again."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from casework.rules.parameters import Flood


class Flooding(StrEnum):
    """What is too much."""

    TOO_MANY = "too_many"
    SAME_AGAIN = "same_again"


def check(
    words: str, now: datetime, earlier: Sequence[tuple[datetime, str]], limits: Flood
) -> Flooding | None:
    """Judge a message by the same person's earlier ones; None where there is nothing to say against it."""
    lately = [at for at, _ in earlier if now - at < limits.within]
    if len(lately) >= limits.messages:
        return Flooding.TOO_MANY
    same = [at for at, said in earlier if said.strip() == words.strip() and now - at < limits.same_within]
    if words.strip() and len(same) >= limits.same:
        return Flooding.SAME_AGAIN
    return None
