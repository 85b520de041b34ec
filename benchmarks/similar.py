"""Measures the rule by which a resident is asked whether two messages are about the same.

    python -m benchmarks.similar [FOLDER]

Hard pairs of our own (another building, another thing, another fault) and, from FOLDER/board.jsonl where it
is there, the pairs in which one message belongs to a known topic: the same when both do. Topics are
named by hand and cover three matters only, so pairs without a topic are left out. The label and the time
are taken to agree, so that what is measured is place, thing and words. The exit code is 0 when the
precision is 0.9 or better on both.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from casework.rules.similar import Sight, may_be_same
from classifier.examples import corpus_files, read_examples
from classifier.likeness import Likeness, Weighed
from classifier.place import find_place
from classifier.segment import segmenter
from classifier.terms import learn_terms
from classifier.text import normalise
from classifier.things import find_subject

PAIRS = Path(__file__).parents[1] / "tests" / "casework" / "similar_pairs.jsonl"
BOARD = "board.jsonl"
WANTED = 0.9
ANY_TIME, ANY_LABEL = datetime(2026, 1, 1, tzinfo=UTC), frozenset({"any"})
WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Seen:
    """One message, looked at once."""

    sight: Sight
    weighed: Weighed


@dataclass
class Score:
    """How often the rule was right on a set of pairs."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the pairs called the same that are."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """The share of the pairs that are the same and were called so."""
        return self.hits / max(1, self.hits + self.missed)


Pair = tuple[Seen, Seen, bool]
Rule = Callable[[Seen, Seen], bool]


def main(folder: Path) -> int:
    """Print the table; return the exit code."""
    likeness = made_of_corpus()
    sets = {"hard pairs of our own": hard_pairs(likeness)}
    if (folder / BOARD).exists():
        sets["topics of a city's board"] = board_pairs(folder / BOARD, likeness)
    else:
        print(f"skipped: {folder / BOARD} is not there")
    table = Table("pairs", "same", "rule", "precision", "recall", title="Are these two about the same?")
    worst = 1.0
    for name, pairs in sets.items():
        for rule_name, rule in rules(likeness).items():
            score = measure(pairs, rule)
            same = sum(one[2] for one in pairs)
            figures = (f"{score.precision:.3f}", f"{score.recall:.3f}")
            table.add_row(f"{name} ({len(pairs)})", str(same), rule_name, *figures)
            worst = min(worst, score.precision) if rule_name == "ours" else worst
    Console().print(table)
    print(f"{'PASS' if worst >= WANTED else 'FAIL'}: precision {worst:.3f} at the least, {WANTED} wanted")
    return 0 if worst >= WANTED else 1


def rules(likeness: Likeness) -> dict[str, Rule]:
    """Ours, and what the words alone would do."""
    return {
        "ours": lambda one, other: may_be_same(
            one.sight, other.sight, likeness.of(one.weighed, other.weighed), WITHIN
        ),
        "words alone, 0.15": lambda one, other: likeness.of(one.weighed, other.weighed) >= 0.15,
        "words alone, 0.30": lambda one, other: likeness.of(one.weighed, other.weighed) >= 0.30,
    }


def made_of_corpus() -> Likeness:
    """Make the comparison from the corpus' words, as training does."""
    texts = [normalise(example.text) for example in read_examples(corpus_files())]
    return Likeness(learn_terms(texts, segmenter(())), segmenter(()))


def measure(pairs: list[Pair], rule: Rule) -> Score:
    """Ask the rule about every pair."""
    score = Score()
    for one, other, same in pairs:
        called = rule(one, other)
        score.hits += called and same
        score.false += called and not same
        score.missed += same and not called
    return score


def hard_pairs(likeness: Likeness) -> list[Pair]:
    """Read the pairs that were written to be hard."""
    return [(look(row["a"], likeness), look(row["b"], likeness), bool(row["same"])) for row in rows_of(PAIRS)]


def board_pairs(path: Path, likeness: Likeness) -> list[Pair]:
    """Pair the messages of the board in which one at least belongs to a topic."""
    rows = [(look(row["text"], likeness), row.get("topic")) for row in rows_of(path)]
    return [
        (one, other, topic == other_topic)
        for (one, topic), (other, other_topic) in combinations(rows, 2)
        if topic is not None or other_topic is not None
    ]


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file of one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def look(text: str, likeness: Likeness) -> Seen:
    """Look at one message."""
    place, subject = find_place(text), find_subject(text)
    sight = Sight(
        at=ANY_TIME,
        labels=ANY_LABEL,
        building=place.building,
        unit=place.unit,
        room=place.room,
        things=subject.things,
        faults=subject.faults,
        wheres=subject.wheres,
    )
    return Seen(sight, likeness.weigh(text))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/real")))
