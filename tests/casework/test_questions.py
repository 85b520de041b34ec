"""The one question a person was asked last: it stands until answered, replaced, or a night has passed."""

from datetime import timedelta

import pytest

from casework.people import questions
from data.vocabulary import Awaiting
from tests.casework.compound import NOON, Compound, chen_of

SIXTEEN_HOURS = timedelta(hours=16)


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        (timedelta(0), True),
        (timedelta(hours=15), True),
        (SIXTEEN_HOURS, True),
        (SIXTEEN_HOURS + timedelta(seconds=1), False),
        (timedelta(days=30), False),
    ],
)
def test_a_question_stands_over_night_and_no_longer(
    compound: Compound, later: timedelta, stands: bool
) -> None:
    with compound.at() as desk:
        questions.ask(desk, chen_of(desk), Awaiting.ADDITION, 7)
    with compound.at(NOON + later) as desk:
        assert questions.pending(desk, chen_of(desk)) is (Awaiting.ADDITION if stands else None)
    with compound.at() as desk:
        assert chen_of(desk).awaiting_ref == (7 if stands else None)


def test_a_later_question_takes_the_place_of_an_earlier_one(compound: Compound) -> None:
    with compound.at() as desk:
        questions.ask(desk, chen_of(desk), Awaiting.ROOM, 1, unit="2")
    with compound.at(NOON + SIXTEEN_HOURS) as desk:
        questions.ask(desk, chen_of(desk), Awaiting.ADDITION, 8)
    with compound.at(NOON + SIXTEEN_HOURS * 2) as desk:
        chen = chen_of(desk)
        assert questions.pending(desk, chen) is Awaiting.ADDITION
        assert (chen.awaiting_ref, chen.awaiting_data.get("unit")) == (8, None)


def test_an_answered_question_is_forgotten(compound: Compound) -> None:
    with compound.at() as desk:
        questions.ask(desk, chen_of(desk), Awaiting.ROOM, 1, unit="2")
        questions.settle(desk, chen_of(desk))
    with compound.at() as desk:
        chen = chen_of(desk)
        assert questions.pending(desk, chen) is None
        assert (chen.awaiting_ref, chen.awaiting_data) == (None, {})


def test_who_was_asked_nothing_is_waited_for_by_nobody(compound: Compound) -> None:
    with compound.at() as desk:
        assert questions.pending(desk, chen_of(desk)) is None
