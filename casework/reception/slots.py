"""The slots of a body that lie ahead, and how many places in them are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from casework.desk import Desk
from casework.errors import Refused
from casework.rules.reception import Reception, Slot, slots_between
from data import queries
from data.keys import fetch, key
from data.tables import Appointment, Body, Closure

_MINUTE = 60  # seconds; a slot stands on a button by the minute at which it begins


@dataclass(frozen=True, slots=True)
class Opening:
    """A slot with the number of its places that nobody has taken."""

    slot: Slot
    free: int

    @property
    def minute(self) -> int:
        """When it begins, in minutes since 1970."""
        return minute_of(self.slot.starts)


def openings(desk: Desk, body: Body) -> list[Opening]:
    """Return the slots of a body as far as residents may book ahead, full ones too."""
    until = desk.now + desk.parameters.reception.ahead
    closed = queries.closures(desk.session, key(body), desk.now, until + timedelta(days=1))
    slots = [
        slot
        for slot in _slots(desk, body, desk.now, until)
        if desk.now < slot.starts <= until and not any(_closes(closure, slot) for closure in closed)
    ]
    taken = queries.places_taken(desk.session, key(body), desk.now, until + timedelta(days=1))
    return [
        Opening(slot, max(slot.at_once - taken.get((slot.who or "", slot.starts), 0), 0)) for slot in slots
    ]


def free_on(desk: Desk, body: Body, day: date) -> list[Opening]:
    """Return the free slots of a local day."""
    return [
        opening
        for opening in openings(desk, body)
        if opening.free and opening.slot.starts.astimezone(desk.zone).date() == day
    ]


def receiving_body(desk: Desk, body_id: int) -> Body:
    """Return a body of this community that receives; Refused for any other."""
    body = fetch(desk.session, Body, body_id)
    if body.community_id != desk.community_id:
        raise Refused("unknown_button")
    if body.retired or not body.reception:
        raise Refused("no_reception", body=body.name)
    return body


def opening_at(desk: Desk, body: Body, entry: int, minute: int) -> Opening:
    """Return the slot that a button names; Refused when it has begun or stands in the calendar no more."""
    found = (o for o in openings(desk, body) if o.slot.entry == entry and o.minute == minute)
    opening = next(found, None)
    if opening is None:
        raise Refused("slot_gone")
    return opening


def slot_of(desk: Desk, body: Body, appointment: Appointment) -> Slot | None:
    """Return the slot in which an appointment lies; None where the calendar has no such slot any more."""
    if body.retired:
        return None
    slots = _slots(desk, body, appointment.starts_at, appointment.starts_at)
    found = (s for s in slots if s.starts == appointment.starts_at and (s.who or "") == appointment.host)
    return next(found, None)


def closed_on(desk: Desk, body: Body, day: date) -> Closure | None:
    """Return why a body receives nobody at all on a local day; None where it does."""
    starts, ends = day_bounds(desk, day)
    found = queries.closures(desk.session, key(body), starts, ends)
    whole = (c for c in found if c.host is None and c.starts_at <= starts and ends <= c.ends_at)
    return next(whole, None)


def minute_of(moment: datetime) -> int:
    """Return a moment in whole minutes since 1970."""
    return int(moment.timestamp()) // _MINUTE


def day_bounds(desk: Desk, day: date) -> tuple[datetime, datetime]:
    """Return when a local day begins and ends, in UTC."""
    starts, ends = (datetime.combine(d, datetime.min.time(), desk.zone) for d in (day, day + timedelta(1)))
    return starts.astimezone(UTC), ends.astimezone(UTC)


def _closes(closure: Closure, slot: Slot) -> bool:
    meets = closure.starts_at < slot.ends and slot.starts < closure.ends_at
    return meets and closure.host in (None, slot.who or "")


def _slots(desk: Desk, body: Body, since: datetime, until: datetime) -> list[Slot]:
    first, last = (moment.astimezone(desk.zone).date() for moment in (since, until))
    return slots_between(_receptions(body), first, last, desk.calendar)


def _receptions(body: Body) -> Sequence[Reception]:
    return [Reception.model_validate(line) for line in body.reception]
