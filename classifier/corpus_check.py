"""Looks for what is wrong with a corpus: doubles, contradictions, imbalance, leaks, doubtful labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.learning import sparse
from classifier.segment import segmenter
from classifier.terms import learn_terms
from classifier.text import normalise

RUN = 12  # characters two texts may not share when one is measured on
NEAR = 0.8  # likeness from which on two messages are nearly the same
FEWEST = 100  # messages a label should have
ROWS_AT_ONCE = 500
KEPT = re.compile(r"[\u3400-\u9fffa-z0-9]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; an error where it must not ship."""

    kind: str
    ids: tuple[str, ...]
    sentence: str
    error: bool = False


def check(
    examples: Sequence[Example], labels: LabelSet, measured: Sequence[Example] = ()
) -> Iterator[Finding]:
    """Yield what is wrong, the worst first; `measured` are messages the corpus must not leak."""
    yield from leaks(examples, measured)
    yield from doubles(examples)
    yield from near_doubles(examples)
    yield from rare_labels(examples, labels)


def leaks(examples: Sequence[Example], measured: Sequence[Example]) -> Iterator[Finding]:
    """Messages that share a run of twelve characters with one that is measured on."""
    known = runs(example.text for example in measured)
    for example in examples:
        shared = known & runs([example.text])
        if shared:
            sentence = f"shares a run of {RUN} characters with a measured message ({min(shared)}); rewrite it"
            yield Finding("leak", (example.id,), sentence, error=True)


def runs(texts: Iterable[str]) -> set[str]:
    """All runs of twelve characters, without punctuation and spaces, in Simplified script."""
    plain = ["".join(KEPT.findall(normalise(text))) for text in texts]
    return {text[start : start + RUN] for text in plain for start in range(len(text) - RUN + 1)}


def doubles(examples: Sequence[Example]) -> Iterator[Finding]:
    """Texts that stand there twice, which is worse when their labels differ."""
    by_text: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_text[normalise(example.text) or example.text].append(example)  # emoji leave nothing
    for same in by_text.values():
        ids = tuple(example.id for example in same)
        if len({example.label for example in same}) > 1:
            yield Finding(
                "conflict", ids, "the same text with different labels; keep the right one", error=True
            )
        elif len(same) > 1:
            yield Finding("double", ids, "the same text; keep one", error=True)


def near_doubles(examples: Sequence[Example]) -> Iterator[Finding]:
    """Pairs of different texts that share nearly all their words and characters."""
    plain = [normalise(example.text) for example in examples]
    cutter = segmenter(())
    terms = learn_terms(plain, cutter)
    rows = sparse([terms.row(cutter.cut(text), text) for text in plain], len(terms.names))
    for start in range(0, len(plain), ROWS_AT_ONCE):
        alike = (rows[start : start + ROWS_AT_ONCE] @ rows.T).toarray()
        for row, other in zip(*np.nonzero(alike >= NEAR), strict=True):
            one = start + int(row)
            if one < other and plain[one] != plain[other]:
                yield Finding("near", (examples[one].id, examples[other].id), "nearly the same text")


def rare_labels(examples: Sequence[Example], labels: LabelSet) -> Iterator[Finding]:
    """Labels with too few messages."""
    counts = Counter(example.label for example in examples)
    for name in labels.names:
        if counts[name] < FEWEST:
            yield Finding("rare", (), f"{name} has {counts[name]} messages; write at least {FEWEST}")
