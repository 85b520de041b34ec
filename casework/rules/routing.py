"""Which body handles it: whom a rule names, else the nearest that serves the place and has the category."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from casework.rules.routes import Helper, Matter, Rule, misfit
from casework.rules.seats import Seat, choose_seat, stands_in_for
from casework.rules.spans import WorkingSpan


@dataclass(frozen=True, slots=True)
class Office:
    """A body as routing sees it; tier 1 is nearest, no buildings means all of them.

    Within ``claim`` its members claim a case; None gives each case to one of them.
    """

    body_id: int
    tier: int
    position: int
    parent_id: int | None
    buildings: frozenset[str]
    categories: frozenset[str]
    seats: tuple[Seat, ...] = ()
    key: str = ""
    kind: str = ""
    claim: timedelta | WorkingSpan | None = None

    def serves(self, building: str | None) -> bool:
        """Say whether the building lies in its area."""
        return not self.buildings or building in self.buildings


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen and why; ``unreached`` are the members of nearer bodies whom no message reaches.

    ``rule`` is the number of the rule that chose, from 1, with its words for residents and its span to
    claim it; ``below`` is the body that should have had it, where nobody of it could be reached;
    ``deputises`` is the member who is away and for whom the chosen one stands in.
    """

    office: Office
    seat: Seat | None
    reason: str
    unreached: tuple[int, ...] = ()
    below: int | None = None
    rule: int | None = None
    because: str = ""
    helpers: tuple[Helper, ...] = ()
    claim: timedelta | WorkingSpan | None = None
    deputises: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was asked, by its number from 1, and what came of it.

    ``outcome`` is the condition that did not fit, «no_body» (none of that kind serves the place),
    «nobody_reachable», or «chosen».
    """

    number: int
    rule: Rule
    outcome: str


@dataclass(frozen=True, slots=True)
class Routed:
    """What routing found, and on which way."""

    choice: Choice | None
    tried: tuple[Tried, ...]


def route(
    offices: Iterable[Office], rules: Sequence[Rule], matter: Matter, *, without: Collection[int] = ()
) -> Routed:
    """Try the rules in order; what none of them gives to anybody goes by category and place.

    A rule whose body cannot be found, or in which and above which nobody can be reached, is passed
    over, so that nothing is without an owner because of a rule.
    """
    by_id = {office.body_id: office for office in offices}
    tried: list[Tried] = []
    for number, rule in enumerate(rules, start=1):
        outcome, choice = _ask(rule, number, by_id, matter, without)
        tried.append(Tried(number, rule, outcome))
        if choice is not None:
            return Routed(choice, tuple(tried))
    chosen = choose(by_id.values(), matter.category, matter.building, without=without)
    return Routed(chosen, tuple(tried))


def _ask(
    rule: Rule, number: int, by_id: dict[int, Office], matter: Matter, without: Collection[int]
) -> tuple[str, Choice | None]:
    if (unmet := misfit(rule, matter)) is not None:
        return unmet, None
    named = list(_named(rule, by_id.values(), matter.building))
    for office in named:
        choice = climb(office.body_id, by_id, without=without, reason="rule")
        if choice is not None:
            return "chosen", replace(
                choice, rule=number, because=rule.because, helpers=rule.helpers, claim=rule.claim
            )
    return ("nobody_reachable" if named else "no_body"), None


def _named(rule: Rule, offices: Iterable[Office], building: str | None) -> Iterator[Office]:
    """Yield the body that a rule names, or those of its kind that serve the building, nearest first."""
    if rule.body is not None:
        yield from (office for office in offices if office.key == rule.body)
        return
    of_kind = [o for o in offices if o.kind == rule.nearest and o.serves(building)]
    # One with buildings of its own is nearer than one that serves the whole community.
    yield from sorted(of_kind, key=lambda o: (not o.buildings, o.position))


def choose(
    offices: Iterable[Office], category: str, building: str | None, *, without: Collection[int] = ()
) -> Choice | None:
    """Choose body and member for a fresh case; None when nobody's categories hold it.

    The nearest tier that serves the building and the category comes first. Where nobody of it can
    be reached, its parent is asked, and so on up. ``without`` are members to pass over.
    """
    by_id = {office.body_id: office for office in offices}
    fitting = [o for o in by_id.values() if category in o.categories and o.serves(building)]
    for office in sorted(fitting, key=lambda o: (o.tier, o.position)):
        chosen = climb(office.body_id, by_id, without=without)
        if chosen is not None:
            return chosen
    return None


def climb(
    body_id: int,
    offices: dict[int, Office],
    *,
    without: Collection[int] = (),
    reason: str = "own_category",
) -> Choice | None:
    """Choose somebody reachable in the body or, failing that, in the nearest body above it.

    ``reason`` is why this body was asked at all.
    """
    office, seen = offices.get(body_id), set[int]()
    unreached: tuple[int, ...] = ()
    below: int | None = None
    while office is not None and office.body_id not in seen:
        seat = choose_seat(office.seats, without)
        if seat is not None:
            absent = stands_in_for(seat, office.seats, without)
            deputises = absent.member_id if absent is not None else None
            return Choice(office, seat, reason, unreached, below, deputises=deputises)
        seen.add(office.body_id)
        away = any(seat.away and seat.reachable and seat.member_id not in without for seat in office.seats)
        reason = "everybody_away_below" if away else "nobody_reachable_below"
        below = below or office.body_id
        unreached += tuple(seat.member_id for seat in office.seats if not seat.reachable)
        office = offices.get(office.parent_id) if office.parent_id is not None else None
    return None


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
        if seat.reachable
        and not seat.away
        and seat.member_id in coordinators
        and seat.member_id not in without
    ]
    return min(free, default=None)
