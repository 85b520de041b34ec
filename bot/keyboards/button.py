"""What keyboards are made of: a button by the key of its label, and rows of them."""

from dataclasses import dataclass, field
from typing import Any

from bot.callbacks import Verb, pack

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: ``label`` is a key under ``buttons`` in the language files, filled with ``facts``."""

    label: str
    data: str
    facts: Facts = field(default_factory=dict)


Rows = list[list[Button]]


def columns(buttons: list[Button], width: int) -> Rows:
    """Lay buttons out in rows of so many."""
    return [buttons[i : i + width] for i in range(0, len(buttons), width)]


def category(verb: Verb, case: int, label: str) -> Button:
    """Return a button that chooses a category for a case."""
    return Button("category", pack(verb, case, label), {"category": label})


def ask_resident(facts: Facts) -> Button:
    """Return a button by which a member asks the resident something."""
    return Button("ask_resident", pack(Verb.ASK_RESIDENT, facts["case"]))


def ask_who(facts: Facts) -> Button:
    """Return a button by which a handler asks who the resident is."""
    return Button("ask_who", pack(Verb.ASK_WHO, facts["case"]))


def whistle(facts: Facts) -> Rows:
    """Return the button that calls a department in, for those who may."""
    return [[Button("whistle", pack(Verb.WHISTLE, facts["assignment"]))]] if facts.get("may_whistle") else []


def talk(facts: Facts) -> Rows:
    """Return the button that invites the resident to come and talk, for those whose body receives."""
    if not facts.get("may_invite"):
        return []
    return [[Button("invite_to_talk", pack(Verb.INVITE_TO_TALK, facts["case"]))]]


def cancel(_facts: Facts) -> Rows:
    """Return the one button that gives up a question."""
    return [[Button("cancel", pack(Verb.CANCEL))]]
