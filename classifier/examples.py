"""Reads labelled messages, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.failures import CorpusError
from classifier.labels import LabelSet, load_labels
from classifier.prediction import Urgency

DESK = "desk"  # the register of what residents wrote to this installation


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message; `accept` holds the labels that also count when measuring."""

    text: str
    label: str
    also: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    id: str = ""
    register: str = ""
    source: str = ""
    accept: tuple[str, ...] = ()
    weight: float = 1.0


def corpus_files() -> list[Path]:
    """The files of the corpus that is shipped."""
    folder = Path(__file__).parent / "corpus"
    return sorted(folder.glob("*.jsonl"))


def read_examples(paths: Iterable[Path], labels: LabelSet | None = None) -> list[Example]:
    """Read all examples; raise `CorpusError` naming file and line at the first that can't be used."""
    labels = labels or load_labels()
    examples = [example for path in paths for example in _read_file(path, labels)]
    if not examples:
        raise CorpusError("There are no examples to read; name a file with one JSON object a line.")
    return examples


def _read_file(path: Path, labels: LabelSet) -> Iterator[Example]:
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")  # a text may hold other line ends
    except OSError as error:
        raise CorpusError(f"{path} can't be read ({error.strerror}); check its name and rights.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path} is not UTF-8; save it as UTF-8 (from GBK: iconv -f GB18030 -t UTF-8)."
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, f"{path}, line {number}", labels, path.stem)


def _read_line(line: str, where: str, labels: LabelSet, source: str) -> Example:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where}: this is not JSON ({error.msg}); write one object a line.") from error
    if not isinstance(row, dict):
        raise CorpusError(f'{where}: a line must be an object such as {{"text": "…", "label": "noise"}}.')
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise CorpusError(f"{where}: `text` is missing or empty; write the message there.")
    return Example(
        text=text,
        label=_label(row.get("label"), where, labels),
        also=tuple(_label(name, where, labels) for name in _list(row, "also", where)),
        urgency=_urgency(row.get("urgency", "normal"), where),
        id=str(row.get("id", "")),
        register=str(row.get("register", "")),
        source=str(row.get("source", source)),
        accept=tuple(_label(name, where, labels) for name in _list(row, "accept", where)),
        weight=_weight(row.get("weight", 1.0), where),
    )


def _list(row: dict[str, Any], field: str, where: str) -> list[Any]:
    value = row.get(field, [])
    if not isinstance(value, list):
        raise CorpusError(f"{where}: `{field}` must be a list of labels, for instance [].")
    return value


def _label(name: object, where: str, labels: LabelSet) -> str:
    if not isinstance(name, str) or name not in labels:
        raise CorpusError(f"{where}: «{name}» is not a label; the labels are {', '.join(labels.names)}.")
    return name


def _urgency(value: object, where: str) -> Urgency:
    try:
        return Urgency(str(value))
    except ValueError as error:
        raise CorpusError(f"{where}: «{value}» is no urgency; write normal, urgent or emergency.") from error


def _weight(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 100:
        raise CorpusError(f"{where}: `weight` must be a number above 0 and at most 100.")
    return float(value)
