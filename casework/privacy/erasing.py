"""Forgetting a person at their wish (抹除): their cases stay as figures, nothing says whose they were."""

from typing import Any

from casework.cases import following, residents
from casework.conduct import kept_bans
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import questions
from casework.people.permissions import must_coordinate
from casework.privacy.wiping import (
    wipe_identity,
    wipe_logged,
    wipe_updates,
    wipe_updates_showing,
    wipe_words,
)
from casework.reception.forgetting import leave_receptions
from casework.rules.states import Move, allowed
from data import queries
from data.keys import fetch, key
from data.tables import Body, Case, Erasure, Household, Outbox, Person
from data.vocabulary import State

MOST_FOLLOWED = 10_000
# Nobody can answer for somebody who is gone: what only waits for their word is over for them.
OVER = (State.ARCHIVED, State.RESOLVED)


def what_would_go(desk: Desk, person: Person) -> dict[str, Any]:
    """Say how many cases a person has, how many of them are open, and which ban stays.

    Refused while they hold a seat.
    """
    seats = queries.memberships(desk.session, key(person))
    if seats:
        raise Refused("members_stay", body=fetch(desk.session, Body, seats[0].body_id).name)
    cases = queries.cases_of(desk.session, key(person))
    banned = person.banned_until if person.banned_until and person.banned_until > desk.now else None
    return {
        "total": len(cases),
        "open": sum(case.state not in OVER for case in cases),
        "banned": desk.local(banned) if banned else None,
    }


def forget(
    desk: Desk, person: Person, *, keep: bool, mark: str | None = None, card: int | None = None
) -> Erasure:
    """Forget a person: name, account, address, words and files go, and what was on its way to them.

    Open cases are withdrawn first, or kept without a name (``keep``): their words stay with the
    handler until they are closed, and go then. ``mark`` stands for their account where a ban still runs,
    ``card`` is the message that the farewell replaces.
    """
    what_would_go(desk, person)
    questions.settle(desk, person)
    if mark is not None:
        kept_bans.keep(desk, person, mark)
    cases = queries.cases_of(desk.session, key(person))
    for case in cases:
        if not keep and allowed(case.state, Move.WITHDRAW):
            residents.withdraw(desk, person, key(case))
    _stop_waiting(desk, person)
    receptions = leave_receptions(desk, person)
    desk.session.flush()
    own = [case for case in cases if case.reporter_id == person.id]  # a follower's by now, some of them
    over = [case for case in own if case.state in OVER]
    facts = {"kept": len(own) - len(over)}
    farewell = tell(desk, person, Notice.FORGOTTEN, facts, edits=card, asked=True)
    desk.session.flush()
    wipe_words(desk, person, over, kept=[case for case in own if case not in over])
    wipe_identity(desk, person, cases, farewell)
    wipe_updates_showing(desk, receptions)
    _leave_home(desk, person)
    row = Erasure(
        community_id=desk.community_id,
        person_id=key(person),
        asked_at=desk.now,
        farewell_id=farewell.id if farewell else None,
    )
    desk.session.add(row)
    return row


def whom_to_forget(desk: Desk, coordinator: Person, case_id: int) -> dict[str, Any]:
    """Say what would go if the resident of a logged case were forgotten, who has no account to ask by."""
    resident = _without_account(desk, coordinator, case_id)
    number = fetch(desk.session, Case, case_id).number
    return what_would_go(desk, resident) | {"case": case_id, "number": number}


def forget_for(desk: Desk, coordinator: Person, case_id: int, *, keep: bool) -> Erasure:
    """Forget a resident without Telegram, who told a member at the door that they wish it."""
    resident = _without_account(desk, coordinator, case_id)
    wipe_logged(desk, resident)
    return forget(desk, resident, keep=keep)


def may_be_forgotten(desk: Desk, case: Case) -> bool:
    """Say whether a case is that of a resident without Telegram of whom something is left."""
    resident = fetch(desk.session, Person, case.reporter_id)
    logged = resident.telegram_id is None and queries.visit_of_case(desk.session, key(case)) is not None
    return logged and not queries.was_forgotten(desk.session, key(resident))


def _without_account(desk: Desk, coordinator: Person, case_id: int) -> Person:
    case = fetch(desk.session, Case, case_id)
    must_coordinate(desk, coordinator, case)
    resident = fetch(desk.session, Person, case.reporter_id)
    if resident.telegram_id is not None or queries.visit_of_case(desk.session, case_id) is None:
        raise Refused("asks_themselves")
    if queries.was_forgotten(desk.session, key(resident)):
        raise Refused("forgotten_already")
    return resident


def complete_due(desk: Desk) -> int:
    """Take away what had to stay for a while: the farewell's chat, the words of cases closed meanwhile."""
    return sum(_complete(desk, row) for row in queries.open_erasures(desk.session, desk.community_id))


def _complete(desk: Desk, row: Erasure) -> bool:
    """Do what can be done by now for one who was forgotten; say whether anything was."""
    person = fetch(desk.session, Person, row.person_id)
    cases = queries.cases_of(desk.session, key(person))
    gone = _farewell_is_gone(desk, row)
    over = [case for case in cases if case.state in OVER and _has_words(desk, person, case)]
    if over:
        wipe_words(desk, person, over, kept=[case for case in cases if case.state not in OVER])
        wipe_updates(desk, over)
    if gone and all(case.state in OVER for case in cases):
        row.completed_at = desk.now
        desk.session.add(row)
    return bool(over) or row.completed_at is not None


def _farewell_is_gone(desk: Desk, row: Erasure) -> bool:
    if row.farewell_id is None:
        return True
    farewell = fetch(desk.session, Outbox, row.farewell_id)
    if farewell.sent_at is None and farewell.failed_at is None:
        return False
    farewell.chat_id, farewell.message_id, farewell.edits = 0, None, None
    desk.session.add(farewell)
    return True


def _stop_waiting(desk: Desk, person: Person) -> None:
    """Follow nobody's case any more, and open none from what was still asked about."""
    for case in queries.followed_by(desk.session, key(person), MOST_FOLLOWED):
        following.stop(desk, person, key(case))
    for row in queries.support_of(desk.session, key(person)):
        row.household_id = None
        desk.session.add(row)
    for concern in queries.concerns_of(desk.session, key(person)):
        for timer in queries.pending_word_timers(desk.session, key(concern)):
            timer.settled_at = desk.now
            desk.session.add(timer)


def _has_words(desk: Desk, person: Person, case: Case) -> bool:
    said = queries.concerns(desk.session, key(case))
    sent = queries.attachments(desk.session, key(case))
    return any(concern.text for concern in said if concern.person_id == person.id) or any(
        file.file_unique_id for file in sent if file.person_id == person.id
    )


def _leave_home(desk: Desk, person: Person) -> None:
    """Take what the desk knew of the person off their row; a flat where nobody is left goes too."""
    household = person.household_id
    person.name, person.telegram_id = "", None
    person.household_id = person.building_id = None
    person.started_at = person.blocked_at = person.banned_until = None
    desk.session.add(person)
    desk.session.flush()
    if household is not None and not queries.live_in(desk.session, household):
        flat = fetch(desk.session, Household, household)
        if flat.area is None:  # else it stands in the community's own list of flats
            desk.session.delete(flat)
