"""Whatever anybody does, in whatever order and at whatever time: the books stay in order."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import col, select

from casework.audit import audit
from casework.cases import (
    cooperation,
    following,
    intake,
    joint,
    progress,
    rectification,
    residents,
    reviews,
    splitting,
    triage,
)
from casework.cases.facts import reporter_of
from casework.cases.intake import Message
from casework.clockwork import sweep_erasures, sweep_timers
from casework.desk import Desk
from casework.errors import Refused
from casework.ledger.counting import entries
from casework.people.joining import be_in_touch, meet
from casework.rules.scores import ADVERSE, Figure
from casework.timeline import Happened
from data import queries
from data.engine import open_engine
from data.keys import key
from data.tables import Assignment, Body, Building, Case, Concern, Event, Member, Person, Review
from data.vocabulary import OPEN_ASSIGNMENTS, ReturnReason, Solved, State
from tests.acceptance.reader import WordReader
from tests.casework.claiming_acts import ClaimsCases
from tests.casework.comings import ComesAndGoes
from tests.casework.compound import NOON, Compound
from tests.casework.longer import AsksForLonger
from tests.casework.merging_acts import MergesCases
from tests.casework.private_acts import RESIDENTS, ROOM, PrivateActs, live_in, some

WORDS = (
    "大门吱呀响，整晚睡不着",
    "路灯不亮",
    "楼道里有股怪味",
    "电梯里有人被困",
    "停水了",
    "楼顶有违建",
    "柜子太重搬不动",
    "谢谢",
)
CATEGORIES = ("noise", "facilities", "illegal_building", "care", "housing")
Act = Callable[[Desk, Person], object]


# Lines of a timeline, and the figure of the ledger that counts them.
SAID = {
    Happened.SIGNED: Figure.MADE,
    Happened.RETURNED: Figure.RETURNED,
    Happened.DECLINED: Figure.RETURNED,
    Happened.RECTIFICATION_OPENED: Figure.REDONE,
    Happened.FELL_SILENT: Figure.SILENT,
}
ANSWERS = {"yes": Figure.SOLVED, "partly": Figure.PARTLY, "no": Figure.UNSOLVED}


def _figure_of(event: Event) -> Figure | None:
    """Say which figure counts a line of a timeline; None for the others."""
    if event.kind == Happened.REVIEWED:
        return ANSWERS.get(event.data.get("solved", ""))
    return next((figure for kind, figure in SAID.items() if kind == event.kind), None)


class AnySequence(PrivateActs, AsksForLonger, ClaimsCases, MergesCases, ComesAndGoes):
    """Anybody presses any button of any card, and time passes."""

    def __init__(self, blank: Path, folder: Path) -> None:
        super().__init__()
        path = folder / f"{random.getrandbits(64):x}.db"
        self.engine = open_engine(f"sqlite:///{shutil.copy(blank, path)}")
        self.compound = Compound(self.engine)
        self.compound.everybody_starts()
        self.now: datetime = NOON
        self.stranger = False
        self.breached: dict[int, tuple[Any, Any]] = {}
        with self.compound.at(self.now) as desk:
            for number, name in enumerate(RESIDENTS):
                resident = meet(desk, 1001 + number, name, "zh-Hans")
                be_in_touch(desk, resident)
                live_in(desk, resident, ROOM)
            desk.session.flush()
            self.people = len(desk.session.exec(select(Person)).all()) - len(RESIDENTS)

    def teardown(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _do(self, who: int, act: Act) -> None:
        """Let somebody do something; a refusal is a sentence to them, and changes nothing."""
        self.stranger = who % 5 == 0  # else it is who has the right to it
        try:
            with self.compound.at(self.now) as desk:
                people = desk.session.exec(select(Person).order_by(col(Person.id))).all()
                act(desk, people[who % len(people)])
        except Refused:
            pass

    def _pick(self, desk: Desk, table: Any, which: int, *likely: Any) -> int:
        """Return the id of a row: four times in five one that is likely to allow it, else any at all."""
        where = likely if which % 5 else ()
        ids = [key(row) for row in desk.session.exec(select(table).where(*where).order_by(table.id)).all()]
        if not ids:
            raise Refused("nothing_there")
        return int(ids[which % len(ids)])

    def _work(self, desk: Desk, which: int) -> int:
        return self._pick(desk, Assignment, which, col(Assignment.state).in_(OPEN_ASSIGNMENTS))

    def _case(self, desk: Desk, which: int, *states: State) -> int:
        return self._pick(desk, Case, which, col(Case.state).in_(states or set(State)))

    def _worker(self, desk: Desk, person: Person, work: int) -> Person:
        """Return the member who has the work, for a person whose id ends well; else the person."""
        member = desk.session.get_one(Assignment, work).member_id
        return person if member is None or self.stranger else self._seated(desk, member)

    def _seated(self, desk: Desk, member: int) -> Person:
        return desk.session.get_one(Person, desk.session.get_one(Member, member).person_id)

    def _steering(self, desk: Desk, person: Person) -> Person:
        return person if self.stranger else queries.coordinators(desk.session, 1)[0]

    def _reporter(self, desk: Desk, person: Person, case: int) -> Person:
        reporter = reporter_of(desk, desk.session.get_one(Case, case))
        if reporter.telegram_id is None:  # who was forgotten has no phone to press anything on
            raise Refused("nobody_there")
        return person if self.stranger else reporter

    @rule(who=some, words=st.sampled_from(WORDS), building=st.sampled_from(["3", "7", None]))
    def writes(self, who: int, words: str, building: str | None) -> None:
        """Somebody, member or resident, writes a message."""
        self.compound.written += 1

        def act(desk: Desk, person: Person) -> None:
            home = desk.session.exec(select(Building).where(col(Building.number) == building)).first()
            message = Message(words, chat_id=person.telegram_id or 0, message_id=self.compound.written)
            intake.receive(desk, WordReader(), person, home, message)

        self._do(who, act)

    @rule(who=some, which=some)
    def signs(self, who: int, which: int) -> None:
        """A member promises one of the dates that are offered."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            worker = self._worker(desk, person, work)
            dates = progress.offers(desk, worker, work)
            progress.sign(desk, worker, work, dates[which % len(dates)])

        self._do(who, act)

    @rule(who=some, which=some)
    def finishes(self, who: int, which: int) -> None:
        """A member reports something done."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            progress.finish(desk, self._worker(desk, person, work), work, "修好了")

        self._do(who, act)

    @rule(who=some, which=some, reason=st.sampled_from(list(ReturnReason)), owner=some)
    def gives_back(self, who: int, which: int, reason: ReturnReason, owner: int) -> None:
        """A member gives something back, mostly with somebody in mind."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            proposed = self._pick(desk, Body, owner) if owner % 3 else None
            cooperation.give_back(desk, self._worker(desk, person, work), work, reason, proposed)

        self._do(who, act)

    @rule(who=some, which=some)
    def escalates(self, who: int, which: int) -> None:
        """A member passes something up."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            cooperation.escalate(desk, self._worker(desk, person, work), work, "这里解决不了")

        self._do(who, act)

    @rule(who=some, which=some, helper=some)
    def asks_help(self, who: int, which: int, helper: int) -> None:
        """A member asks another body in."""

        def act(desk: Desk, person: Person) -> None:
            work, body = self._work(desk, which), self._pick(desk, Body, helper)
            joint.ask_in(desk, self._worker(desk, person, work), work, body, "来看一看，三天内")

        self._do(who, act)

    @rule(who=some, which=some)
    def declines(self, who: int, which: int) -> None:
        """A body declines its part."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            joint.decline(desk, self._worker(desk, person, work), work, "我们没有人手")

        self._do(who, act)

    @rule(who=some, which=some, category=st.sampled_from(CATEGORIES), steering=st.booleans())
    def names_category(self, who: int, which: int, category: str, steering: bool) -> None:
        """A resident chooses a category, or a coordinator corrects it."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.TRIAGE, State.ASSIGNED)
            if steering:
                triage.correct_category(desk, self._steering(desk, person), case, category)
            else:
                triage.choose_category(desk, self._reporter(desk, person, case), case, category)

        self._do(who, act)

    @rule(who=some, which=some, body=some)
    def names_owner(self, who: int, which: int, body: int) -> None:
        """A coordinator names the owner."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.TRIAGE, State.PLANNED, State.ACCEPTED)
            triage.choose_owner(desk, self._steering(desk, person), case, self._pick(desk, Body, body))

        self._do(who, act)

    @rule(who=some, which=some, days=st.integers(min_value=-1, max_value=40))
    def plans(self, who: int, which: int, days: int) -> None:
        """A coordinator puts something off."""
        when = self.now + timedelta(days=days)

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.TRIAGE, State.ASSIGNED, State.ACCEPTED)
            triage.plan(desk, self._steering(desk, person), case, when, "等大修资金")

        self._do(who, act)

    @rule(who=some, which=some, act=st.sampled_from([residents.withdraw, triage.leave_to_triage]))
    def draws_back(self, who: int, which: int, act: Any) -> None:
        """A resident withdraws, or leaves the category to others."""

        def back(desk: Desk, person: Person) -> None:
            case = self._case(desk, which)
            act(desk, self._reporter(desk, person, case), case)

        self._do(who, back)

    @rule(who=some, which=some)
    def dismisses(self, who: int, which: int) -> None:
        """A coordinator closes what is no concern."""
        self._do(
            who,
            lambda desk, person: triage.dismiss(
                desk, self._steering(desk, person), self._case(desk, which, State.TRIAGE)
            ),
        )

    @rule(who=some, which=some, act=st.sampled_from([rectification.confirm, rectification.not_yet]))
    def supervises(self, who: int, which: int, act: Any) -> None:
        """A supervisor confirms a second round, or not."""

        def supervise(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.RECTIFICATION)
            watching = desk.session.get_one(Case, case).supervisor_id
            act(desk, person if self.stranger or not watching else self._seated(desk, watching), case)

        self._do(who, supervise)

    @rule(who=some, which=some)
    def settles(self, who: int, which: int) -> None:
        """A coordinator writes down what was resolved."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.DELIBERATION)
            rectification.settle(desk, self._steering(desk, person), case, "换新的")

        self._do(who, act)

    @rule(who=some, which=some, solved=st.sampled_from([Solved.NO, *Solved]))
    def judges(self, who: int, which: int, solved: Solved) -> None:
        """A resident says whether it is solved."""

        def act(desk: Desk, person: Person) -> None:
            review = self._pick(desk, Review, which, col(Review.solved).is_(None))
            case = desk.session.get_one(Review, review).case_id
            reviews.answer_solved(desk, self._reporter(desk, person, case), review, solved)

        self._do(who, act)

    @rule(hours=st.sampled_from([1, 5, 26, 80, 200]))
    def waits(self, hours: int) -> None:
        """Time passes, and the desk does what falls due, late or not."""
        self.now += timedelta(hours=hours)
        while sweep_timers(self.engine, self.now):
            pass
        sweep_erasures(self.engine, self.now)

    @rule(which=some, steps=st.integers(1, 6), solved=st.sampled_from([Solved.NO, *Solved]))
    def goes_its_way(self, which: int, steps: int, solved: Solved) -> None:
        """Everybody does what a case waits for, some steps on: this leads to second rounds and further."""
        for number in range(steps):
            self.names_owner(1, 5 * which + 1, which)
            self.signs(1, 5 * which + 1)
            self.finishes(1, 5 * which + 1 + number)
            self.supervises(1, 5 * which + 1, rectification.confirm)
            self.settles(1, 5 * which + 1)
            self.waits(26)
            self.judges(1, 5 * which + 1, solved)

    @rule(who=some, which=some, answer=st.sampled_from(["same", "not_same", "split", "whole", "stop"]))
    def answers_first(self, who: int, which: int, answer: str) -> None:
        """A resident answers what they were asked before a case was opened, or follows no longer."""

        def act(desk: Desk, person: Person) -> None:
            if answer == "stop":
                following.stop(desk, person, self._case(desk, which))
                return
            concern = self._pick(desk, Concern, which, col(Concern.case_id).is_(None))
            said = desk.session.get_one(Concern, concern)
            writer = person if self.stranger else desk.session.get_one(Person, said.person_id)
            if answer == "same":
                following.follow(desk, writer, concern)
            elif answer == "not_same":
                following.not_the_same(desk, writer, None, concern)
            elif answer == "split":
                splitting.split(desk, WordReader(), writer, None, concern)
            else:
                splitting.keep_whole(desk, WordReader(), writer, None, concern, said.category)

        self._do(who, act)

    @initialize()
    def somebody_wrote(self) -> None:
        """The story begins with three cases, of which one waits to be claimed."""
        for number, words in enumerate((*WORDS[:2], "柜子太重搬不动")):
            self.writes(self.people + number, words, "3")

    @invariant()
    def the_books_are_in_order(self) -> None:
        with self.compound.at(self.now) as desk:
            assert [str(breach) for breach in audit(desk.session, 1)] == []

    @invariant()
    def what_was_late_stays_late(self) -> None:
        with self.compound.at(self.now) as desk:
            for case in desk.session.exec(select(Case)).all():
                before = self.breached.get(key(case), (None, None))
                after = (case.sign_breached_at, case.due_breached_at)
                assert all(b in (None, a) for b, a in zip(before, after, strict=True))
                self.breached[key(case)] = after

    @invariant()
    def the_ledger_counts_what_the_timelines_say(self) -> None:
        with self.compound.at(self.now) as desk:
            counted = Counter(entry.figure for entry in entries(desk, NOON, self.now + timedelta(seconds=1)))
            merged = {case.id for case in desk.session.exec(select(Case)).all() if case.merged_into_id}
            events = desk.session.exec(select(Event)).all()
        # What was merged counts against nobody.
        counts = (e for e in events if _figure_of(e) not in ADVERSE or e.case_id not in merged)
        said = Counter(_figure_of(event) for event in counts)
        for figure in {*SAID.values(), *ANSWERS.values()}:
            assert counted[figure] == said[figure], figure
        assert counted[Figure.KEPT] + counted[Figure.BROKEN] <= counted[Figure.MADE]


def test_any_sequence_leaves_the_books_in_order(blank: Path, tmp_path: Path) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: AnySequence(blank, tmp_path),
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
