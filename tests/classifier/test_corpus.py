"""The corpus that is shipped."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from classifier.corpus_check import runs
from classifier.examples import Example, read_examples
from classifier.labels import load_labels

REAL = Path(__file__).parents[3] / "shared" / "real"
ALLOWED = re.compile(r"[\d\W]+")


def test_every_label_has_enough_messages(corpus: list[Example]) -> None:
    counts = Counter(example.label for example in corpus)
    assert min(counts[name] for name in load_labels().names) >= 200
    assert len(corpus) >= 6000


def test_no_message_stands_there_twice(corpus: list[Example]) -> None:
    texts = Counter(example.text for example in corpus)
    assert [text for text, count in texts.items() if count > 1] == []


def test_no_id_stands_there_twice(corpus: list[Example]) -> None:
    ids = Counter(example.id for example in corpus)
    assert [id_ for id_, count in ids.items() if count > 1] == []


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not here")
def test_no_message_shares_a_run_of_twelve_characters_with_the_real_ones(corpus: list[Example]) -> None:
    measured = runs(example.text for example in read_examples([REAL / "messages.jsonl"]))
    shared = [example.id for example in corpus if not measured.isdisjoint(runs([example.text]))]
    assert shared == []
