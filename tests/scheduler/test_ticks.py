"""When, not what: the table of ticks, and a sweep that rings when it did something."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from casework import clockwork
from data.engine import open_engine
from scheduler import runner
from scheduler.runner import build_scheduler
from scheduler.schedule import TICKS, Tick

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def test_everything_that_falls_due_has_a_tick() -> None:
    sweeps = {sweep for name, sweep in vars(clockwork).items() if name.startswith("sweep_")}
    assert {tick.sweep for tick in TICKS} == sweeps


@pytest.mark.parametrize("tick", TICKS, ids=lambda tick: tick.name)
def test_a_tick_has_a_name_a_pace_and_a_reason(tick: Tick) -> None:
    assert tick.name
    assert 0 < tick.every_seconds <= 60
    assert len(tick.why) > 20


def test_no_two_ticks_have_the_same_name() -> None:
    assert len({tick.name for tick in TICKS}) == len(TICKS)


@pytest.fixture
def engine() -> Any:
    """A database that no tick here looks into."""
    engine = open_engine("sqlite://")
    yield engine
    engine.dispose()


class Sweep:
    """A sweep that does so much each time it is called, and remembers when that was."""

    def __init__(self, *done: int) -> None:
        self.done = list(done)
        self.calls: list[tuple[Engine, datetime]] = []

    def __call__(self, engine: Engine, now: datetime) -> int:
        """Do what is due."""
        self.calls.append((engine, now))
        return self.done.pop(0)


@pytest.mark.parametrize(("done", "rings"), [(0, 0), (1, 1), (7, 1)])
async def test_a_sweep_rings_once_when_it_did_something(engine: Engine, done: int, rings: int) -> None:
    sweep, rung = Sweep(done), list[str]()
    await runner._sweep(Tick("one", sweep, 1, "why"), engine, lambda: NOON, lambda: rung.append("ding"))
    assert sweep.calls == [(engine, NOON)]
    assert len(rung) == rings


async def test_every_tick_is_run_at_once_and_by_itself(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    names: list[str] = []

    def tick(name: str) -> Tick:
        def sweep(_engine: Engine, now: datetime) -> int:
            assert now == NOON
            names.append(name)
            if len(names) == 2:
                loop.call_soon_threadsafe(done.set)
            return 1

        return Tick(name, sweep, 3600, "so rarely that only the first run, at the start, is seen here")

    monkeypatch.setattr(runner, "TICKS", (tick("one"), tick("two")))
    rung: list[str] = []
    scheduler = build_scheduler(engine, lambda: NOON, lambda: rung.append("ding"))
    assert {job.id for job in scheduler.get_jobs()} == {"one", "two"}
    scheduler.start()
    async with asyncio.timeout(10):
        await done.wait()
    scheduler.shutdown(wait=False)
    assert sorted(names) == ["one", "two"]


def test_a_tick_that_is_late_comes_once_and_is_never_doubled(engine: Engine) -> None:
    scheduler = build_scheduler(engine, lambda: NOON, lambda: None)
    for job in scheduler.get_jobs():
        assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, None)
