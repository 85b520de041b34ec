"""Measures our classifier beside its rivals.

    python -m benchmarks.classifier [--quick] [--only NAME …] [--fresh] [--json FILE] [--chart FILE] …
    python -m benchmarks.classifier --render FILE [--chart FILE] [--page FILE]

What a rival has learnt is kept until its code or its texts change; speed is measured each time. The exit
code is 0 when ours leads in quality wherever it was measured with a rival, else 1.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.classifier.chart import chart
from benchmarks.classifier.page import renew
from benchmarks.classifier.results import Run, leads, read_run
from benchmarks.classifier.rivals import ENTRIES, TASKS, YARDSTICK, Entry
from benchmarks.classifier.table import last_line, show

QUICK_FOLDS = 2
KEPT = Path("var/bench-classifier")


def main() -> int:
    """Do what the arguments say; return the exit code."""
    asked = arguments()
    run = read_run(asked.render) if asked.render else measured(asked)
    if run is None:
        return 0
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(run.as_json(), encoding="utf-8")
    if asked.chart:
        asked.chart.write_text(chart(run), encoding="utf-8")
    if asked.page:
        renew(asked.page, run)
    show(run)
    print(last_line(run))
    return 0 if leads(run, TASKS) else 1


def measured(asked: argparse.Namespace) -> Run | None:
    """Run what was asked for; None, with a word, when there is nothing to measure on."""
    from benchmarks.classifier.running import run_all
    from benchmarks.classifier.tasks import missing

    absent = missing()
    if absent:
        print(f"skipped: {absent[0]} is not there; the real texts are not part of the project")
        return None
    if asked.fresh:
        shutil.rmtree(asked.keep, ignore_errors=True)
    most = QUICK_FOLDS if asked.quick else None
    return run_all(chosen(asked.only), most, asked.keep.absolute(), Console(stderr=True))


def chosen(only: list[str] | None) -> list[Entry]:
    """Those that take part: all, or the named ones with the yardstick."""
    return [one for one in ENTRIES if not only or one.name in (*only, YARDSTICK)]


def arguments() -> argparse.Namespace:
    """What the command was given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classifier")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_FOLDS} folds of the titles, not 5")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in ENTRIES], metavar="NAME")
    parser.add_argument("--keep", type=Path, default=KEPT, help="where what was learnt is kept")
    parser.add_argument("--fresh", action="store_true", help="let everybody learn again")
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--chart", type=Path, help="write the picture there (SVG)")
    parser.add_argument("--render", type=Path, help="show what an earlier --json wrote, measure nothing")
    parser.add_argument("--page", type=Path, help="renew the tables in that page of the docs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
