"""A place is taken once and a step done once, whoever else wants it at the same time."""

from datetime import timedelta
from typing import Any

import pytest

from casework import clockwork
from casework.clockwork import TRY_AGAIN_AFTER, sweep_receptions
from casework.reception import reminding
from data import queries
from data.keys import fetch, key
from data.tables import Appointment
from data.vocabulary import AppointmentState, AppointmentStep
from tests.casework.compound import NOON, Compound, chen_of

STARTS = NOON + timedelta(hours=7)


def place(compound: Compound, seat: int = 0, **more: Any) -> int | None:
    """Let 陈阿姨 take a place in a slot; None where it is gone."""
    with compound.at() as desk:
        values = {
            "community_id": desk.community_id,
            "body_id": 1,
            "host": "",
            "place": "前台",
            "starts_at": STARTS,
            "ends_at": STARTS + timedelta(minutes=20),
            "person_id": key(chen_of(desk)),
            "about": "",
            "shared": False,
            "state": AppointmentState.BOOKED,
            "reason": "",
            "booked_at": NOON,
            "seat": seat,
        }
        return queries.take_place(desk.session, values | more)


def test_a_place_is_taken_once_until_it_is_given_up(compound: Compound) -> None:
    first = place(compound)
    assert first is not None
    assert place(compound) is None
    assert place(compound, seat=1) is not None
    assert place(compound, host="王师傅") is not None
    with compound.at() as desk:
        assert queries.give_up_place(desk.session, first, AppointmentState.CANCELLED, NOON)
        assert not queries.give_up_place(desk.session, first, AppointmentState.CANCELLED, NOON)
    assert place(compound) is not None


def test_a_step_that_is_due_is_claimed_once(compound: Compound) -> None:
    taken = place(compound, step=AppointmentStep.SOON, due_at=NOON)
    assert taken is not None
    with compound.at() as desk:
        assert queries.claim_appointment(desk.session, taken, NOON - timedelta(minutes=1)) is None
        assert queries.claim_appointment(desk.session, taken, NOON) is not None
        assert queries.claim_appointment(desk.session, taken, NOON) is None


def test_a_step_that_fails_is_put_off_and_not_forgotten(
    compound: Compound, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = place(compound, step=AppointmentStep.SOON, due_at=NOON)

    def fail(*_: object) -> None:
        raise RuntimeError("the telephone rings")

    with monkeypatch.context() as patch:
        patch.setattr(clockwork.reminding, "act_on", fail)
        assert sweep_receptions(compound.engine, NOON) == 0
    with compound.at() as desk:
        put_off = fetch(desk.session, Appointment, taken or 0)
        assert (put_off.due_at, put_off.step) == (NOON + TRY_AGAIN_AFTER, AppointmentStep.SOON)
    assert sweep_receptions(compound.engine, NOON + TRY_AGAIN_AFTER) == 1
    assert len(compound.notices("remind_appointment")) == 1
    assert clockwork.reminding is reminding
