"""Who may do what. Each check raises Refused with the reason; rights come from who pressed."""

from casework.desk import Desk
from casework.errors import Refused
from casework.people.offices import Organisation
from casework.people.sides import barred, must_not_be_about
from data import queries
from data.keys import key
from data.tables import Assignment, Body, Case, Member, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, Part, Role


def must_be_reporter(person: Person, case: Case) -> None:
    """Let only the resident whose case it is go on."""
    if case.reporter_id != person.id:
        raise Refused("not_yours")


def must_coordinate(desk: Desk, person: Person, case: Case | None = None) -> None:
    """Let only a coordinator go on, and none whom the case is a complaint about."""
    seats = queries.memberships(desk.session, key(person))
    if not any(member.role is Role.COORDINATOR for member in seats):
        raise Refused("coordinators_only")
    must_not_be_about(person, case)


def must_handle(organisation: Organisation, person: Person, assignment: Assignment, case: Case) -> Member:
    """Return the seat by which the person may act on the assignment.

    An offered assignment may be taken by anybody of its body or of a body above it; one that was claimed
    or accepted belongs to the member who claimed it or promised. The resident's own case is nobody's to
    handle.
    """
    if assignment.state not in OPEN_ASSIGNMENTS:
        raise Refused("assignment_over", handler=_name_of(organisation, assignment))
    seats = {member.body_id: member for member in organisation.seats_of(person)}
    if assignment.state is AssignmentState.ACCEPTED or assignment.is_claimed():
        own = next((m for m in seats.values() if m.id == assignment.member_id), None)
        if own is None:
            raise Refused("taken_by_another", handler=_name_of(organisation, assignment))
        return own
    seat = must_belong(organisation, person, assignment)
    if case.reporter_id == person.id:
        raise Refused("own_case")
    if key(seat) in barred(organisation, case):
        raise Refused("about_you")
    return seat


def may_whistle(organisation: Organisation, person: Person, assignment: Assignment) -> bool:
    """Say whether the person may call a department in for the case that this assignment leads."""
    is_open_lead = assignment.part is Part.LEAD and assignment.state in OPEN_ASSIGNMENTS
    if not is_open_lead or not any(body.by_whistle for body in organisation.standing().values()):
        return False
    return _whistler(organisation, person, assignment) is not None


def must_whistle(organisation: Organisation, person: Person, assignment: Assignment) -> Body:
    """Return the body in whose name the person calls a department in; Refused without the right."""
    must_be_open(organisation, assignment)
    if assignment.part is not Part.LEAD:
        raise Refused("lead_only")
    by = _whistler(organisation, person, assignment)
    if by is None:
        raise Refused("may_not_whistle")
    return by


def _whistler(organisation: Organisation, person: Person, assignment: Assignment) -> Body | None:
    """Return the body by which the person whistles: the owner or one above, any for a coordinator."""
    in_line = set[int]()
    at: int | None = assignment.body_id
    while at is not None and at not in in_line:
        in_line.add(at)
        at = organisation.bodies[at].parent_id
    for seat in organisation.seats_of(person):
        body = organisation.bodies[seat.body_id]
        if body.may_whistle and (seat.body_id in in_line or coordinates(organisation, person)):
            return body
    return None


def must_be_open(organisation: Organisation, assignment: Assignment) -> None:
    """Let nobody go on with an assignment that is over."""
    if assignment.state not in OPEN_ASSIGNMENTS:
        raise Refused("assignment_over", handler=_name_of(organisation, assignment))


def must_belong(organisation: Organisation, person: Person, assignment: Assignment) -> Member:
    """Return the person's seat in the assignment's body or in the nearest body above it."""
    seats = {member.body_id: member for member in organisation.seats_of(person)}
    body = organisation.offices.get(assignment.body_id)
    while body is not None:
        if body.body_id in seats:
            return seats[body.body_id]
        body = organisation.offices.get(body.parent_id) if body.parent_id is not None else None
    raise Refused("not_your_body")


def coordinates(organisation: Organisation, person: Person) -> bool:
    """Say whether the person is a coordinator."""
    return any(seat.role is Role.COORDINATOR for seat in organisation.seats_of(person))


def must_handle_or_coordinate(
    organisation: Organisation, person: Person, assignment: Assignment, case: Case
) -> None:
    """Let a coordinator go on with any open assignment, and everybody else as in ``must_handle``."""
    must_not_be_about(person, case)
    if not coordinates(organisation, person):
        must_handle(organisation, person, assignment, case)
    elif assignment.state not in OPEN_ASSIGNMENTS:
        raise Refused("assignment_over", handler=_name_of(organisation, assignment))


def _name_of(organisation: Organisation, assignment: Assignment) -> str:
    member = organisation.members.get(assignment.member_id or 0)
    return (
        organisation.persons[member.person_id].name
        if member
        else organisation.bodies[assignment.body_id].name
    )
