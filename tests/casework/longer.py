"""Whatever anybody does: that part of it in which handlers ask for later dates and others decide."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlmodel import col

from casework.cases import extensions
from casework.desk import Desk
from data.tables import Case, Extension, Person

some = st.integers(min_value=0, max_value=1_000_000)


class AsksForLonger(RuleBasedStateMachine):
    """Asks and decides with the hands of the machine that it is a part of."""

    @rule(who=some, which=some, days=st.integers(min_value=1, max_value=20))
    def asks_for_longer(self, who: int, which: int, days: int) -> None:
        """A handler asks for a later date."""
        machine: Any = self

        def act(desk: Desk, person: Person) -> None:
            work = machine._work(desk, which)
            handler = machine._worker(desk, person, work)
            extensions.ask(desk, handler, work, f"{days}天后，零件没有到货")

        machine._do(who, act)

    @rule(who=some, which=some, granted=st.booleans())
    def decides_about_longer(self, who: int, which: int, granted: bool) -> None:
        """A coordinator or supervisor grants it, or not."""
        machine: Any = self

        def act(desk: Desk, person: Person) -> None:
            asked = machine._pick(desk, Extension, which, col(Extension.granted).is_(None))
            watching = desk.session.get_one(
                Case, desk.session.get_one(Extension, asked).case_id
            ).supervisor_id
            decider = machine._seated(desk, watching) if watching else machine._steering(desk, person)
            extensions.decide(desk, person if machine.stranger else decider, asked, granted=granted)

        machine._do(who, act)
