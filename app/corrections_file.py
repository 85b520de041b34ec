"""Reads corrections that were collected outside the desk, one JSON object a line."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.learning.discretion import discreet
from casework.learning.opinions import Opinion
from classifier.failures import CorpusError
from classifier.hold_out import group


def read_corrections(file: Path, now: datetime) -> Iterator[Opinion]:
    """Yield a correction a line: `text`, `label`, and who says so in `by`.

    `author`, who wrote the message, keeps messages of one resident together; without it each
    message stands for itself. Raises `CorpusError` with file and line.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise CorpusError(f"{file} can't be read ({error.strerror}); check its name and rights.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{file} is not UTF-8; save it as UTF-8 (from GBK: iconv -f GB18030 -t UTF-8)."
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _opinion(_row(line, f"{file}, line {number}"), f"{file.stem}.{number}", now)


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where}: this is not JSON ({error.msg}); write one object a line.") from error
    if not isinstance(row, dict) or not all(
        isinstance(row.get(field), str) and row[field].strip() for field in ("text", "label", "by")
    ):
        raise CorpusError(f"{where}: write `text`, `label` and, in `by`, whose word it is.")
    return row


def _opinion(row: dict[str, Any], line: str, now: datetime) -> Opinion:
    return Opinion(
        message=str(row.get("id") or line),
        text=discreet(row["text"]),
        group=group(str(row.get("author") or row["text"])),
        label=row["label"],
        person=row["by"],
        by=row["by"],
        at=now,
        urgency=str(row.get("urgency", "normal")),
        also=tuple(row.get("also", ())),
        rivals=tuple(row.get("rivals", ())),
    )
