"""Whether two messages are about the same: place and thing must agree, then the words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Likeness of the words from which on two messages may be the same, by how far place, thing and fault agree.
# Fitted for precision on one city's board and on hard pairs written for it: `make similar`.
ALL_AGREE, THING_AGREES, NOTHING_NAMED, ONE_IS_VAGUE = 0.02, 0.15, 0.15, 0.6
# Shared places of which every building has its own.
OF_A_BUILDING = frozenset({"stairs", "lift", "roof", "yard"})


@dataclass(frozen=True, slots=True)
class Sight:
    """One message as far as it can be compared.

    ``building``, ``unit`` and ``room`` are those that the text names, ``home`` is the writer's own
    building; ``wheres``, ``things`` and ``faults`` are keys of the classifier's lists.
    """

    at: datetime
    labels: frozenset[str]
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    home: str | None = None
    things: frozenset[str] = frozenset()
    faults: frozenset[str] = frozenset()
    wheres: frozenset[str] = frozenset()


def may_be_same(one: Sight, other: Sight, likeness: float, within: timedelta) -> bool:
    """Say whether a resident should be asked if both are the same; ``likeness`` of the words is 0 to 1."""
    if abs(one.at - other.at) > within or not one.labels & other.labels or _contradict(one, other):
        return False
    return likeness >= _enough(one, other)


def _contradict(one: Sight, other: Sight) -> bool:
    places = ((one.building, other.building), (one.unit, other.unit), (one.room, other.room))
    if any(here and there and here != there for here, there in places):
        return True
    here, there = one.building or one.home, other.building or other.home
    if here and there and here != there and not (one.wheres & other.wheres) - OF_A_BUILDING:
        return True
    named = ((one.things, other.things), (one.faults, other.faults), (one.wheres, other.wheres))
    return any(here and there and not here & there for here, there in named)


def _enough(one: Sight, other: Sight) -> float:
    things, faults = one.things & other.things, one.faults & other.faults
    if things and faults:
        return ALL_AGREE if _same_place(one, other) else THING_AGREES
    if bool(one.things) != bool(other.things) or bool(one.faults) != bool(other.faults):
        return ONE_IS_VAGUE
    return THING_AGREES if things else NOTHING_NAMED


def _same_place(one: Sight, other: Sight) -> bool:
    here, there = one.building or one.home, other.building or other.home
    return bool(one.wheres & other.wheres) or bool(here and here == there)
