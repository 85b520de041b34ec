"""Which member of a body: on duty first, then the fewest open assignments, then the longest in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as routing sees them; ``load`` counts their open assignments."""

    member_id: int
    body_id: int
    on_duty: bool
    reachable: bool
    load: int


def choose_seat(seats: Sequence[Seat], without: Collection[int] = ()) -> Seat | None:
    """Choose a member: on duty first, then the fewest open assignments, then the longest in it."""
    free = [seat for seat in seats if seat.reachable and seat.member_id not in without]
    return min(free, key=lambda seat: (not seat.on_duty, seat.load, seat.member_id), default=None)


def why_this_seat(chosen: Seat, seats: Sequence[Seat], without: Collection[int] = ()) -> str:
    """Return a code for why this member and no other of the body."""
    others = [s for s in seats if s.reachable and s.member_id not in without and s is not chosen]
    if not others:
        return "only_one"
    if chosen.on_duty and not any(seat.on_duty for seat in others):
        return "on_duty"
    rivals = [seat for seat in others if seat.on_duty == chosen.on_duty]
    return "fewest_open" if any(seat.load > chosen.load for seat in rivals) else "longest"
