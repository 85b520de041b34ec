"""Which buttons go under which notice, as data: rows of a label's key and what a press carries."""

from bot.keyboards import (
    absence,
    accounts,
    claims,
    clocks,
    conduct,
    coordinators,
    following,
    labels,
    members,
    merging,
    privacy,
    reception,
    residents,
    visits,
)
from bot.keyboards.button import Button, Facts, Rows
from casework.notice import Notice

__all__ = ["Button", "Facts", "Rows", "keyboard"]

_KEYBOARDS = (
    residents.KEYBOARDS
    | conduct.KEYBOARDS
    | visits.KEYBOARDS
    | following.KEYBOARDS
    | claims.KEYBOARDS
    | merging.KEYBOARDS
    | members.KEYBOARDS
    | coordinators.KEYBOARDS
    | labels.KEYBOARDS
    | accounts.KEYBOARDS
    | privacy.KEYBOARDS
    | clocks.KEYBOARDS
    | absence.KEYBOARDS
    | reception.KEYBOARDS
)


def keyboard(notice: Notice, facts: Facts) -> Rows:
    """Return the rows of buttons for a notice; most have none, and one that is over has none left."""
    if facts.get("over"):
        return []
    build = _KEYBOARDS.get(notice)
    return build(facts) if build else []
