"""Everything that falls due, swept: each due thing in a transaction of its own, oldest first."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from casework.cases.sweeps import act_on
from casework.conduct import kept_bans
from casework.desk import Desk
from casework.ledger import improvements, ledgers
from casework.people import calendar_gaps, digest
from casework.privacy import erasing
from casework.reception import reminding
from data import queries
from data.engine import transaction
from data.keys import fetch
from data.tables import Appointment, Case, Community, Concern, Timer

log = structlog.get_logger()

BATCH = 200
TRY_AGAIN_AFTER = timedelta(minutes=5)


def sweep_timers(engine: Engine, now: datetime) -> int:
    """Act on the timers that fell due, each exactly once, and return how many acted.

    One that fails is put off, so that it neither blocks the others nor is forgotten.
    """
    with transaction(engine) as session:
        due = queries.due_timer_ids(session, now, BATCH)
    return sum(_fire(engine, timer_id, now) for timer_id in due)


def sweep_digests(engine: Engine, now: datetime) -> int:
    """Write the daily digests that fell due and return how many were written."""
    with transaction(engine) as session:
        communities = queries.communities(session)
        return sum(digest.send_due(Desk(session, now, community)) for community in communities)


def sweep_ledgers(engine: Engine, now: datetime) -> int:
    """Draft the ledgers of quarters that have ended, tell what has not improved; return how many."""
    with transaction(engine) as session:
        desks = [Desk(session, now, community) for community in queries.communities(session)]
        return sum(ledgers.draft_due(desk) + improvements.remind_due(desk) for desk in desks)


def sweep_calendars(engine: Engine, now: datetime) -> int:
    """Tell the coordinators of years whose days off are not known; return how many were new."""
    with transaction(engine) as session:
        communities = queries.communities(session)
        return sum(calendar_gaps.tell_due(Desk(session, now, community)) for community in communities)


def sweep_erasures(engine: Engine, now: datetime) -> int:
    """Take away what had to stay for a while of those who were forgotten; return of how many."""
    with transaction(engine) as session:
        desks = [Desk(session, now, community) for community in queries.communities(session)]
        return sum(erasing.complete_due(desk) + kept_bans.drop_over(desk) for desk in desks)


def sweep_receptions(engine: Engine, now: datetime) -> int:
    """Do what fell due on appointments, each once, and send the lists of the day; return how much."""
    with transaction(engine) as session:
        due = queries.due_appointment_ids(session, now, BATCH)
    done = sum(_act_on_appointment(engine, appointment_id, now) for appointment_id in due)
    with transaction(engine) as session:
        communities = queries.communities(session)
        return done + sum(reminding.send_lists(Desk(session, now, community)) for community in communities)


def _act_on_appointment(engine: Engine, appointment_id: int, now: datetime) -> bool:
    try:
        with transaction(engine) as session:
            appointment = queries.claim_appointment(session, appointment_id, now)
            if appointment is None:
                return False
            community = fetch(session, Community, appointment.community_id)
            reminding.act_on(Desk(session, now, community), appointment)
            return True
    except Exception as error:
        log.exception("appointment failed", appointment=appointment_id, error=type(error).__name__)
        with transaction(engine) as session:
            put_off = fetch(session, Appointment, appointment_id)
            put_off.due_at = now + TRY_AGAIN_AFTER
            session.add(put_off)
        return False


def _fire(engine: Engine, timer_id: int, now: datetime) -> bool:
    try:
        with transaction(engine) as session:
            timer = queries.claim_timer(session, timer_id, now)
            if timer is None:
                return False
            if timer.case_id is not None:
                community_id = fetch(session, Case, timer.case_id).community_id
            else:
                community_id = fetch(session, Concern, timer.concern_id or 0).community_id
            act_on(Desk(session, now, fetch(session, Community, community_id)), timer)
            return True
    except Exception as error:
        log.exception("timer failed", timer=timer_id, error=type(error).__name__)
        with transaction(engine) as session:
            put_off = fetch(session, Timer, timer_id)
            put_off.due_at = now + TRY_AGAIN_AFTER
            session.add(put_off)
        return False
