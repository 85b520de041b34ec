"""Whatever anybody does: that part of it in which members claim what waits for them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlmodel import col, select

from casework.cases import claiming
from casework.desk import Desk
from data.keys import key
from data.tables import Assignment, Member, Person

some = st.integers(min_value=0, max_value=1_000_000)


class ClaimsCases(RuleBasedStateMachine):
    """Claims with the hands of the machine that it is a part of."""

    @rule(who=some, which=some)
    def claims(self, who: int, which: int) -> None:
        """Somebody of a body claims what waits for it, or what another has claimed."""
        machine: Any = self

        def act(desk: Desk, person: Person) -> None:
            work = machine._pick(desk, Assignment, which, col(Assignment.claim_by).is_not(None))
            body = desk.session.get_one(Assignment, work).body_id
            seats = desk.session.exec(select(Member).where(col(Member.body_id) == body)).all()
            seat = key(seats[who % len(seats)])
            claiming.claim(desk, person if machine.stranger else machine._seated(desk, seat), work)

        machine._do(who, act)
