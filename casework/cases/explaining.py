"""What would become of a message, and why: the prediction, each rule that is tried, the owner, the dates."""

from typing import Any

from casework.cases import dispatch as dispatching
from casework.cases.claims import claim_until, who_may_claim
from casework.cases.helpers import expect, helping
from casework.desk import Desk, Reader
from casework.people import offices
from casework.people.offices import Organisation
from casework.rules import deadlines
from casework.rules.routing import Choice, Office, Tried
from casework.rules.seats import Seat, why_this_seat
from casework.rules.verdict import NOT_A_CONCERN, judge
from data.tables import Case
from data.vocabulary import State, Urgency

NOBODY = 0  # the message is nobody's, so nobody is passed over for having sent it


def explain(
    desk: Desk,
    reader: Reader,
    text: str,
    *,
    building: str | None = None,
    category: str | None = None,
    urgency: Urgency | None = None,
) -> dict[str, Any]:
    """Return as JSON where a message would go; what is named goes before what the model says of it.

    Nothing is written.
    """
    prediction = reader.predict(text)
    ranked = list(prediction.ranking)
    label, share = next((pair for pair in ranked if pair[0] != NOT_A_CONCERN), ranked[0])
    felt = urgency or Urgency(prediction.urgency.value)
    verdict = judge(ranked, felt, reader.thresholds)
    named = prediction.place.building
    case = Case(
        community_id=desk.community_id,
        year=0,
        serial=0,
        prefix=desk.community.prefix,
        category=category or label,
        urgency=felt,
        state=State.TRIAGE,
        reporter_id=NOBODY,
        building=named if named in desk.community.building_numbers else building,
        place=prediction.place.spot,
        opened_at=desk.now,
    )
    said = {
        "text": text,
        "category": case.category,
        "percent": None if category else round(share * 100),
        "ranking": [[name, round(chance, 4)] for name, chance in ranked],
        "urgency": felt.value,
        "building": case.building,
        "place": case.place,
        "verdict": "dispatch" if category else verdict.value,
        "model_version": prediction.model_version,
    }
    return said | _way(desk, case)


def _way(desk: Desk, case: Case) -> dict[str, Any]:
    organisation = offices.load(desk)
    routed = dispatching.route(organisation, case)
    tried = [_tried(organisation, one) for one in routed.tried]
    choice = routed.choice
    if choice is None or choice.seat is None:
        return {"tried": tried, "body": None, "rule": None, "reason": "no_owner"}
    helpers = helping(organisation, case, choice)
    expect(case, helpers)
    return {
        "tried": tried,
        **_owner(organisation, choice.office, choice.seat),
        **dispatching.reason_facts(organisation, case, choice),
        "rule": choice.rule,
        "helpers": [
            {"body": organisation.bodies[one.choice.office.body_id].name, "task": one.task} for one in helpers
        ],
        "claim": _claim(desk, organisation, case, choice),
        **_dates(desk, case),
    }


def _claim(desk: Desk, organisation: Organisation, case: Case, choice: Choice) -> dict[str, Any] | None:
    """Say who is asked to claim it and until when; None where it is given to the handler at once."""
    until = claim_until(desk, organisation, case, choice)
    if until is None:
        return None
    asked = who_may_claim(desk, organisation, case, choice.office.body_id)
    return {"until": desk.local(until), "who": [person.name for person in asked]}


def _owner(organisation: Organisation, office: Office, seat: Seat) -> dict[str, Any]:
    body = organisation.bodies[office.body_id]
    return {
        "body": body.name,
        "body_key": body.key,
        "tier": body.tier,
        "handler": organisation.person_of(seat.member_id).name,
        "why_handler": why_this_seat(seat, office.seats),
        "open_cases": seat.load,
        "on_duty": [
            organisation.person_of(s.member_id).name for s in office.seats if s.on_duty and not s.away
        ],
    }


def _dates(desk: Desk, case: Case) -> dict[str, Any]:
    limits = desk.parameters.deadlines
    return {
        "sign_by": desk.local(deadlines.sign_by(desk.now, case.urgency, limits, desk.calendar)),
        "due": desk.local(deadlines.due_at(desk.now, case.urgency, case.way, limits, desk.calendar)),
    }


def _tried(organisation: Organisation, tried: Tried) -> dict[str, Any]:
    rule = tried.rule
    names = {body.key: body.name for body in organisation.bodies.values()}
    return {
        "number": tried.number,
        "outcome": tried.outcome,
        "categories": list(rule.categories),
        "buildings": list(rule.buildings),
        "places": list(rule.places),
        "urgency": [urgency.value for urgency in rule.urgency],
        "to": names.get(rule.body, rule.body) if rule.body else rule.nearest,
        "nearest": rule.nearest is not None,
        "because": rule.because,
    }
