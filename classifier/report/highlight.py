"""Marks the words that decided in a message as its writer wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from classifier.text import mask, simplify

LONGEST = 300  # characters shown
MASKED = {" phone ": "［电话］", " idcard ": "［证件号］", " link ": "［链接］"}
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(message: str) -> str:
    """The message without phone numbers, addresses of pages and control characters, cut when it is long."""
    text = UNSEEN.sub("", mask(message))
    for name, sign in MASKED.items():
        text = text.replace(name, sign)
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"


def highlighted(message: str, evidence: Iterable[str]) -> Markup:
    """The message with `<mark>` around the words that decided, wherever they stand in either script."""
    text = shown(message)
    marked = {at for start, end in _places(text, evidence) for at in range(start, end)}
    pieces = []
    for at, character in enumerate(text):
        if at in marked and at - 1 not in marked:
            pieces.append(Markup("<mark>"))
        pieces.append(escape(character))
        if at in marked and at + 1 not in marked:
            pieces.append(Markup("</mark>"))
    return Markup("").join(pieces)


def _places(text: str, evidence: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand, symbols between their characters included."""
    plain = "".join(_plain(character) for character in text)
    for word in evidence:
        pattern = r"[\W_]*?".join(map(re.escape, word))
        yield from (found.span() for found in re.finditer(pattern, plain))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """The character as the classifier reads it, if that is a single one."""
    read = simplify(character).lower()
    return read if len(read) == 1 else character
