"""The life of a year's rating: counted until a coordinator approves it, then published and kept for good."""

from casework.desk import Desk
from casework.errors import Refused
from casework.ledger.ratings import Card, View, draw_up, opened, summary
from casework.notice import Notice
from casework.notices import post, tell, tell_coordinators
from casework.people.permissions import must_coordinate
from casework.rules import quarters
from data import queries
from data.keys import key
from data.tables import Person, YearRating
from data.vocabulary import Role


def view_of(desk: Desk, year: int) -> View:
    """Return what was published of a year, or else what is counted of it by now."""
    stored = queries.year_rating(desk.session, desk.community_id, year)
    return stored.view if stored is not None else draw_up(desk, year)


def show(desk: Desk, person: Person, words: str = "") -> Card:
    """Show a member the rating of a year, the running one if none is named."""
    seats = queries.memberships(desk.session, key(person))
    if not seats:
        raise Refused("members_only")
    running = desk.now.astimezone(desk.zone).year
    if words and not (words.isdecimal() and len(words) == 4 and 2000 <= int(words) <= running):
        raise Refused("no_year")
    year = int(words or running)
    steers = any(seat.role is Role.COORDINATOR for seat in seats)
    return Notice.RATING_CARD, _facts(desk, year, steers=steers)


def show_body(desk: Desk, person: Person, year: int, body_id: int) -> Card:
    """Show a member how a body's points came about, to be recomputed by hand."""
    if not queries.memberships(desk.session, key(person)):
        raise Refused("members_only")
    view = view_of(desk, year)
    line = next((line for line in view["bodies"] if line["id"] == body_id), None)
    if line is None:
        raise Refused("no_line")
    return Notice.RATING_BODY, opened(view, line)


def ask_to_approve(desk: Desk, year: int) -> None:
    """Put the rating of a year that has ended before the coordinators."""
    tell_coordinators(desk, Notice.RATING_DRAFTED, _facts(desk, year, steers=True))


def approve(desk: Desk, person: Person, year: int) -> YearRating:
    """Let a coordinator approve a year that is over: its rating is published and never changes again."""
    must_coordinate(desk, person)
    if quarters.year_span(year, desk.zone)[1] > desk.now:
        raise Refused("year_runs", year=year)
    if queries.year_rating(desk.session, desk.community_id, year) is not None:
        raise Refused("rating_published", year=year)
    row = YearRating(
        community_id=desk.community_id,
        year=year,
        view=draw_up(desk, year),
        approved_at=desk.now,
        approved_by=key(person),
    )
    desk.session.add(row)
    desk.session.flush()
    _publish(desk, row)
    return row


def _publish(desk: Desk, row: YearRating) -> None:
    """Send a rating to the group, or to each member where there is none."""
    facts = summary(row.view)
    if desk.community.group_chat_id is not None:
        post(desk, desk.community.group_chat_id, Notice.RATING_PUBLISHED, facts)
        return
    rows = queries.everybody(desk.session, desk.community_id)
    members = {key(person): person for member, person, _ in rows if member.left_at is None}
    for person in members.values():
        tell(desk, person, Notice.RATING_PUBLISHED, facts)


def _facts(desk: Desk, year: int, *, steers: bool) -> dict[str, object]:
    stored = queries.year_rating(desk.session, desk.community_id, year)
    view = stored.view if stored is not None else draw_up(desk, year)
    published = desk.local(stored.approved_at) if stored is not None else None
    approvable = steers and stored is None and view["complete"]
    return summary(view) | {"published": published, "approvable": approvable}
