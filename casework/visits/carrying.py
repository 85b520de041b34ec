"""Who carries the desk's words to a resident without Telegram, and their answer back: never the handler."""

from casework.desk import Desk
from casework.errors import Refused
from data import queries
from data.keys import fetch, key
from data.tables import Case, Person


def carrier_of(desk: Desk, case: Case) -> Person | None:
    """Return who speaks with the case's resident: who logged it, or a coordinator where that is its handler.

    None for a resident who has the bot themselves.
    """
    if fetch(desk.session, Person, case.reporter_id).telegram_id is not None:
        return None
    visit = queries.visit_of_case(desk.session, key(case))
    if visit is None:
        return None
    logged = fetch(desk.session, Person, visit.logged_by)
    if logged.reachable() and not handles(desk, case, logged):
        return logged
    others = queries.coordinators(desk.session, desk.community_id)
    return next((person for person in others if not handles(desk, case, person)), None)


def handles(desk: Desk, case: Case, person: Person) -> bool:
    """Say whether the person led the case in its running round."""
    seats = {key(member) for member in queries.memberships(desk.session, key(person))}
    leading = queries.leads(desk.session, key(case))
    return any(a.member_id in seats and a.round == case.round for a in leading)


def must_speak_for(desk: Desk, person: Person, case: Case) -> bool:
    """Let the resident go on, or whoever carries their words; say whether it is the latter."""
    if case.reporter_id == person.id:
        return False
    carrier = carrier_of(desk, case)
    if carrier is None or carrier.id != person.id:
        raise Refused("not_yours")
    return True
