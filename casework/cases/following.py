"""One matter, many households: who reports what is reported already may follow that case and its news."""

from collections.abc import Sequence

from casework.cases import asking
from casework.cases.attachments import Sent, adopt, show_to_handlers, tell_handlers
from casework.cases.facts import case_facts, owner_facts
from casework.cases.opening import named_category, open_case
from casework.desk import Desk, Reader
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.rules.similar import Sight, may_be_same
from casework.timeline import Happened, record
from classifier.place import find_place
from classifier.things import find_subject
from data import queries
from data.keys import fetch, key
from data.tables import Building, Case, Concern, Person, Supporter
from data.vocabulary import State, TimerKind


def ask(
    desk: Desk,
    reader: Reader,
    person: Person,
    home: Building | None,
    concern: Concern,
    sent: Sequence[Sent] = (),
) -> bool:
    """Ask the writer whether it is the same as an open case, if one looks like it; False where none does."""
    case = _like(desk, reader, home, concern)
    if case is None:
        return False
    asking.hold(desk, person, concern, sent, TimerKind.SAME)
    concern.offered_id = key(case)
    desk.session.add(concern)
    own = case.reporter_id == person.id
    asking.put(desk, person, concern, Notice.ASK_SAME, _facts(desk, case) | {"own": own})
    return True


def follow(desk: Desk, person: Person, concern_id: int) -> Case:
    """Let the writer follow the case they were asked about; their words and files reach its handlers.

    Whoever reported it themselves adds to it. A case that was closed meanwhile is refused.
    """
    concern = asking.answered(desk, person, concern_id)
    case = fetch(desk.session, Case, concern.offered_id or 0)
    if case.state is State.ARCHIVED:
        raise Refused("case_closed", number=case.number)
    concern.case_id = key(case)
    desk.session.add(concern)
    desk.session.flush()
    added = adopt(desk, concern, case)
    if case.reporter_id == person.id:
        record(desk, case, Happened.ADDED, person, concern=concern_id)
        tell_handlers(desk, case, Notice.RESIDENT_ADDED, case_facts(desk, case) | {"words": concern.text})
    else:
        _support(desk, person, case, concern)
    show_to_handlers(desk, case, added)
    return case


def not_the_same(desk: Desk, person: Person, home: Building | None, concern_id: int) -> Concern:
    """Open a case of its own, because its writer says that it is another matter."""
    concern = asking.answered(desk, person, concern_id)
    open_case(desk, person, home, concern)
    return concern


def stop(desk: Desk, person: Person, case_id: int) -> Case:
    """Let a follower stop: no more news, and their household counts no more."""
    case = fetch(desk.session, Case, case_id)
    row = queries.supporter(desk.session, case_id, key(person))
    if row is None or row.left_at is not None:
        raise Refused("not_yours")
    row.left_at = desk.now
    desk.session.add(row)
    desk.session.flush()
    count_households(desk, case)
    return case


def heir_of(desk: Desk, case: Case) -> Person | None:
    """Return who takes a case over that its reporter leaves: whoever followed it first."""
    first = next(iter(queries.supporters(desk.session, key(case))), None)
    if first is None:
        return None
    row, person = first
    row.left_at = desk.now
    case.reporter_id = key(person)
    case.shared = []  # what the first one let others see of themselves is not the heir's to show
    desk.session.add_all([row, case])
    desk.session.flush()
    count_households(desk, case)
    return person


def facts_for(desk: Desk, case: Case) -> dict[str, object]:
    """Say what a follower may know of a case: neither who reported it nor in which words."""
    return _facts(desk, case) | {"following": True, "can_add": False, "can_withdraw": False}


def _support(desk: Desk, person: Person, case: Case, concern: Concern) -> None:
    row = queries.supporter(desk.session, key(case), key(person)) or Supporter(
        case_id=key(case), person_id=key(person), at=desk.now
    )
    row.household_id, row.concern_id, row.left_at = person.household_id, key(concern), None
    desk.session.add(row)
    desk.session.flush()
    count_households(desk, case)
    record(desk, case, Happened.SUPPORTED, person, households=case.supporters + 1)
    facts = case_facts(desk, case) | {"words": concern.text}
    tell_handlers(desk, case, Notice.SUPPORTED, facts)
    tell(desk, person, Notice.FOLLOWING, _facts(desk, case), case=case, concern=concern, asked=True)


def count_households(desk: Desk, case: Case) -> None:
    """Count the households besides the reporter's; somebody without an address counts as one of their own."""
    own = fetch(desk.session, Person, case.reporter_id).household_id
    rows = queries.supporters(desk.session, key(case))
    homes = {(row.household_id, None if row.household_id else row.person_id) for row, _ in rows}
    case.supporters = len(homes - {(own, None)})
    desk.session.add(case)


def _facts(desk: Desk, case: Case) -> dict[str, object]:
    leading = queries.lead(desk.session, key(case))
    who = owner_facts(desk, leading) if leading else {"owner": None, "handler": None}
    return case_facts(desk, case) | who


def _like(desk: Desk, reader: Reader, home: Building | None, concern: Concern) -> Case | None:
    """Return the open case that the concern may be about: the one whose words are most alike."""
    labels = [named_category(concern), *concern.also]
    found = alike(desk, reader, concern, labels, home.number if home else None)
    return max(found, key=lambda pair: pair[0], default=(0.0, None))[1]


def alike(
    desk: Desk, reader: Reader, concern: Concern, labels: Sequence[str], home: str | None
) -> list[tuple[float, Case]]:
    """Return the open cases that a concern may be about, each with how much the words are alike (0 to 1)."""
    within = desk.parameters.similar_within
    candidates = queries.open_since(desk.session, desk.community_id, labels, concern.received_at - within)
    here = _sight(concern, labels, home)
    found: list[tuple[float, Case]] = []
    for case, said in candidates:
        likeness = reader.likeness(concern.text, said.text)
        if said.id != concern.id and may_be_same(
            here, _sight(said, [case.category], case.building), likeness, within
        ):
            found.append((likeness, case))
    return found


def _sight(concern: Concern, labels: Sequence[str], home: str | None) -> Sight:
    place, subject = find_place(concern.text), find_subject(concern.text)
    return Sight(
        at=concern.received_at,
        labels=frozenset(labels),
        building=place.building,
        unit=place.unit,
        room=place.room,
        home=home,
        things=subject.things,
        faults=subject.faults,
        wheres=subject.wheres,
    )
