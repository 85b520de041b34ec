"""Lets the rivals run, each in processes of its own, and puts their figures together."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.classifier.keeping import mark, recall, remember
from benchmarks.classifier.quality import Answers
from benchmarks.classifier.results import Result, Run
from benchmarks.classifier.rivals import OURS, TASKS, Entry
from benchmarks.classifier.tasks import Split, splits

ROOT = Path(__file__).parents[2]
ROUNDS = 3  # of serving; the best one counts, being the least disturbed one
AT_ONCE = 2
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
BETTER = {"batch_per_s": max}  # of everything else the lesser is better
Figures = dict[str, Any]


def run_all(rivals: Sequence[Entry], most: int | None, folder: Path, console: Console) -> Run:
    """Measure these rivals on all tasks, on so many folds; what is learnt is kept in the folder."""
    begun = time.monotonic()
    results: list[Result] = []
    for task in TASKS:
        taking_part = [one for one in rivals if task in one.tasks]
        parts = splits(task, most)
        here = folder / f"{task}-{len(parts)}"
        learnt = learn_all(taking_part, task, parts, here, console)
        served = serve_in_rounds(taking_part, task, here, console)
        results += put_together(task, parts, learnt, served)
    return Run(tuple(results), facts(most, time.monotonic() - begun))


def learn_all(
    rivals: Sequence[Entry], task: str, parts: Sequence[Split], folder: Path, console: Console
) -> dict[str, Figures]:
    """Let all learn, a few at a time: what is timed is each one's own processor time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        figures = pool.map(lambda one: learn(one, task, parts, folder / one.name, console), rivals)
        return dict(zip([one.name for one in rivals], figures, strict=True))


def learn(one: Entry, task: str, parts: Sequence[Split], folder: Path, console: Console) -> Figures:
    """Let one learn and be tested, unless it has learnt the same before."""
    now = mark(one, parts)
    kept = recall(folder, now)
    if kept is None:
        console.print(f"{task}: {one.name} learns")
        kept = measure("learn", one.name, task, folder, ["--most", str(len(parts))])
        remember(folder, now, kept)
    return kept


def serve_in_rounds(rivals: Sequence[Entry], task: str, folder: Path, console: Console) -> dict[str, Figures]:
    """Let all serve by turns, so that what else the machine does falls on all of them."""
    served: dict[str, Figures] = {}
    for number in range(ROUNDS):
        console.print(f"{task}: all serve, round {number + 1} of {ROUNDS}")
        for one in rivals:
            figures = measure("serve", one.name, task, folder / one.name)
            served[one.name] = better(served.get(one.name, figures), figures)
    for one in rivals:
        if one.ours:
            served[one.name] |= measure("lengths", one.name, task, folder / one.name, keep=("ms_by_length",))
    return served


def better(first: Figures, second: Figures) -> Figures:
    """The better of two rounds, figure by figure."""
    return {name: BETTER.get(name, min)(first[name], second[name]) for name in first}


def measure(
    what: str, rival: str, task: str, folder: Path, more: Sequence[str] = (), keep: Sequence[str] = ()
) -> Figures:
    """Start a process that measures one thing; return its figures, or only those to keep."""
    command = [sys.executable, "-m", "benchmarks.classifier.measure", what, rival, task, str(folder), *more]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=os.environ | ONE_CORE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{rival} failed on {task} ({what}):\n{done.stderr}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return {name: figures[name] for name in keep or figures}


def put_together(
    task: str, parts: Sequence[Split], learnt: dict[str, Figures], served: dict[str, Figures]
) -> list[Result]:
    """Score what each said and add what it cost."""
    tested = [split.tested for split in parts]
    answers = {name: Answers.of_splits(tested, figures.pop("predicted")) for name, figures in learnt.items()}
    ours = answers.get(OURS)
    return [
        Result(
            rival=name,
            task=task,
            macro_f1=said.macro_f1(),
            accuracy=said.accuracy(),
            ours_ahead=ours.ahead_of(said) if ours and name != OURS else None,
            **learnt[name],
            **served[name],
        )
        for name, said in answers.items()
    ]


def facts(most: int | None, seconds: float) -> dict[str, str]:
    """Where and when, and how busy the machine was."""
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "folds": str(most or "all"),
        "cores": str(os.cpu_count()),
        "load at the end": f"{os.getloadavg()[0]:.1f}",
        "minutes": f"{seconds / 60:.0f}",
        "python": platform.python_version(),
    }
