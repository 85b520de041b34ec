"""Reads messages that wait for a label, from JSONL or CSV, in UTF-8 or GBK."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.failures import CorpusError
from classifier.labels import LabelSet

ENCODINGS = ("utf-8-sig", "gb18030")  # the second contains GBK and GB 2312
ID_BYTES = 8  # bytes of the digest that stands in for an id


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message; `label` is None unless the file has one already."""

    text: str
    id: str
    label: str | None = None
    register: str = ""


def read_waiting(path: Path, labels: LabelSet) -> tuple[list[Waiting], str]:
    """Read the messages, and say which encoding they were in; raise `CorpusError` with line and mend."""
    readers = {".jsonl": _json_rows, ".csv": _csv_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise CorpusError(f"{path}: the name must end in .jsonl or .csv, so that I know how to read it.")
    words, encoding = _decoded(path)
    waiting = [_waiting(row, f"{path}, line {line}", labels) for line, row in reader(words, path)]
    if not waiting:
        raise CorpusError(f"{path} holds no messages; write one a line.")
    return waiting, encoding


def _decoded(path: Path) -> tuple[str, str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} can't be read ({error.strerror}); check its name and rights.") from error
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), "GBK" if encoding == "gb18030" else "UTF-8"
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    raise CorpusError(f"{path}, line {line}: this is neither UTF-8 nor GBK; save the file as UTF-8.")


def _json_rows(words: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(words.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(
                f"{path}, line {number}: this is not JSON ({error.msg}); write one object a line."
            ) from error
        if not isinstance(row, dict):
            raise CorpusError(f'{path}, line {number}: a line must be an object such as {{"text": "…"}}.')
        yield number, row


def _csv_rows(words: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    start = 1
    names: list[str] = []
    try:
        for cells in reader:
            if not names:
                names = _columns(cells, path)
            elif any(cell.strip() for cell in cells):
                yield start, _row(names, cells, f"{path}, line {start}")
            start = reader.line_num + 1
    except csv.Error as error:
        raise CorpusError(f"{path}, line {start}: this is not CSV ({error}); mend its quotes.") from error


def _columns(cells: list[str], path: Path) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if "text" not in names:
        raise CorpusError(
            f"{path}, line 1: there is no column «text»; the first line must name the columns: text,label."
        )
    return names


def _row(names: list[str], cells: list[str], where: str) -> dict[str, Any]:
    if len(cells) > len(names):
        raise CorpusError(
            f"{where}: {len(cells)} columns instead of {len(names)}; put quotes around a text with commas."
        )
    return dict(zip(names, cells, strict=False))


def _waiting(row: dict[str, Any], where: str, labels: LabelSet) -> Waiting:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise CorpusError(
            f"{where}: `text` is missing or empty; write the message there, or remove the line."
        )
    return Waiting(
        text,
        str(row.get("id") or _id(text)),
        _label(row.get("label"), where, labels),
        str(row.get("register") or ""),
    )


def _label(value: object, where: str, labels: LabelSet) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    for label in labels:
        if isinstance(value, str) and value.strip() in (label.name, label.zh_hans, label.zh_hant, label.en):
            return label.name
    raise CorpusError(f"{where}: «{value}» is not a label; the labels are {', '.join(labels.names)}.")


def _id(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
