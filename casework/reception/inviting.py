"""Owner contact (业主约谈): whoever has a case invites its resident to come and talk about it."""

from casework.cases.facts import case_facts, reporter_of
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.privacy.relay import must_be_able_to_ask
from casework.reception.hosts import bodies_of
from casework.reception.slots import openings, receiving_body
from casework.timeline import Happened, record
from data import queries
from data.keys import key
from data.tables import Body, Case, Person


def choices(desk: Desk, person: Person, case_id: int) -> tuple[Case, list[Body]]:
    """Return the bodies with free places that may receive the resident, never the one the case is about."""
    case = must_be_able_to_ask(desk, person, case_id)
    if queries.talk_about(desk.session, case_id) is not None:
        raise Refused("talk_booked_already", number=case.number)
    bodies = [
        body
        for body in bodies_of(desk, person)
        if key(body) != case.respondent_id and any(o.free for o in openings(desk, body))
    ]
    if not bodies:
        raise Refused("nobody_receives")
    return case, bodies


def invite(desk: Desk, person: Person, case_id: int, body_id: int) -> Case:
    """Offer the resident of a case the times of a body; that stands in the timeline."""
    case, bodies = choices(desk, person, case_id)
    body = receiving_body(desk, body_id)
    if body not in bodies:
        raise Refused("not_your_body")
    who = {"body": body.name, "handler": person.name}
    record(desk, case, Happened.INVITED, person, resident=case.reporter_id, **who)
    facts = case_facts(desk, case) | who | {"body_id": key(body)}
    tell(desk, reporter_of(desk, case), Notice.INVITED_TO_TALK, facts, case=case)
    return case
