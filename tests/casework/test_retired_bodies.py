"""A body leaves the community file while it still has a case: the case stays in sight and goes up."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from casework.cases import cards, residents, reviews
from casework.cases.progress import finish
from casework.clockwork import sweep_timers
from casework.people import offices
from data import queries
from data.keys import fetch, key
from data.tables import Body, Case, Member, Review
from data.vocabulary import Solved, State
from tests.casework.compound import NOON, Compound, chen_of, named

GATE = "3号楼门口的大门吱呀响"
DAY = timedelta(days=1)


def retire(compound: Compound, body_key: str) -> None:
    """Retire a body as an import does: its members leave with it."""
    with compound.at() as desk:
        body = desk.session.exec(select(Body).where(col(Body.key) == body_key)).one()
        body.retired = True
        for member in desk.session.exec(select(Member).where(col(Member.body_id) == key(body))).all():
            member.left_at = NOON


@pytest.fixture
def case_id(compound: Compound) -> int:
    """A case that the household centre of building 3 was given, before it was retired."""
    case_id = compound.report(GATE)
    retire(compound, "centre-3")
    return case_id


def test_the_resident_still_sees_who_had_it(compound: Compound, case_id: int) -> None:
    with compound.at() as desk:
        _, facts = residents.view(desk, chen_of(desk), case_id)
        assert facts["owner"] == "3号楼中心户"


def test_it_is_offered_no_more(compound: Compound, case_id: int) -> None:
    with compound.at() as desk:
        _, facts = cards.owners(desk, named(desk, "周书记"), case_id)
        assert "3号楼中心户" not in [body["name"] for body in facts["bodies"]]
        assert "centre-3" not in [body.key for body in offices.load(desk).standing().values()]


def test_what_nobody_signed_goes_up_when_it_is_late(compound: Compound, case_id: int) -> None:
    sweep_timers(compound.engine, NOON + DAY)
    with compound.at() as desk:
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        assert fetch(desk.session, Body, leading.body_id).key == "group"


def test_it_can_still_be_found_unsolved(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        finish(desk, named(desk, "李姐"), key(leading), "修好了")
    retire(compound, "centre-3")
    sweep_timers(compound.engine, NOON + 2 * DAY)
    with compound.at(NOON + 2 * DAY) as desk:
        review = desk.session.exec(select(Review)).one()
        reviews.answer_solved(desk, chen_of(desk), key(review), Solved.NO)
    with compound.at() as desk:
        case = fetch(desk.session, Case, case_id)
        assert case.state is State.RECTIFICATION
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        handler = fetch(desk.session, Member, leading.member_id or 0)
        supervisor = fetch(desk.session, Member, case.supervisor_id or 0)
        assert handler.person_id == named(desk, "郑组长").id, "who did it first has left"
        assert supervisor.person_id == named(desk, "周书记").id
