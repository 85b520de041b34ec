"""What the parts of a community file must have to do with each other.

The rules read plain values and pass over what is malformed: that is told elsewhere, and all
problems are told at once.
"""

from collections.abc import Collection, Iterator, Mapping

from casework.people.plain_values import Entry, entries, numbers, strangers, texts
from casework.people.reception_check import unreceivable
from casework.people.rota_check import unknown_on_duty
from casework.people.routing_check import owns_everywhere, rules_of, unroutable
from casework.people.yaml_lines import Loc, Problem
from data.vocabulary import Role


def contradictions(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    """Yield what is doubled, refers to nothing, or goes round in a circle."""
    yield from _doubled(data)
    yield from _unknown(data, labels)
    yield from _wrong_parents(data)
    yield from _doubled_members(data)
    yield from _shared_accounts(data)
    yield from unroutable(data, labels)
    yield from _unheard_whistles(data)
    yield from unknown_on_duty(data)
    yield from unreceivable(data)


def unowned(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    """Yield the labels that find no owner, or none when the resident names no building."""
    rules = rules_of(data)
    by_rule = {label for label in labels if any(owns_everywhere(rule, label, data) for _, rule in rules)}
    handled = {label for _, body in entries(data, "bodies") for label in texts(body, "categories")} | by_rule
    anywhere = by_rule | {
        label
        for _, body in entries(data, "bodies")
        if "buildings" not in body
        for label in texts(body, "categories")
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


def given_away(data: Entry, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the labels that a body of the file was given, with its key, where the file names no owner."""
    keys = {body.get("key") for _, body in entries(data, "bodies")}
    named = {label for _, body in entries(data, "bodies") for label in texts(body, "categories")}
    for label, key in given.items():
        if key in keys and label not in named:
            yield label, key


def uncoordinated(data: Entry) -> Iterator[Problem]:
    """Yield a problem when nobody could decide or invite anybody."""
    members = [member for _, body in entries(data, "bodies") for _, member in entries(body, "members")]
    if not any(member.get("role") == Role.COORDINATOR for member in members):
        yield Problem(("bodies",), "there is no coordinator; give a member «role: coordinator»")


def _doubled(data: Entry) -> Iterator[Problem]:
    for section, one in (("kinds", "kind"), ("buildings", "building"), ("bodies", "body")):
        field = "number" if section == "buildings" else "key"
        seen: set[str] = set()
        for index, row in entries(data, section):
            for name in numbers(row, field) if field == "number" else texts(row, field):
                if name in seen:
                    says = f"there already is a {one} «{name}»; give this one another {field} or remove it"
                    yield Problem((section, index, field), says)
                seen.add(name)


def _unknown(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    kinds = [key for _, row in entries(data, "kinds") for key in texts(row, "key")]
    keys = [key for _, row in entries(data, "bodies") for key in texts(row, "key")]
    houses = [number for _, row in entries(data, "buildings") for number in numbers(row, "number") or [""]]
    for index, body in entries(data, "bodies"):
        here: Loc = ("bodies", index)
        yield from strangers((*here, "kind"), "kind", texts(body, "kind"), kinds)
        yield from strangers((*here, "parent"), "body", texts(body, "parent"), keys)
        # Where a building can't be read, it may be just the one that is meant.
        served = numbers(body, "buildings") if all(houses) else ()
        yield from strangers((*here, "buildings"), "building", served, houses)
        yield from strangers((*here, "categories"), "label", texts(body, "categories"), list(labels))


def _wrong_parents(data: Entry) -> Iterator[Problem]:
    """Yield each circle once, and otherwise each parent that is not of a higher tier."""
    parents = _pairs(data, "bodies", "key", "parent")
    tiers = _tiers(data)
    places = {key: index for index, row in entries(data, "bodies") for key in texts(row, "key")}
    if len(places) < len(entries(data, "bodies")):
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
        for _, row in entries(data, section)
        for one, other in zip(texts(row, first), texts(row, second), strict=False)
    }


def _circle(start: str, parents: dict[str, str]) -> list[str]:
    """Return the circle through ``start``; empty when its parents end at the top."""
    way = [start]
    while (above := parents.get(way[-1])) is not None and above not in way:
        way.append(above)
    return way if above == start else []


def _doubled_members(data: Entry) -> Iterator[Problem]:
    for index, body in entries(data, "bodies"):
        seen: set[str] = set()
        for place, member in entries(body, "members"):
            for name in texts(member, "name"):
                if name in seen:
                    says = f"«{name}» is in this body already; remove one or give the two different names"
                    yield Problem(("bodies", index, "members", place, "name"), says)
                seen.add(name)


def _shared_accounts(data: Entry) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for index, body in entries(data, "bodies"):
        for place, member in entries(body, "members"):
            for account, name in zip(texts(member, "telegram"), texts(member, "name"), strict=False):
                owner = owners.setdefault(account, name)
                if owner != name:
                    says = f"the account {account} is «{owner}» elsewhere; mend the name or the account"
                    yield Problem(("bodies", index, "members", place, "telegram"), says)


def _unheard_whistles(data: Entry) -> Iterator[Problem]:
    """Yield departments that nobody may whistle for, or that no whistle reaches."""
    kinds = entries(data, "kinds")
    whistlers = [row for _, row in kinds if _is_true(row, "may_whistle")]
    called = {key for _, row in kinds if _is_true(row, "by_whistle") for key in texts(row, "key")}
    for index, row in kinds:
        if not _is_true(row, "by_whistle"):
            continue
        if _is_true(row, "may_whistle"):
            says = "a kind either whistles or is called by a whistle; leave one of the two out"
            yield Problem(("kinds", index, "by_whistle"), says)
        elif not whistlers:
            says = "nobody may whistle for it; give the branch's kind «may_whistle: true»"
            yield Problem(("kinds", index, "by_whistle"), says)
    for index, body in entries(data, "bodies"):
        if called.intersection(texts(body, "kind")) and not body.get("members") and not body.get("email"):
            says = "no whistle would reach it; add an «email» or members"
            yield Problem(("bodies", index), says)


def _is_true(row: Entry, field: str) -> bool:
    return str(row.get(field)).strip().lower() in ("true", "yes", "on", "1")
