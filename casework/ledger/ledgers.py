"""The life of a ledger: drafted when its quarter ends, approved by a coordinator, published for good."""

from datetime import datetime

from casework.desk import Desk
from casework.errors import Refused
from casework.ledger import cards, improvements, yearly
from casework.ledger.view import draw_up, own_lines
from casework.notice import Notice
from casework.notices import post, tell, tell_coordinators
from casework.people.permissions import must_coordinate
from casework.rules import quarters
from casework.rules.quarters import Quarter
from data import queries
from data.keys import fetch, key
from data.tables import Ledger, Person

LAST = 4  # with this quarter a year is over, and is rated


def draft_due(desk: Desk) -> int:
    """Draft the ledgers of the quarters that have ended, oldest first, and return how many.

    The first ledger is that of the last quarter that has ended: what was before the desk kept
    accounts is not gone through.
    """
    return sum(_draft(desk, quarter) for quarter in _missing(desk))


def approve(desk: Desk, person: Person, ledger_id: int) -> Ledger:
    """Let a coordinator approve a draft: it goes to the group and never changes from then on."""
    must_coordinate(desk, person)
    row = fetch(desk.session, Ledger, ledger_id)
    if row.approved_at is not None:
        raise Refused("ledger_published")
    row.approved_at, row.approved_by = desk.now, key(person)
    row.appeals_until = desk.now + desk.parameters.ledger.appeals_within
    desk.session.add(row)
    publish(desk, row)
    improvements.open_all(desk, row)
    return row


def redraw_drafts(desk: Desk) -> None:
    """Count again what nobody has approved yet, because a case was left out of it."""
    for row in queries.drafts(desk.session, desk.community_id):
        row.view = draw_up(desk, Quarter(row.year, row.quarter))
        desk.session.add(row)


def publish(desk: Desk, row: Ledger) -> None:
    """Send a ledger to the group, or to each member where there is none; and each member their line."""
    facts = cards.summary(desk, row, row.view)
    members = _members(desk)
    if desk.community.group_chat_id is not None:
        post(desk, desk.community.group_chat_id, Notice.LEDGER_PUBLISHED, facts)
    for person in members:
        if desk.community.group_chat_id is None:
            tell(desk, person, Notice.LEDGER_PUBLISHED, facts)
        own = own_lines(row.view, key(person))
        if own:
            tell(desk, person, Notice.LEDGER_OWN, cards.own_facts(desk, row, row.view, own))


def _members(desk: Desk) -> list[Person]:
    rows = queries.everybody(desk.session, desk.community_id)
    return list({key(person): person for member, person, _ in rows if member.left_at is None}.values())


def _draft(desk: Desk, quarter: Quarter) -> bool:
    row = Ledger(
        community_id=desk.community_id,
        year=quarter.year,
        quarter=quarter.number,
        view=draw_up(desk, quarter),
        drafted_at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    tell_coordinators(desk, Notice.LEDGER_DRAFTED, cards.summary(desk, row, row.view))
    if quarter.number == LAST:
        yearly.ask_to_approve(desk, quarter.year)
    return True


def _missing(desk: Desk) -> list[Quarter]:
    running = quarters.of(desk.now, desk.zone)
    latest = queries.latest_ledger(desk.session, desk.community_id)
    if latest is None:
        return [running.before()] if _had_cases(desk, running.span(desk.zone)[0]) else []
    quarter, missing = Quarter(latest.year, latest.quarter).next(), []
    while quarter < running:
        missing.append(quarter)
        quarter = quarter.next()
    return missing


def _had_cases(desk: Desk, before: datetime) -> bool:
    first = queries.first_case(desk.session, desk.community_id)
    return first is not None and first.opened_at < before
