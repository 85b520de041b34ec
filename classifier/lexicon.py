"""Reads the words each label is talked about with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.prediction import Urgency

WEIGHT = 0.5  # of a phrase, where a written message has 1.0
SOURCE = "lexicon"
URGENCY = (Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY)  # by the number of marks behind a phrase


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of each label in the order they were written, with their marks of urgency."""
    source = Path(__file__).with_name("lexicon.yaml")
    rows: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {label: tuple(dict.fromkeys(text.split())) for label, text in rows.items()}


def lexicon_examples(labels: LabelSet) -> list[Example]:
    """The phrases as very short messages of small weight; those of retired labels are left out."""
    return [
        Example(
            text=phrase.rstrip("!"),
            label=label,
            urgency=URGENCY[len(phrase) - len(phrase.rstrip("!"))],
            source=SOURCE,
            weight=WEIGHT,
        )
        for label, texts in phrases().items()
        if label in labels
        for phrase in texts
    ]


def without_lexicon(examples: Iterable[Example]) -> list[int]:
    """The positions of the examples that are messages, not phrases."""
    return [position for position, example in enumerate(examples) if example.source != SOURCE]


def lexicon_rows(examples: Iterable[Example]) -> list[int]:
    """The positions of the examples that are phrases."""
    return [position for position, example in enumerate(examples) if example.source == SOURCE]
