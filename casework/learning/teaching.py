"""Which messages would teach the most if a person labelled them."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk import Desk
from data import queries
from data.keys import key
from data.tables import Case
from data.vocabulary import Urgency

URGENT_FIRST = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.NORMAL)
WIDTH = 2  # characters of the pieces by which two messages are compared


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A message with the probabilities of its likeliest labels, likeliest first."""

    id: int
    text: str
    chances: tuple[float, ...]

    @property
    def doubt(self) -> float:
        """How undecided the model is between its first two labels, from 0 to 1."""
        first, second, *_ = (*self.chances, 0.0, 0.0)
        return 1.0 - (first - second)


def by_what_they_teach(messages: Sequence[Unlabelled]) -> list[int]:
    """Return the ids in an order that asks first about what is doubtful and unlike what was asked before.

    Each step takes the message with the largest doubt times distance to the nearest one taken.
    """
    pieces = {message.id: _pieces(message.text) for message in messages}
    distance = {message.id: 1.0 for message in messages}
    left = {message.id: message for message in messages}
    order: list[int] = []
    while left:
        chosen = max(left.values(), key=lambda message: (message.doubt * distance[message.id], -message.id))
        order.append(chosen.id)
        del left[chosen.id]
        for other in left:
            distance[other] = min(distance[other], 1.0 - _overlap(pieces[chosen.id], pieces[other]))
    return order


def in_order_to_ask(desk: Desk, cases: Sequence[Case]) -> list[Case]:
    """Return cases that wait for a person's word: urgent ones first, then by what their label would teach."""
    ids = [key(case) for case in cases]
    said = {concern.case_id or 0: concern for concern in queries.opening_concerns(desk.session, ids)}
    order = by_what_they_teach(
        [
            Unlabelled(case_id, concern.text, tuple(chance for _, chance in concern.ranking))
            for case_id, concern in said.items()
        ]
    )
    place = {case_id: position for position, case_id in enumerate(order)}

    def rank(case: Case) -> tuple[int, int]:
        urgent = URGENT_FIRST.index(case.urgency)
        waits = case.urgency is not Urgency.NORMAL or key(case) not in place
        return urgent, key(case) if waits else place[key(case)]

    return sorted(cases, key=rank)


def _pieces(text: str) -> frozenset[str]:
    letters = "".join(character for character in text if character.isalnum())
    return frozenset(letters[at : at + WIDTH] for at in range(max(1, len(letters) - WIDTH + 1)))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of all pieces that both have (Jaccard)."""
    return len(one & other) / len(one | other)
