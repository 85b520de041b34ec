"""Numbers of buildings and units as people write them: «3», «1-12», «1-4, 7», or a list."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

MOST_IN_A_RANGE = 200
_DASH = r"\s*[-–—~～至]\s*"
_RANGE = re.compile(rf"(\d{{1,4}}){_DASH}(\d{{1,4}})")
_WITH_UNIT = re.compile(r"(\S+?)\s*(?:号楼|號樓|号|號|栋|棟|幢|座|单元|單元)")


def parse_numbers(value: Any) -> tuple[str, ...]:
    """Return the numbers in order; raise ValueError with the mend.

    A text may hold ranges; the entries of a list are taken as they stand, for houses called «3-1».
    """
    if isinstance(value, list | tuple):
        numbers = tuple(_as_listed(item) for item in value)
    elif isinstance(value, str):
        parts = [part.strip() for part in re.split(r"[,，、]", value)]
        numbers = tuple(number for part in parts if part for number in _expand(part))
    else:
        raise ValueError("this is no number; write one such as 3, a range such as 1-12, or both: 1-4, 7")
    if not numbers:
        raise ValueError("there is no number in it; write at least one or leave the line out")
    return numbers


def _as_listed(item: Any) -> str:
    if not isinstance(item, str) or not item.strip():
        raise ValueError("an entry of the list is no number; write the list as [1, 2, 3]")
    return _bare(item.strip())


def _expand(part: str) -> list[str]:
    match = _RANGE.fullmatch(part)
    if not match:
        if re.search(_DASH, part):
            raise ValueError(f'«{part}» is no range; for a name with a dash in it write a list: ["{part}"]')
        return [_bare(part)]
    first, last = int(match[1]), int(match[2])
    if not first <= last < first + MOST_IN_A_RANGE:
        raise ValueError(
            f"«{part}» runs backwards or is too long; write the smaller number first, "
            f'and a house that is really called so as a list: ["{part}"]'
        )
    return [str(number) for number in range(first, last + 1)]


def _bare(number: str) -> str:
    match = _WITH_UNIT.fullmatch(number)
    if match:
        raise ValueError(f"«{number}»: write the bare number, {match[1]}")
    return number


Numbers = Annotated[tuple[str, ...], BeforeValidator(parse_numbers)]
