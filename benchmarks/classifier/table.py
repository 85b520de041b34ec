"""Shows the results side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group
from rich.table import Table

from benchmarks.classifier.growth import in_words
from benchmarks.classifier.quality import Interval
from benchmarks.classifier.results import Result, Run
from benchmarks.classifier.rivals import MESSAGES, OURS, TASKS, TITLES, entry

CAPTIONS = {
    TITLES: "8,730 real titles, 7 labels, group-disjoint folds",
    MESSAGES: "564 real messages, our labels, learnt from our corpus",
}
COLUMNS = (
    "who",
    "macro-F1",
    "ours ahead by",
    "accuracy",
    "train s",
    "one message ms p50 / p95",
    "× Bayes",
    "batch/s",
    "× Bayes",
    "artefact MB",
    "memory MB",
    "start s",
)


def tables(run: Run) -> Group:
    """A table for each task that was measured."""
    return Group(*(table(run, task) for task in TASKS if run.of(task)))


def table(run: Run, task: str) -> Table:
    """One task's table, best first."""
    made = Table(title=CAPTIONS[task], title_justify="left")
    for number, column in enumerate(COLUMNS):
        made.add_column(column, justify="left" if number == 0 else "right")
    for result in run.of(task):
        made.add_row(*cells(run, result), style="bold" if result.rival == OURS else "")
    return made


def cells(run: Run, result: Result) -> Iterator[str]:
    """One line of the table; speed also as a multiple of the yardstick's."""
    bayes = run.yardstick(result.task)
    yield entry(result.rival).title
    yield spread(result.macro_f1)
    yield spread(result.ours_ahead, signed=True) if result.ours_ahead else "–"
    yield spread(result.accuracy)
    yield f"{result.train_s:.1f}"
    yield f"{result.p50_ms:.2f} / {result.p95_ms:.2f}"
    yield times(result.p50_ms, bayes.p50_ms if bayes else None)
    yield f"{result.batch_per_s:,.0f}"
    yield times(result.batch_per_s, bayes.batch_per_s if bayes else None)
    yield f"{result.artefact_mb:.1f}"
    yield f"{result.serve_peak_mb:.0f}"
    yield f"{result.start_s:.1f}"


def spread(interval: Interval, *, signed: bool = False) -> str:
    """A figure with its range, as «.891 [.884, .898]»."""
    value, low, high = (_short(part, signed) for part in (interval.value, interval.low, interval.high))
    return f"{value} [{low}, {high}]"


def times(figure: float, yardstick: float | None) -> str:
    """How many times the yardstick's; «–» without one."""
    return f"{figure / yardstick:.2g}" if yardstick else "–"


def growth_lines(run: Run) -> list[str]:
    """How ours' time grows with the length of a message."""
    return [
        f"{entry(result.rival).title}, {result.task}, by characters: {in_words(result.ms_by_length)}"
        for result in run.results
        if result.ms_by_length
    ]


def last_line(run: Run) -> str:
    """The figure of the whole: «ours .90 / best rival .88 on titles; ours …»."""
    parts = []
    for task in TASKS:
        ours, best = run.ours(task), run.best_rival(task)
        mine = _short(ours.macro_f1.value) if ours else "not measured"
        theirs = f"{_short(best.macro_f1.value)} ({entry(best.rival).title})" if best else "not measured"
        parts.append(f"ours {mine} / best rival {theirs} on {task}")
    return "; ".join(parts)


def show(run: Run) -> None:
    """Print everything but the last line."""
    console = Console(width=None if Console().is_terminal else 230)
    console.print(tables(run))
    for line in growth_lines(run):
        print(line)
    print(", ".join(f"{name} {value}" for name, value in run.facts.items()))


def _short(figure: float, signed: bool = False) -> str:
    return f"{figure:{'+' if signed else ''}.3f}".replace("0.", ".", 1)
