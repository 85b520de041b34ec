"""The organisation as routing sees it, with the persons behind each seat at hand."""

from dataclasses import dataclass, field

from casework.desk import Desk
from casework.rules.rota import Shift, on_duty
from casework.rules.routes import Rule
from casework.rules.routing import Office
from casework.rules.seats import Seat
from casework.rules.spans import parse_span
from data import queries
from data.keys import key
from data.tables import Absence, Body, Member, Person


@dataclass(frozen=True)
class Organisation:
    """Bodies, members and persons of one community by their ids, and its offices for routing.

    Retired bodies are among them, without seats and categories, so that what they had climbs on.
    """

    bodies: dict[int, Body]
    members: dict[int, Member]
    persons: dict[int, Person]
    offices: dict[int, Office]
    rules: tuple[Rule, ...] = ()
    absences: dict[int, Absence] = field(default_factory=dict)

    def standing(self) -> dict[int, Body]:
        """Return the bodies that were not retired."""
        return {body_id: body for body_id, body in self.bodies.items() if not body.retired}

    def person_of(self, member_id: int) -> Person:
        """Return the person who sits on a seat."""
        return self.persons[self.members[member_id].person_id]

    def absence_of(self, member_id: int) -> Absence | None:
        """Return the absence that the person on a seat is in."""
        return self.absences.get(self.members[member_id].person_id)

    def seats_of(self, person: Person) -> list[Member]:
        """Return the person's seats."""
        return [member for member in self.members.values() if member.person_id == person.id]


def load(desk: Desk) -> Organisation:
    """Read the whole organisation in one statement."""
    rows = queries.seats(desk.session, desk.community_id, desk.now)
    bodies = {key(row.body): row.body for row in rows}
    seats: dict[int, list[Seat]] = {body_id: [] for body_id in bodies}
    members: dict[int, Member] = {}
    persons: dict[int, Person] = {}
    seated = {(row.member.body_id, row.member.person_id): row.member.id for row in rows if row.member}
    absences: dict[int, Absence] = {}
    rotas = {body_id: _by_rota(desk, body) for body_id, body in bodies.items() if body.rota}
    for row in rows:
        if row.member is None or row.person is None:
            continue
        members[key(row.member)] = row.member
        persons[key(row.person)] = row.person
        if row.absence is not None:
            absences[key(row.person)] = row.absence
        deputy = seated.get((row.member.body_id, row.absence.deputy_id or 0)) if row.absence else None
        seats[row.member.body_id].append(
            Seat(
                key(row.member),
                row.member.body_id,
                row.person.name in named if (named := rotas.get(row.member.body_id)) else row.member.on_duty,
                row.person.reachable(),
                row.load,
                away=row.absence is not None,
                deputy_id=deputy,
            )
        )
    offices = {body_id: _office(body, tuple(seats[body_id])) for body_id, body in bodies.items()}
    return Organisation(bodies, members, persons, offices, desk.routing, absences)


def _by_rota(desk: Desk, body: Body) -> frozenset[str]:
    """Return who of a body is on duty now by its rota; nobody in a hole of it, when all count as before."""
    return on_duty([Shift.model_validate(shift) for shift in body.rota], desk.now, desk.calendar)


def _office(body: Body, seats: tuple[Seat, ...]) -> Office:
    return Office(
        body_id=key(body),
        tier=body.tier,
        position=body.position,
        parent_id=body.parent_id,
        buildings=frozenset(body.buildings),
        categories=frozenset() if body.retired else frozenset(body.categories),
        seats=seats,
        key=body.key,
        kind="" if body.retired else body.kind,
        claim=parse_span(body.claim) if body.claim else None,
    )
