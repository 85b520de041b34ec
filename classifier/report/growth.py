"""Trains with parts of a corpus, to see whether more messages still help."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from classifier.examples import Example
from classifier.lexicon import lexicon_examples
from classifier.model import Model
from classifier.report.figures import Share, share_right, verdicts
from classifier.training import FEWEST, Progress, corpus_hash, train

PARTS = (0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Growth:
    """A model taught with some of the messages: how many, and how it fares."""

    learnt: int
    right: Share


def grow(
    model: Model, corpus: Sequence[Example], measured: Sequence[Example], tell: Progress
) -> list[Growth]:
    """Train as `model` was trained, on growing parts of the corpus.

    The model itself stands in for the whole, if the whole is what it learnt.
    """
    whole = [*corpus, *lexicon_examples(model.labels)]
    found = []
    for at, share in enumerate(PARTS):
        taught = part(corpus, share)

        def told(what: str, done: float, at: int = at) -> None:
            tell(what, (at + done) / len(PARTS))

        same = share == 1.0 and model.facts.get("corpus") == corpus_hash(whole)
        taught_model = model if same else _taught(model, taught, told)
        found.append(Growth(len(taught), share_right(verdicts(taught_model, measured))))
    return found


def part(corpus: Sequence[Example], share: float) -> list[Example]:
    """A share of every label's messages; a larger part holds every smaller one."""
    by_label: dict[str, list[Example]] = defaultdict(list)
    for example in sorted(corpus, key=lambda example: hashlib.blake2b(example.text.encode()).digest()):
        by_label[example.label].append(example)
    return [
        example
        for examples in by_label.values()
        for example in examples[: max(FEWEST, ceil(share * len(examples)))]
    ]


def _taught(model: Model, examples: Sequence[Example], tell: Progress) -> Model:
    return train(examples, words=model.words, labels=model.labels, embedder=model.embedder, progress=tell)
