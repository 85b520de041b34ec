"""Who receives: the member the calendar names, or whoever of the body is on duty; and who may look at it."""

from casework.desk import Desk
from casework.errors import Refused
from casework.people import offices
from casework.people.offices import Organisation
from data import queries
from data.keys import key
from data.tables import Body, Person
from data.vocabulary import Role


def hosts(desk: Desk, body_id: int, host: str, organisation: Organisation | None = None) -> list[Person]:
    """Return who is told: the host, else who is on duty, else anybody of the body, else coordinators."""
    organisation = organisation or offices.load(desk)
    seats = [seat for seat in organisation.members.values() if seat.body_id == body_id]
    there = [(seat, organisation.persons[seat.person_id]) for seat in seats]
    there = [(seat, person) for seat, person in there if person.reachable()]
    named = [person for _, person in there if person.name == host]
    on_duty = [person for seat, person in there if seat.on_duty]
    everybody = [person for _, person in there]
    return named or on_duty or everybody or queries.coordinators(desk.session, desk.community_id)


def bodies_of(desk: Desk, person: Person) -> list[Body]:
    """Return the receiving bodies whose visitors a person may see: their own, for coordinators all."""
    seats = queries.memberships(desk.session, key(person))
    if not seats:
        return []
    receiving = queries.receiving_bodies(desk.session, desk.community_id)
    if any(seat.role is Role.COORDINATOR for seat in seats):
        return list(receiving)
    own = {seat.body_id for seat in seats}
    return [body for body in receiving if body.id in own]


def receives(organisation: Organisation, person: Person) -> bool:
    """Say whether a person may invite somebody to a reception: their own body's, coordinators any."""
    seats = organisation.seats_of(person)
    own = {seat.body_id for seat in seats}
    steers = any(seat.role is Role.COORDINATOR for seat in seats)
    standing = organisation.standing().items()
    return any(body.reception and (steers or body_id in own) for body_id, body in standing)


def must_receive(desk: Desk, person: Person, body_id: int) -> None:
    """Let only members of a body and coordinators go on."""
    seats = queries.memberships(desk.session, key(person))
    if not any(seat.body_id == body_id or seat.role is Role.COORDINATOR for seat in seats):
        raise Refused("not_your_body")
