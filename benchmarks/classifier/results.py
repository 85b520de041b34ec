"""What was measured, in the shape it is kept in as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.classifier.quality import Interval
from benchmarks.classifier.rivals import OURS, YARDSTICK, entry


@dataclass(frozen=True, slots=True)
class Result:
    """One rival on one task; times are milliseconds or seconds of processor time, sizes megabytes."""

    rival: str
    task: str
    macro_f1: Interval
    accuracy: Interval
    ours_ahead: Interval | None  # macro-F1 of ours minus its own; None for ours, or without ours
    train_s: float
    start_s: float
    p50_ms: float
    p95_ms: float
    batch_per_s: float
    artefact_mb: float
    serve_peak_mb: float
    train_peak_mb: float
    ms_by_length: dict[str, float] = field(default_factory=dict)  # only ours

    @classmethod
    def from_data(cls, row: dict[str, Any]) -> Result:
        """Read what `as_data` wrote."""
        intervals = ("macro_f1", "accuracy", "ours_ahead")
        return cls(**row | {name: Interval(**row[name]) for name in intervals if row[name]})


@dataclass(frozen=True, slots=True)
class Run:
    """All results of one run, and where it ran."""

    results: tuple[Result, ...]
    facts: dict[str, str]

    def of(self, task: str) -> list[Result]:
        """The results of one task, best first."""
        return sorted((r for r in self.results if r.task == task), key=lambda r: -r.macro_f1.value)

    def ours(self, task: str) -> Result | None:
        """Ours on a task."""
        return next((result for result in self.of(task) if result.rival == OURS), None)

    def best_rival(self, task: str) -> Result | None:
        """The best of those a user could pick instead."""
        return next((result for result in self.of(task) if could_be_picked(result)), None)

    def yardstick(self, task: str) -> Result | None:
        """Whose speed the others' is compared with."""
        return next((result for result in self.of(task) if result.rival == YARDSTICK), None)

    def as_json(self) -> str:
        """All of it as JSON."""
        data = {"facts": self.facts, "results": [asdict(result) for result in self.results]}
        return json.dumps(data, ensure_ascii=False, indent=1)


def could_be_picked(result: Result) -> bool:
    """Whether it is somebody else's, and no control."""
    who = entry(result.rival)
    return not who.ours and not who.control


def leads(run: Run, tasks: Iterable[str]) -> bool:
    """Whether ours is better than every rival on every task that was measured with both."""
    for task in tasks:
        ours, best = run.ours(task), run.best_rival(task)
        if ours and best and ours.macro_f1.value <= best.macro_f1.value:
            return False
    return True


def read_run(path: Path) -> Run:
    """Read what an earlier run wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Run(tuple(Result.from_data(row) for row in data["results"]), data["facts"])
