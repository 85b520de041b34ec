"""Writes the tables of a run into the page of the docs that explains them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.classifier.results import Result, Run
from benchmarks.classifier.rivals import OURS, TASKS
from benchmarks.classifier.table import CAPTIONS, COLUMNS, cells, growth_lines, last_line

PICTURE = "![Quality against the time for one message](classifier-benchmark.svg)"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def renew(page: Path, run: Run) -> None:
    """Replace what stands between the two marks of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{measured(run)}\n\n{END}{after}", encoding="utf-8")


def measured(run: Run) -> str:
    """Everything that was measured, as Markdown."""
    facts = ", ".join(f"{name} {value}" for name, value in run.facts.items())
    lines = [f"- {line}" for line in (*growth_lines(run), last_line(run), facts)]
    return "\n\n".join([PICTURE, *(section(run, task) for task in TASKS if run.of(task)), "\n".join(lines)])


def section(run: Run, task: str) -> str:
    """One task's table, best first, ours in bold."""
    rule = "|---" + "|--:" * (len(COLUMNS) - 1) + "|"
    rows = [row(run, result) for result in run.of(task)]
    return "\n".join([f"**{CAPTIONS[task]}**", "", f"| {' | '.join(COLUMNS)} |", rule, *rows])


def row(run: Run, result: Result) -> str:
    """One line."""
    who, *figures = cells(run, result)
    return f"| {' | '.join([f'**{who}**' if result.rival == OURS else who, *figures])} |"
