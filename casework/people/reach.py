"""What to do when a chat cannot be reached, or is called otherwise from now on."""

from sqlmodel import col, update

from casework.cases import cooperation
from casework.desk import Desk
from casework.notice import Notice
from casework.people.permissions import must_coordinate
from data.keys import fetch
from data.tables import Community, Concern, Outbox, Person

WORK = frozenset(
    {Notice.PING, Notice.PING_CLAIM, Notice.PING_EMERGENCY, Notice.PING_ASSIST, Notice.PING_RECTIFICATION}
)


def undeliverable(desk: Desk, notice: Outbox) -> None:
    """Note that a person cannot be reached; work goes on to the next in line, the coordinator is told."""
    if notice.person_id is None:
        return
    person = fetch(desk.session, Person, notice.person_id)
    if person.telegram_id == notice.chat_id:
        person.blocked_at = person.blocked_at or desk.now
        desk.session.add(person)
        desk.session.flush()
    if notice.kind in WORK and notice.assignment_id is not None:
        cooperation.hand_over_unreachable(desk, person, notice.assignment_id)


def blocked(desk: Desk, person: Person, *, now_blocked: bool) -> None:
    """Note that a person blocked the bot, or let it back in."""
    person.blocked_at = desk.now if now_blocked else None
    desk.session.add(person)


def settle_in_group(desk: Desk, person: Person, chat_id: int) -> None:
    """Let a coordinator say that a group is the community's: what is for everybody is posted there."""
    must_coordinate(desk, person)
    desk.community.group_chat_id = chat_id
    desk.session.add(desk.community)


def chat_migrated(desk: Desk, old: int, new: int) -> None:
    """Follow a group that became a supergroup: Telegram gave its chat another id."""
    for table in (Outbox, Concern):
        desk.session.exec(update(table).where(col(table.chat_id) == old).values(chat_id=new))
    desk.session.exec(update(Community).where(col(Community.group_chat_id) == old).values(group_chat_id=new))
