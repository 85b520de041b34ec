"""Runs the retrainings that coordinators ask for, each in a process of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine

from bot.loop import repeat
from casework.desk import Desk
from casework.learning import retrainings
from data.engine import transaction
from data.keys import fetch
from data.tables import Community

log = structlog.get_logger()

IDLE_SECONDS = 2.0
BETWEEN_CARDS = timedelta(seconds=8)  # Telegram slows down who edits one message too often
NICE = 10  # the desk answers first
DIED = "The training ended without a result; see the log, and check memory and disk."
COMMAND = (sys.executable, "-m", "app", "retrain", "--json")


@dataclass
class Relearning:
    """The loop. ``written`` is called when a notice was put in the outbox.

    A retraining whose process died with the desk is run again when the desk is back.
    """

    engine: Engine
    community_id: int
    model_dir: Path
    clock: Callable[[], datetime]
    written: Callable[[], None]
    command: tuple[str, ...] = COMMAND
    _shown_at: datetime | None = field(default=None, init=False)

    async def run(self) -> None:
        """Run what is asked for, for ever."""
        await repeat("retraining", self.next, asyncio.Event(), IDLE_SECONDS)

    async def next(self) -> bool:
        """Run the retraining that waits; return whether there was one."""
        waiting = await asyncio.to_thread(self._in_desk, retrainings.begin)
        if waiting is None:
            return False
        log.info("retraining", retraining=waiting)
        self._shown_at = self.clock()
        status, result, reason = await self._train(waiting)
        if status == 0 and result is not None:
            await asyncio.to_thread(self._in_desk, retrainings.finished, waiting, result)
        else:
            log.warning("retraining failed", retraining=waiting, status=status)
            await asyncio.to_thread(self._in_desk, retrainings.failed, waiting, reason or DIED)
        self.written()
        return True

    async def _train(self, waiting: int) -> tuple[int, dict[str, Any] | None, str]:
        """Run the process to its end; return its status, its result and its last words."""
        process = await asyncio.create_subprocess_exec(
            *self.command,
            env=self._environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None and process.stderr is not None  # noqa: S101 - as asked for above
        try:
            _give_way(process.pid)
            said, reason = await asyncio.gather(process.stdout.read(), self._watch(process.stderr, waiting))
            return await process.wait(), _parsed(said), reason
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def _watch(self, lines: asyncio.StreamReader, waiting: int) -> str:
        """Follow the progress on the card; return the sentence with which the process gave up, if it did."""
        reason = ""
        while line := await lines.readline():
            step = _parsed(line)
            if step is not None and "part" in step:
                await self._show(waiting, float(step["part"]))
            elif line.startswith(b"linli: "):
                reason = line.decode(errors="replace").removeprefix("linli: ").strip()
        return reason

    async def _show(self, waiting: int, part: float) -> None:
        now = self.clock()
        if self._shown_at is None or now - self._shown_at >= BETWEEN_CARDS:
            self._shown_at = now
            await asyncio.to_thread(self._in_desk, retrainings.progressed, waiting, part)
            self.written()

    def _in_desk(self, act: Callable[..., Any], *what: Any) -> Any:
        with transaction(self.engine) as session:
            desk = Desk(session, self.clock(), fetch(session, Community, self.community_id))
            return act(desk, *what)

    def _environment(self) -> Mapping[str, str]:
        return os.environ | {
            "LINLI_DATABASE_URL": self.engine.url.render_as_string(hide_password=False),
            "LINLI_MODEL_DIR": str(self.model_dir),
        }


def _give_way(pid: int) -> None:
    """Let the desk's own work go before the training."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, pid, NICE)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
