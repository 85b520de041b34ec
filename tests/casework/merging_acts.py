"""Whatever anybody does: that part of it in which coordinators merge cases, and residents undo it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlmodel import col

from casework.cases import merging
from casework.desk import Desk
from data.tables import Case, Person
from data.vocabulary import Outcome, State

some = st.integers(min_value=0, max_value=1_000_000)


class MergesCases(RuleBasedStateMachine):
    """Merges with the hands of the machine that it is a part of."""

    @rule(who=some, which=some, into=some)
    def merges(self, who: int, which: int, into: int) -> None:
        """A coordinator merges two cases."""
        machine: Any = self

        def act(desk: Desk, person: Person) -> None:
            case = machine._case(desk, which, State.TRIAGE, State.ASSIGNED, State.ACCEPTED, State.PLANNED)
            other = machine._case(desk, into, *(set(State) - {State.ARCHIVED}))
            merging.merge(desk, machine._steering(desk, person), case, other)

        machine._do(who, act)

    @rule(who=some, which=some)
    def says_it_is_another(self, who: int, which: int) -> None:
        """A resident says that their case is another matter."""
        machine: Any = self

        def act(desk: Desk, person: Person) -> None:
            case = machine._pick(desk, Case, which, col(Case.outcome) == Outcome.MERGED)
            merging.undo(desk, machine._reporter(desk, person, case), case)

        machine._do(who, act)
