"""Whether a case is left to whoever of a body claims it (领办), for how long, and who may."""

from collections.abc import Collection
from datetime import timedelta

from casework.rules.routing import Choice
from casework.rules.seats import Seat
from casework.rules.spans import WorkingSpan
from data.vocabulary import Urgency

# Why a body was asked first; what goes up, or on from somebody else, goes to one member at once.
ASKED_FIRST = frozenset({"own_category", "rule", "named", "proposed", "had_it_before"})
FEWEST = 2  # where only one could claim it, it is theirs


def span_to_claim(choice: Choice, urgency: Urgency) -> timedelta | WorkingSpan | None:
    """Return how long members may claim it, the rule's span before the body's; None where they don't."""
    if urgency is not Urgency.NORMAL or choice.reason not in ASKED_FIRST:
        return None
    return choice.claim or choice.office.claim


def claimants(seats: Collection[Seat], without: Collection[int]) -> list[int]:
    """Return which members may claim it: those on duty who can be reached and are not away."""
    return [
        s.member_id for s in seats if s.reachable and s.on_duty and not s.away and s.member_id not in without
    ]
