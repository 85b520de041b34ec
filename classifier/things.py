"""Finds what a message is about as a thing (a lift, a lamp, a dog), what is wrong with it, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from classifier.text import simplify


@dataclass(frozen=True, slots=True)
class Subject:
    """The things, faults and shared places that a text names, by the keys of ``things.yaml``."""

    things: frozenset[str] = frozenset()
    faults: frozenset[str] = frozenset()
    wheres: frozenset[str] = frozenset()


def find_subject(text: str) -> Subject:
    """Read things, faults and shared places from a text in either script."""
    text = simplify(unicodedata.normalize("NFKC", text)).lower()
    things, faults, wheres = _finders()
    return Subject(things.found(text), faults.found(text), wheres.found(text))


class _Finder:
    """Finds words in one pass; of words that begin alike the longer one counts."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._key: dict[str, list[str]] = {}
        for name, named in words.items():
            for word in named:
                self._key.setdefault(word, []).append(name)
        longest_first = sorted(self._key, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def found(self, text: str) -> frozenset[str]:
        """Return the keys whose words stand in the text."""
        return frozenset(name for hit in self._pattern.finditer(text) for name in self._key[hit[0]])


@cache
def _finders() -> tuple[_Finder, _Finder, _Finder]:
    source = Path(__file__).with_name("things.yaml").read_text(encoding="utf-8")
    lists = yaml.safe_load(source)
    return _Finder(lists["things"]), _Finder(lists["faults"]), _Finder(lists["wheres"])
