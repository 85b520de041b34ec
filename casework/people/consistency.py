"""What the parts of a community file must have to do with each other.

The rules read plain values and pass over what is malformed: that is told elsewhere, and all
problems are told at once.
"""

import difflib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from casework.people.numbers import parse_numbers
from casework.people.yaml_lines import Loc, Problem
from data.vocabulary import Role

Entry = dict[str, Any]


def contradictions(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    """Yield what is doubled, refers to nothing, or goes round in a circle."""
    yield from _doubled(data)
    yield from _unknown(data, labels)
    yield from _wrong_parents(data)
    yield from _doubled_members(data)
    yield from _shared_accounts(data)
    yield from _unheard_whistles(data)


def unowned(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    """Yield the labels that find no owner, or none when the resident names no building."""
    handled = {label for _, body in _entries(data, "bodies") for label in _texts(body, "categories")}
    anywhere = {
        label
        for _, body in _entries(data, "bodies")
        if "buildings" not in body
        for label in _texts(body, "categories")
    }
    for label in labels:
        if label not in handled:
            says = f"no body handles «{label}»; add it to the categories of the body that should act first"
            yield Problem(("bodies",), says)
        elif label not in anywhere:
            says = (
                f"«{label}» is handled only by bodies with buildings of their own, so a concern without a "
                "building finds no owner; add it to a body that has no line «buildings»"
            )
            yield Problem(("bodies",), says)


def uncoordinated(data: Entry) -> Iterator[Problem]:
    """Yield a problem when nobody could decide or invite anybody."""
    members = [member for _, body in _entries(data, "bodies") for _, member in _entries(body, "members")]
    if not any(member.get("role") == Role.COORDINATOR for member in members):
        yield Problem(("bodies",), "there is no coordinator; give a member «role: coordinator»")


def _doubled(data: Entry) -> Iterator[Problem]:
    for section, one in (("kinds", "kind"), ("buildings", "building"), ("bodies", "body")):
        field = "number" if section == "buildings" else "key"
        seen: set[str] = set()
        for index, row in _entries(data, section):
            for name in _numbers(row, field) if field == "number" else _texts(row, field):
                if name in seen:
                    says = f"there already is a {one} «{name}»; give this one another {field} or remove it"
                    yield Problem((section, index, field), says)
                seen.add(name)


def _unknown(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    kinds = [key for _, row in _entries(data, "kinds") for key in _texts(row, "key")]
    keys = [key for _, row in _entries(data, "bodies") for key in _texts(row, "key")]
    houses = [number for _, row in _entries(data, "buildings") for number in _numbers(row, "number") or [""]]
    for index, body in _entries(data, "bodies"):
        here: Loc = ("bodies", index)
        yield from _strangers((*here, "kind"), "kind", _texts(body, "kind"), kinds)
        yield from _strangers((*here, "parent"), "body", _texts(body, "parent"), keys)
        # Where a building can't be read, it may be just the one that is meant.
        served = _numbers(body, "buildings") if all(houses) else ()
        yield from _strangers((*here, "buildings"), "building", served, houses)
        yield from _strangers((*here, "categories"), "label", _texts(body, "categories"), list(labels))


def _strangers(loc: Loc, one: str, names: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(loc, f"there is no {one} «{name}»; {_instead(name, known)}")


def _instead(name: str, known: Sequence[str]) -> str:
    if any(comma in name for comma in "，、"):
        return "separate the names with «,» and a space"
    close = difflib.get_close_matches(name, known, n=1)
    return f"write «{close[0]}»" if close else f"write one of: {', '.join(known) or 'none is defined yet'}"


def _wrong_parents(data: Entry) -> Iterator[Problem]:
    """Yield each circle once, and otherwise each parent that is not of a higher tier."""
    parents = _pairs(data, "bodies", "key", "parent")
    tiers = _tiers(data)
    places = {key: index for index, row in _entries(data, "bodies") for key in _texts(row, "key")}
    if len(places) < len(_entries(data, "bodies")):
        return  # a key is missing or doubled, so it can't be said who is meant
    told: set[str] = set()
    for key, parent in parents.items():
        loc: Loc = ("bodies", places[key], "parent")
        circle = _circle(key, parents)
        if circle and not told.intersection(circle):
            told.update(circle)
            says = f"the parents go round in a circle ({' → '.join([*circle, key])})"
            yield Problem(loc, f"{says}; give one of them a parent outside of it, or none")
        elif not circle and tiers.get(parent, 100) <= tiers.get(key, 0):
            says = f"«{parent}» (tier {tiers[parent]}) is not above «{key}» (tier {tiers[key]})"
            yield Problem(loc, f"{says}; choose a parent of a higher tier or change the tiers under kinds")


def _tiers(data: Entry) -> dict[str, int]:
    """Return the tier of each body whose kind has a proper one."""
    tiers = _pairs(data, "kinds", "key", "tier")
    kinds = _pairs(data, "bodies", "key", "kind")
    return {key: int(tiers[kind]) for key, kind in kinds.items() if tiers.get(kind, "").isdecimal()}


def _pairs(data: Entry, section: str, first: str, second: str) -> dict[str, str]:
    """Return one field of a section's entries by another, for entries that have both."""
    return {
        one: other
        for _, row in _entries(data, section)
        for one, other in zip(_texts(row, first), _texts(row, second), strict=False)
    }


def _circle(start: str, parents: dict[str, str]) -> list[str]:
    """Return the circle through ``start``; empty when its parents end at the top."""
    way = [start]
    while (above := parents.get(way[-1])) is not None and above not in way:
        way.append(above)
    return way if above == start else []


def _doubled_members(data: Entry) -> Iterator[Problem]:
    for index, body in _entries(data, "bodies"):
        seen: set[str] = set()
        for place, member in _entries(body, "members"):
            for name in _texts(member, "name"):
                if name in seen:
                    says = f"«{name}» is in this body already; remove one or give the two different names"
                    yield Problem(("bodies", index, "members", place, "name"), says)
                seen.add(name)


def _shared_accounts(data: Entry) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for index, body in _entries(data, "bodies"):
        for place, member in _entries(body, "members"):
            for account, name in zip(_texts(member, "telegram"), _texts(member, "name"), strict=False):
                owner = owners.setdefault(account, name)
                if owner != name:
                    says = f"the account {account} is «{owner}» elsewhere; mend the name or the account"
                    yield Problem(("bodies", index, "members", place, "telegram"), says)


def _unheard_whistles(data: Entry) -> Iterator[Problem]:
    """Yield departments that nobody may whistle for, or that no whistle reaches."""
    kinds = _entries(data, "kinds")
    whistlers = [row for _, row in kinds if _is_true(row, "may_whistle")]
    called = {key for _, row in kinds if _is_true(row, "by_whistle") for key in _texts(row, "key")}
    for index, row in kinds:
        if not _is_true(row, "by_whistle"):
            continue
        if _is_true(row, "may_whistle"):
            says = "a kind either whistles or is called by a whistle; leave one of the two out"
            yield Problem(("kinds", index, "by_whistle"), says)
        elif not whistlers:
            says = "nobody may whistle for it; give the branch's kind «may_whistle: true»"
            yield Problem(("kinds", index, "by_whistle"), says)
    for index, body in _entries(data, "bodies"):
        if called.intersection(_texts(body, "kind")) and not body.get("members") and not body.get("email"):
            says = "no whistle would reach it; add an «email» or members"
            yield Problem(("bodies", index), says)


def _is_true(row: Entry, field: str) -> bool:
    return str(row.get(field)).strip().lower() in ("true", "yes", "on", "1")


def _entries(data: Entry, section: str) -> list[tuple[int, Entry]]:
    rows = data.get(section)
    return [(i, row) for i, row in enumerate(rows) if isinstance(row, dict)] if isinstance(rows, list) else []


def _texts(row: Entry, field: str) -> list[str]:
    """Return a field's text, or the texts of a list; none when it is missing or malformed."""
    value = row.get(field)
    values = value if isinstance(value, list) else [value]
    return [text.strip() for text in values if isinstance(text, str)]


def _numbers(row: Entry, field: str) -> tuple[str, ...]:
    try:
        return parse_numbers(row[field]) if field in row else ()
    except ValueError:
        return ()
