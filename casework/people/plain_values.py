"""A community file's plain values as its checks read them.

What is malformed is passed over, since it is told elsewhere.
"""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from casework.people.numbers import parse_numbers
from casework.people.yaml_lines import Loc, Problem

Entry = dict[str, Any]


def strangers(loc: Loc, one: str, names: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each name that is not known, with the one that is probably meant."""
    for name in names:
        if name not in known:
            yield Problem(loc, f"there is no {one} «{name}»; {_instead(name, known)}")


def _instead(name: str, known: Sequence[str]) -> str:
    if any(comma in name for comma in "，、"):
        return "separate the names with «,» and a space"
    close = difflib.get_close_matches(name, known, n=1)
    return f"write «{close[0]}»" if close else f"write one of: {', '.join(known) or 'none is defined yet'}"


def entries(data: Entry, section: str) -> list[tuple[int, Entry]]:
    """Return the entries of a list with their places; malformed ones are left out."""
    rows = data.get(section)
    return [(i, row) for i, row in enumerate(rows) if isinstance(row, dict)] if isinstance(rows, list) else []


def texts(row: Entry, field: str) -> list[str]:
    """Return a field's text, or the texts of a list; none when it is missing or malformed."""
    value = row.get(field)
    values = value if isinstance(value, list) else [value]
    return [text.strip() for text in values if isinstance(text, str)]


def numbers(row: Entry, field: str) -> tuple[str, ...]:
    """Return the numbers of a field; none when it is missing or malformed."""
    try:
        return parse_numbers(row[field]) if field in row else ()
    except ValueError:
        return ()
