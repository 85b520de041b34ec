"""The one question a person was asked last and may answer in their own words."""

from datetime import datetime, timedelta
from typing import Any

from casework.desk import Desk
from casework.notices import take_buttons
from data.keys import key
from data.tables import Outbox, Person
from data.vocabulary import Awaiting

# A member asked for a result in the evening may answer in the morning; later words are a new matter.
STANDS_FOR = timedelta(hours=16)


def ask(
    desk: Desk,
    person: Person,
    awaiting: Awaiting,
    ref: int | None,
    prompt: Outbox | None = None,
    **data: Any,
) -> None:
    """Remember what the person was asked; a question asked before it is given up.

    ``prompt`` is the message that asks, whose buttons go when the question is settled. ``asked_at``
    among the data is when it reaches the person, if that is later than now.
    """
    settle(desk, person)
    if prompt is not None:
        desk.session.flush()
        data["prompt"] = key(prompt)
    person.awaiting = awaiting
    person.awaiting_ref = ref
    person.awaiting_data = {"asked_at": desk.now.isoformat(), **data}
    desk.session.add(person)


def pending(desk: Desk, person: Person) -> Awaiting | None:
    """Return what the person was asked, as long as the question stands.

    One that waits for the end of the quiet hours does not stand yet.
    """
    if person.awaiting is None:
        return None
    asked_at = person.awaiting_data.get("asked_at")
    if asked_at and desk.now - datetime.fromisoformat(asked_at) > STANDS_FOR:
        settle(desk, person)
    elif asked_at and desk.now < datetime.fromisoformat(asked_at):
        return None
    return person.awaiting


def settle(desk: Desk, person: Person) -> None:
    """Forget the question: it was answered or given up."""
    prompt = person.awaiting_data.get("prompt")
    if prompt is not None:
        take_buttons(desk, prompt)
    person.awaiting = None
    person.awaiting_ref = None
    person.awaiting_data = {}
    desk.session.add(person)
