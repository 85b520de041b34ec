"""Which member of a body: on duty first, then the fewest open assignments, then the longest in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as routing sees them; ``load`` counts their open assignments.

    While they are ``away``, the colleague on the seat ``deputy_id`` stands in, or whoever is next.
    """

    member_id: int
    body_id: int
    on_duty: bool
    reachable: bool
    load: int
    away: bool = False
    deputy_id: int | None = None


def choose_seat(seats: Sequence[Seat], without: Collection[int] = ()) -> Seat | None:
    """Choose a member: on duty first, then the fewest open assignments, then the longest in it.

    Whose turn it is may be away: then their deputy has it, or else the next who is there.
    """
    free = [seat for seat in seats if seat.reachable and seat.member_id not in without]
    turn = min(free, key=_order, default=None)
    if turn is not None and turn.away:
        turn = _deputy_of(turn, free) or min((s for s in free if not s.away), key=_order, default=None)
    return turn


def stands_in_for(chosen: Seat, seats: Sequence[Seat], without: Collection[int] = ()) -> Seat | None:
    """Return whose deputy the chosen member is; None where it is their own turn."""
    free = [seat for seat in seats if seat.reachable and seat.member_id not in without]
    turn = min(free, key=_order, default=None)
    return turn if turn is not None and turn.away and _deputy_of(turn, free) is chosen else None


def _deputy_of(turn: Seat, free: Sequence[Seat]) -> Seat | None:
    """Return who stands in: the deputy, or where they are away as well theirs."""
    by_id, seen = {seat.member_id: seat for seat in free}, set[int]()
    at: Seat | None = turn
    while at is not None and at.away and at.member_id not in seen:
        seen.add(at.member_id)
        at = by_id.get(at.deputy_id or 0)
    return at if at is not None and not at.away else None


def _order(seat: Seat) -> tuple[bool, int, int]:
    return (not seat.on_duty, seat.load, seat.member_id)


def why_this_seat(chosen: Seat, seats: Sequence[Seat], without: Collection[int] = ()) -> str:
    """Return a code for why this member and no other of the body."""
    if stands_in_for(chosen, seats, without) is not None:
        return "deputy"
    there = [s for s in seats if s.reachable and not s.away and s.member_id not in without]
    others = [seat for seat in there if seat is not chosen]
    if not others:
        return "only_one"
    if chosen.on_duty and not any(seat.on_duty for seat in others):
        return "on_duty"
    rivals = [seat for seat in others if seat.on_duty == chosen.on_duty]
    return "fewest_open" if any(seat.load > chosen.load for seat in rivals) else "longest"
