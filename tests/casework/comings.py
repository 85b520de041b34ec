"""Whatever anybody does: that part of it in which members leave, and come back."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlmodel import col, select

from casework.absence.leaving import hand_over_what_was_left
from data.tables import Member
from data.vocabulary import Role

some = st.integers(min_value=0, max_value=1_000_000)


class ComesAndGoes(RuleBasedStateMachine):
    """Lets seats be left and taken with the hands of the machine that it is a part of."""

    @rule(which=some)
    def leaves(self, which: int) -> None:
        """The community file names a member no more, or names one again; coordinators stay."""
        machine: Any = self
        with machine.compound.at(machine.now) as desk:
            handlers = select(Member).where(col(Member.role) == Role.HANDLER).order_by(col(Member.id))
            members = desk.session.exec(handlers).all()
            member = members[which % len(members)]
            member.left_at = None if member.left_at else machine.now
            hand_over_what_was_left(desk)
