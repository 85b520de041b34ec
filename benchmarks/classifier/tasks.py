"""Reads what is classified: real titles with seven labels, and real messages with ours."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classifier.rivals import MESSAGES, TITLES
from benchmarks.classifier.splits import disjoint_folds
from classifier.examples import Example, corpus_files, read_examples

REAL = Path(__file__).parents[3] / "shared" / "real"
FILES = {TITLES: REAL / "titles_7class.csv", MESSAGES: REAL / "messages.jsonl"}


@dataclass(frozen=True, slots=True)
class Split:
    """What is learnt, and what it is tested on."""

    learnt: Sequence[Example]
    tested: Sequence[Example]


def missing() -> list[Path]:
    """The files that are not there; nothing can be measured without them."""
    return [path for path in FILES.values() if not path.exists()]


def splits(task: str, most: int | None = None) -> list[Split]:
    """The splits of a task, at most so many."""
    made = title_splits() if task == TITLES else [Split(read_examples(corpus_files()), messages())]
    return made[:most]


def title_splits() -> list[Split]:
    """Five folds of the titles; near-duplicates are in one fold."""
    with FILES[TITLES].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    examples = [Example(text=row["title"], label=row["label"]) for row in rows]
    folds = disjoint_folds([example.text for example in examples], [int(row["fold"]) for row in rows])
    return [_fold(examples, folds, fold) for fold in sorted(set(folds))]


def messages() -> list[Example]:
    """The real messages, for measuring only."""
    return read_examples([FILES[MESSAGES]])


def _fold(examples: Sequence[Example], folds: Sequence[int], fold: int) -> Split:
    here = [of == fold for of in folds]
    return Split(
        learnt=[example for example, out in zip(examples, here, strict=True) if not out],
        tested=[example for example, out in zip(examples, here, strict=True) if out],
    )
