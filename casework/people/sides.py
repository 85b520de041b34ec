"""On whose side somebody is: who may not handle a case, because it is theirs or about them."""

from casework.errors import Refused
from casework.people.offices import Organisation
from data.keys import key
from data.tables import Case, Person


def barred(organisation: Organisation, case: Case) -> set[int]:
    """Return the seats that may never have a case: its reporter's, and for a complaint about a member
    theirs and all of the body it is about."""
    seats = {key(seat) for seat in organisation.members.values() if seat.person_id == case.reporter_id}
    return seats | (complained_about(organisation, case) if case.accused_id is not None else set())


def complained_about(organisation: Organisation, case: Case) -> set[int]:
    """Return the seats of the body that a case is about, and of the person."""
    return {
        key(seat)
        for seat in organisation.members.values()
        if (case.respondent_id is not None and seat.body_id == case.respondent_id)
        or (case.accused_id is not None and seat.person_id == case.accused_id)
    }


def is_about(person: Person, case: Case | None) -> bool:
    """Say whether a case is a complaint about this person."""
    return case is not None and case.accused_id is not None and case.accused_id == person.id


def must_not_be_about(person: Person, case: Case | None) -> None:
    """Let nobody go on with a complaint about themselves."""
    if is_about(person, case):
        raise Refused("about_you")
