"""Bans: for a reason, until a date, and with an appeal that somebody else decides."""

from datetime import timedelta

from casework.cases.facts import case_facts, reporter_of
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people.permissions import must_coordinate
from casework.timeline import Happened, record
from data import queries
from data.keys import fetch, key
from data.tables import Ban, Case, Person

SPANS = (1, 7, 30)  # days
MIN_REASON = 3


def spans(desk: Desk, person: Person, case_id: int) -> dict[str, object]:
    """Offer a coordinator the spans for which the writer of a case may be banned."""
    must_coordinate(desk, person)
    case = fetch(desk.session, Case, case_id)
    if case.reporter_id == person.id:
        raise Refused("own_case")
    return case_facts(desk, case) | {"spans": list(SPANS)}


def ban(desk: Desk, person: Person, case_id: int, days: int, reason: str) -> Ban:
    """Let a coordinator ban whoever wrote a case: they are told why and until when, and may appeal.

    Their open cases go on, and their emergencies are heard.
    """
    spans(desk, person, case_id)
    if days not in SPANS:
        raise Refused("unknown_button")
    if len(reason.strip()) < MIN_REASON:
        raise Refused("why_missing")
    case = fetch(desk.session, Case, case_id)
    writer = reporter_of(desk, case)
    if queries.memberships(desk.session, key(writer)):
        raise Refused("members_are_not_banned")
    row = Ban(
        person_id=key(writer),
        case_id=case_id,
        by_id=key(person),
        reason=reason.strip(),
        at=desk.now,
        until=desk.now + timedelta(days=days),
    )
    writer.banned_until = max(row.until, writer.banned_until or row.until)
    desk.session.add_all([row, writer])
    desk.session.flush()
    record(desk, case, Happened.BANNED, person, until=desk.local(row.until), reason=row.reason)
    tell(desk, writer, Notice.BANNED, facts_of(desk, row))
    return row


def may_appeal(desk: Desk, person: Person, ban_id: int) -> Ban:
    """Return a ban that the person may appeal against: their own, running, for the first time."""
    row = fetch(desk.session, Ban, ban_id)
    if row.person_id != person.id:
        raise Refused("not_yours")
    if row.appealed_at is not None:
        raise Refused("ban_appealed_already")
    if row.until <= desk.now or row.lifted_at is not None:
        raise Refused("ban_over")
    return row


def appeal(desk: Desk, person: Person, ban_id: int, words: str) -> Ban:
    """Put the person's words before every coordinator but the one who banned them."""
    row = may_appeal(desk, person, ban_id)
    if len(words.strip()) < MIN_REASON:
        raise Refused("why_missing")
    row.appeal, row.appealed_at = words.strip(), desk.now
    desk.session.add(row)
    facts = facts_of(desk, row) | {"words": row.appeal}
    coordinators = queries.coordinators(desk.session, desk.community_id)
    others = [other for other in coordinators if other.id != row.by_id]
    for other in others or coordinators:
        tell(desk, other, Notice.BAN_APPEAL, facts)
    return row


def decide(desk: Desk, person: Person, ban_id: int, *, lift: bool) -> Ban:
    """Let a coordinator decide an appeal, once; not the one who banned, where there is another."""
    must_coordinate(desk, person)
    row = fetch(desk.session, Ban, ban_id)
    if row.appealed_at is None or row.decided_at is not None:
        raise Refused("decided_already")
    others = [c for c in queries.coordinators(desk.session, desk.community_id) if c.id != row.by_id]
    if others and row.by_id == person.id:
        raise Refused("own_ban")
    row.decided_by, row.decided_at = key(person), desk.now
    banned = fetch(desk.session, Person, row.person_id)
    if lift:
        row.lifted_at = desk.now
        desk.session.add(row)
        desk.session.flush()
        still = queries.running_ban(desk.session, row.person_id, desk.now)
        banned.banned_until = still.until if still else None
    desk.session.add_all([row, banned])
    tell(desk, banned, Notice.BAN_DECIDED, facts_of(desk, row) | {"lifted": lift})
    return row


def facts_of(desk: Desk, row: Ban) -> dict[str, object]:
    """Say what a ban is: why and until when, never whose it is."""
    return {
        "ban": key(row),
        "number": fetch(desk.session, Case, row.case_id).number,
        "until": desk.local(row.until),
        "reason": row.reason,
        "may_appeal": row.appealed_at is None,
    }
