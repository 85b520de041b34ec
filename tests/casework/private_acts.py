"""Acts about who a resident is, and what must hold after any of them: parts of the sequence of acts."""

import re
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlmodel import col, select

from casework.cases.intake import Message
from casework.desk import Desk
from casework.notice import Notice
from casework.people.joining import be_in_touch, meet
from casework.privacy import asking_who, complaints, erasing, relay, respondents, reveals
from casework.timeline import Happened
from data import queries
from data.keys import key
from data.tables import Assignment, Body, Building, Concern, Erasure, Event, Household, Outbox, Person
from data.vocabulary import State

RESIDENTS = ("居民零零一", "居民零零二")
ROOM = "房间九九九"
IDENTITY = re.compile("|".join((*RESIDENTS, ROOM)))

some = st.integers(min_value=0, max_value=1_000_000)  # stands for one of those that there are by then


class PrivateActs:
    """Words are passed on, who it is is shown, and people are forgotten."""

    @rule(who=some, which=some)
    def asks_the_resident(self: Any, who: int, which: int) -> None:
        """A member asks the resident something."""

        def act(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            case = desk.session.get_one(Assignment, work).case_id
            relay.ask(desk, self._worker(desk, person, work), case, "什么时候响？")

        self._do(who, act)

    @rule(who=some, which=some, act=st.sampled_from([relay.answer, relay.write]))
    def says(self: Any, who: int, which: int, act: Any) -> None:
        """A resident answers, or writes to whoever has the case."""
        message = Message("夜里响", chat_id=1, message_id=1)

        def say(desk: Desk, person: Person) -> None:
            case = self._case(desk, which)
            act(desk, self._reporter(desk, person, case), case, message)

        self._do(who, say)

    @rule(who=some, which=some, act=st.sampled_from([asking_who.ask_who, asking_who.pass_on]))
    def asks_who_it_is(self: Any, who: int, which: int, act: Any) -> None:
        """A handler asks who the resident is, or turns to the coordinators."""
        why = ("要上门看看",) if act is asking_who.ask_who else ()

        def ask(desk: Desk, person: Person) -> None:
            work = self._work(desk, which)
            case = desk.session.get_one(Assignment, work).case_id
            act(desk, self._worker(desk, person, work), case, *why)

        self._do(who, ask)

    @rule(who=some, which=some)
    def says_no(self: Any, who: int, which: int) -> None:
        """A resident would rather not say who they are."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which)
            asking_who.refuse(desk, self._reporter(desk, person, case), case)

        self._do(who, act)

    @rule(who=some, which=some)
    def reveals_who_it_is(self: Any, who: int, which: int) -> None:
        """A coordinator tells the handler who the resident is."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.ASSIGNED, State.ACCEPTED)
            reveals.reveal(desk, self._steering(desk, person), case, "要上门看看")

        self._do(who, act)

    @rule(
        who=some,
        which=some,
        what=st.sampled_from(reveals.EVERYTHING),
        act=st.sampled_from([reveals.share, reveals.unshare]),
    )
    def shares(self: Any, who: int, which: int, what: str, act: Any) -> None:
        """A resident lets whoever has the case see their room or account, or takes it back."""

        def change(desk: Desk, person: Person) -> None:
            case = self._case(desk, which)
            act(desk, self._reporter(desk, person, case), case, what)

        self._do(who, change)

    @rule(who=some, which=some, words=st.sampled_from(["说好来修没来", "态度不好"]))
    def complains(self: Any, who: int, which: int, words: str) -> None:
        """A resident complains about who handles their case."""
        self.compound.written += 1
        message = Message(words, chat_id=1, message_id=self.compound.written)

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which, State.ASSIGNED, State.ACCEPTED, State.RESOLVED)
            complaints.complain(desk, self._reporter(desk, person, case), case, message)

        self._do(who, act)

    @rule(who=some, which=some, body=some)
    def says_whom_it_is_about(self: Any, who: int, which: int, body: int) -> None:
        """A coordinator says which body a case is about."""

        def act(desk: Desk, person: Person) -> None:
            case = self._case(desk, which)
            respondents.name(desk, self._steering(desk, person), case, self._pick(desk, Body, body))

        self._do(who, act)

    @rule(who=some, keep=st.booleans())
    def is_forgotten(self: Any, who: int, keep: bool) -> None:
        """A resident has everything erased, and comes back as somebody whom nobody knows."""
        with self.compound.at(self.now) as desk:
            account = 1001 + who % len(RESIDENTS)
            person = desk.session.exec(select(Person).where(col(Person.telegram_id) == account)).one()
            name = person.name
            erasing.forget(desk, person, keep=keep, mark=f"mark {person.telegram_id}")
            desk.session.flush()
            be_in_touch(desk, meet(desk, account, name, "zh-Hans"))

    @invariant()
    def nobody_reads_who_another_is_unless_it_was_revealed(self: Any) -> None:
        with self.compound.at(self.now) as desk:
            name_of = {person.id: person.name for person in desk.session.exec(select(Person)).all()}
            shown = desk.session.exec(select(Event).where(col(Event.kind) == Happened.REVEALED)).all()
            for notice in desk.session.exec(select(Outbox)).all():
                reader = name_of.get(notice.person_id, "")
                may_read = {reader, ROOM} if reader in RESIDENTS else set[str]()
                if notice.kind == Notice.REVEALED:
                    may_read = {ROOM} | {
                        name_of[event.data["resident"]]
                        for event in shown
                        if event.case_id == notice.case_id and event.data["to"] == reader
                    }
                elif reader not in RESIDENTS:
                    assert "tg://" not in str(notice.facts), (notice.kind, notice.facts)
                assert set(IDENTITY.findall(str(notice.facts))) <= may_read, (notice.kind, notice.facts)

    @invariant()
    def who_is_forgotten_is_forgotten(self: Any) -> None:
        with self.compound.at(self.now) as desk:
            for gone in desk.session.exec(select(Erasure)).all():
                person = desk.session.get_one(Person, gone.person_id)
                assert (person.name, person.telegram_id, person.household_id) == ("", None, None)
                left = select(Concern).where(col(Concern.person_id) == person.id, col(Concern.text) != "")
                assert gone.completed_at is None or desk.session.exec(left).all() == []


def live_in(desk: Desk, resident: Person, room: str) -> None:
    """Let a resident live in a room of building 3."""
    building = desk.session.exec(select(Building).where(col(Building.number) == "3")).one()
    flat = queries.household(desk.session, key(building), "1", room) or Household(
        building_id=key(building), unit="1", room=room
    )
    desk.session.add(flat)
    desk.session.flush()
    resident.building_id, resident.household_id = key(building), key(flat)
