"""Runs the ticks with APScheduler, kept in memory: what is due stands in the database, not in a job."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine

from scheduler.schedule import TICKS, Tick

log = structlog.get_logger()


def build_scheduler(
    engine: Engine, clock: Callable[[], datetime], written: Callable[[], None]
) -> AsyncIOScheduler:
    """Build the scheduler; ``written`` is called after a sweep that did something."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    for tick in TICKS:
        scheduler.add_job(
            _sweep,
            "interval",
            args=(tick, engine, clock, written),
            seconds=tick.every_seconds,
            id=tick.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # on a busy machine a tick that comes late is still wanted
            next_run_time=datetime.now(UTC),  # what fell due while we were down is done at once
        )
    return scheduler


async def _sweep(
    tick: Tick, engine: Engine, clock: Callable[[], datetime], written: Callable[[], None]
) -> None:
    done = await asyncio.to_thread(tick.sweep, engine, clock())
    if done:
        log.info("swept", tick=tick.name, done=done)
        written()
