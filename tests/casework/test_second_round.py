"""«Not solved»: done again by a new date, under somebody who is not the handler."""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework.cases import reviews
from casework.cases.progress import finish
from casework.clockwork import sweep_timers
from casework.people import digest
from data import queries
from data.keys import fetch, key
from data.tables import Case, Review
from data.vocabulary import Solved, State
from tests.casework.compound import NOON, Compound, chen_of, named

DAY = timedelta(days=1)
REVIEWED = NOON + 2 * DAY


@pytest.fixture
def case_id(compound: Compound) -> int:
    """A case in its second round, opened two days after the first words."""
    case_id = compound.report("3号楼门口的大门吱呀响")
    with compound.at() as desk:
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        finish(desk, named(desk, "李姐"), key(leading), "修好了")
    sweep_timers(compound.engine, REVIEWED)
    with compound.at(REVIEWED) as desk:
        reviews.answer_solved(desk, chen_of(desk), key(desk.session.exec(select(Review)).one()), Solved.NO)
    return case_id


def test_the_new_date_is_the_one_that_holds_and_the_old_one_is_kept_in_the_timeline(
    compound: Compound, case_id: int
) -> None:
    with compound.at() as desk:
        case = fetch(desk.session, Case, case_id)
        assert (case.state, case.round, case.due_at) == (State.RECTIFICATION, 2, REVIEWED + 7 * DAY)
        opened = queries.events(desk.session, case_id)[-1]
        assert opened.data["due"] == desk.local(REVIEWED + 7 * DAY)
        assert opened.data["before"] == desk.local(NOON + 7 * DAY)


def test_the_reminder_names_the_new_date(compound: Compound, case_id: int) -> None:
    sweep_timers(compound.engine, REVIEWED + 6 * DAY)
    reminder = compound.notices("remind_near_due")[-1]
    with compound.at() as desk:
        assert reminder.facts["due"] == desk.local(REVIEWED + 7 * DAY)


@pytest.mark.parametrize(("later", "overdue"), [(6 * DAY, 0), (8 * DAY, 1)])
def test_the_digest_counts_it_overdue_from_the_new_date_on(
    compound: Compound, case_id: int, later: timedelta, overdue: int
) -> None:
    with compound.at(REVIEWED + later) as desk:
        digest.show(desk, named(desk, "李姐"))
    assert compound.notices("digest")[-1].facts["overdue"] == overdue


def test_a_second_round_that_is_late_does_not_make_the_first_one_late(
    compound: Compound, case_id: int
) -> None:
    sweep_timers(compound.engine, REVIEWED + 8 * DAY)
    with compound.at() as desk:
        assert fetch(desk.session, Case, case_id).due_breached_at is None
