"""Reads what a member wrote at a door: «502 王奶奶» on the first line, and what was said below it."""

import re
from dataclasses import dataclass

_UNIT = r"(?:(?P<unit>[0-9一二三四五六七八九十]{1,2})\s*(?:单元|單元|-)\s*)?"
_NUMBER = _UNIT + r"(?P<room>[A-Za-z]?\d{2,4}[A-Za-z]?)\s*(?:室|号|號)?"
_NAME = r"(?P<name>[^\s,，、:：。！？]{1,12})"
_FIRST_LINE = re.compile(rf"\s*{_NUMBER}(?:[\s,，、:：]+{_NAME})?\s*")
_IN_ONE_LINE = re.compile(rf"\s*{_NUMBER}[\s,，、]+{_NAME}[:：]\s*(?P<said>.+)", re.DOTALL)
_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, and by whom as far as it was written down; empty texts where it was not."""

    said: str
    unit: str = ""
    room: str = ""
    name: str = ""


def read(words: str) -> Heard:
    """Take unit, room and name off the front: a first line of their own, or «502 王奶奶：…».

    Anything else is what was said, all of it.
    """
    first, _, rest = words.strip().partition("\n")
    line = _FIRST_LINE.fullmatch(first)
    if line is not None and rest.strip():
        return Heard(rest.strip(), _unit(line["unit"]), line["room"].upper(), line["name"] or "")
    together = _IN_ONE_LINE.fullmatch(words.strip())
    if together is not None:
        room, name = together["room"].upper(), together["name"]
        return Heard(together["said"].strip(), _unit(together["unit"]), room, name)
    return Heard(words.strip())


def _unit(written: str | None) -> str:
    return _DIGITS.get(written or "", written or "")
