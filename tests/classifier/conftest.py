"""A small model, trained once on a part of the corpus, without the sentence encoder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from classifier.artefact import save
from classifier.examples import Example, corpus_files, read_examples
from classifier.model import Model
from classifier.training import train

PER_LABEL = 45


@pytest.fixture(scope="session")
def corpus() -> list[Example]:
    return read_examples(corpus_files())


@pytest.fixture(scope="session")
def few(corpus: list[Example]) -> list[Example]:
    """Some messages of every label, spread over the files."""
    seen: Counter[str] = Counter()
    chosen = []
    for example in sorted(corpus, key=lambda example: example.id[::-1]):
        seen[example.label] += 1
        if seen[example.label] <= PER_LABEL:
            chosen.append(example)
    return chosen


@pytest.fixture(scope="session")
def model(few: list[Example]) -> Model:
    return train(few, embedder=None)


@pytest.fixture
def stored(model: Model, tmp_path: Path) -> Path:
    path = tmp_path / "model.npz"
    save(model, path)
    return path
