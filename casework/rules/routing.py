"""Who handles it: nearest body that serves the place and the category, then the member in it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as routing sees them; ``load`` counts their open assignments."""

    member_id: int
    body_id: int
    on_duty: bool
    reachable: bool
    load: int


@dataclass(frozen=True, slots=True)
class Office:
    """A body as routing sees it; tier 1 is nearest, no buildings means all of them."""

    body_id: int
    tier: int
    position: int
    parent_id: int | None
    buildings: frozenset[str]
    categories: frozenset[str]
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen and why; ``unreached`` are the members of nearer bodies whom no message reaches."""

    office: Office
    seat: Seat | None
    reason: str
    unreached: tuple[int, ...] = ()


def choose(
    offices: Iterable[Office], category: str, building: str | None, *, without: Collection[int] = ()
) -> Choice | None:
    """Choose body and member for a fresh case; None when nobody's categories hold it.

    The nearest tier that serves the building and the category comes first. Where nobody of it can
    be reached, its parent is asked, and so on up. ``without`` are members to pass over.
    """
    by_id = {office.body_id: office for office in offices}
    fitting = [o for o in by_id.values() if category in o.categories and _serves(o, building)]
    for office in sorted(fitting, key=lambda o: (o.tier, o.position)):
        chosen = climb(office.body_id, by_id, without=without)
        if chosen is not None:
            return chosen
    return None


def climb(body_id: int, offices: dict[int, Office], *, without: Collection[int] = ()) -> Choice | None:
    """Choose somebody reachable in the body or, failing that, in the nearest body above it."""
    office, seen, reason = offices.get(body_id), set[int](), "own_category"
    unreached: tuple[int, ...] = ()
    while office is not None and office.body_id not in seen:
        seat = choose_seat(office.seats, without)
        if seat is not None:
            return Choice(office, seat, reason, unreached)
        seen.add(office.body_id)
        reason = "nobody_reachable_below"
        unreached += tuple(seat.member_id for seat in office.seats if not seat.reachable)
        office = offices.get(office.parent_id) if office.parent_id is not None else None
    return None


def choose_seat(seats: Sequence[Seat], without: Collection[int] = ()) -> Seat | None:
    """Choose a member: on duty first, then the fewest open assignments, then the longest in it."""
    free = [seat for seat in seats if seat.reachable and seat.member_id not in without]
    return min(free, key=lambda seat: (not seat.on_duty, seat.load, seat.member_id), default=None)


def choose_supervisor(
    offices: dict[int, Office], body_id: int, coordinators: Sequence[int], without: Collection[int]
) -> int | None:
    """Choose who watches over a second round: somebody above the body, or else a coordinator.

    ``without`` are the seats of the handler and of the resident; None when nobody is left.
    """
    office = offices.get(body_id)
    above = climb(office.parent_id, offices, without=without) if office and office.parent_id else None
    if above is not None and above.seat is not None:
        return above.seat.member_id
    free = [
        seat.member_id
        for office in offices.values()
        for seat in office.seats
        if seat.reachable and seat.member_id in coordinators and seat.member_id not in without
    ]
    return min(free, default=None)


def _serves(office: Office, building: str | None) -> bool:
    return not office.buildings or building in office.buildings
