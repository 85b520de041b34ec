"""Keeps what a rival has learnt until its code or its texts change, so that a repeated run is short."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.classifier.rivals import Entry
from benchmarks.classifier.tasks import Split

HERE = Path(__file__).parent
CLASSIFIER, LOCK = HERE.parents[1] / "classifier", HERE.parents[1] / "requirements-bench.lock"
FIGURES = "learnt.json"
LIBRARIES = ("fasttext-numpy2", "jieba", "numpy", "scikit-learn", "snownlp", "spacy")


def mark(one: Entry, splits: Iterable[Split]) -> str:
    """A mark that changes with the texts, the labels, the rival's code and, for ours, the classifier."""
    sum_ = hashlib.blake2b(one.made_by.encode(), digest_size=12)
    sum_.update(" ".join(map(version, LIBRARIES)).encode())
    for split in splits:
        for example in (*split.learnt, *split.tested):
            sum_.update(repr(example).encode())
        sum_.update(b"next split")
    for file in sources(one):
        sum_.update(file.read_bytes())
    return sum_.hexdigest()


def sources(one: Entry) -> list[Path]:
    """The files that decide what this one learns."""
    own = [HERE / f"{one.made_by.partition(':')[0]}.py"]
    if one.ours:
        return [*own, LOCK, *sorted(CLASSIFIER.glob("*.py")), *sorted(CLASSIFIER.glob("*.yaml"))]
    return [*own, CLASSIFIER / "lexicon.yaml"] if one.made_by.endswith("lexicon") else own


def recall(folder: Path, wanted: str) -> dict[str, Any] | None:
    """The figures of an earlier run with the same mark; None, and an empty folder, without one."""
    try:
        kept: dict[str, Any] = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    if kept.pop("mark", None) == wanted:
        return kept
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return None


def remember(folder: Path, wanted: str, figures: dict[str, Any]) -> None:
    """Keep the figures beside the artefact."""
    (folder / FIGURES).write_text(json.dumps({"mark": wanted, **figures}), encoding="utf-8")
