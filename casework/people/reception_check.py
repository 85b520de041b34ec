"""What is wrong with the reception days of a community file: strangers, and people in two places at once."""

from collections.abc import Iterator

from pydantic import ValidationError

from casework.people.plain_values import Entry, entries, strangers, texts
from casework.people.yaml_lines import Loc, Problem
from casework.rules.reception import Reception


def unreceivable(data: Entry) -> Iterator[Problem]:
    """Yield who receives without being there, and lines of one body that clash."""
    for index, body in entries(data, "bodies"):
        members = [name for _, member in entries(body, "members") for name in texts(member, "name")]
        for place, row in entries(body, "reception"):
            yield from strangers(
                ("bodies", index, "reception", place, "who"), "member", texts(row, "who"), members
            )
        yield from _clashes(index, body)


def _clashes(index: int, body: Entry) -> Iterator[Problem]:
    known = _readable(body)
    for place, (entry, reception) in enumerate(known):
        before = next((i for i, other in known[:place] if reception.clashes_with(other)), None)
        if before is not None:
            here: Loc = ("bodies", index, "reception", entry)
            says = f"the hours overlap those of entry {before + 1}, and the same people receive"
            yield Problem(here, f"{says}; move one of them, name another member, or raise «at_once»")


def _readable(body: Entry) -> list[tuple[int, Reception]]:
    found: list[tuple[int, Reception]] = []
    for place, row in entries(body, "reception"):
        try:
            found.append((place, Reception.model_validate(row)))
        except ValidationError:
            continue
    return found
