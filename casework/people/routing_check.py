"""What is wrong with the routing rules of a community file: strangers, and rules that never get a turn."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from pydantic import ValidationError

from casework.people.community_shape import RoutingRule
from casework.people.plain_values import Entry, entries, numbers, strangers, texts
from casework.people.yaml_lines import Loc, Problem
from casework.rules.routes import Matter, Rule, misfit
from data.vocabulary import Urgency

Numbered = tuple[int, Rule]


def rules_of(data: Entry) -> list[Numbered]:
    """Return the rules that can be read, each with its place in the list."""
    found: list[Numbered] = []
    for index, row in entries(data, "routing"):
        try:
            found.append((index, RoutingRule.model_validate(row)))
        except ValidationError:
            continue
    return found


def unroutable(data: Entry, labels: Collection[str]) -> Iterator[Problem]:
    """Yield what a rule names that is not there, and the rules that can never choose anybody."""
    known = {
        "kind": [key for _, row in entries(data, "kinds") for key in texts(row, "key")],
        "body": [key for _, row in entries(data, "bodies") for key in texts(row, "key")],
        "building": [n for _, row in entries(data, "buildings") for n in numbers(row, "number")],
        "label": list(labels),
        "whistled": _whistled(data),
    }
    strange: set[int] = set()
    for index, row in entries(data, "routing"):
        problems = list(_unknown(index, row, known))
        strange.update(index for _ in problems[:1])
        yield from problems
    sound = [(index, rule) for index, rule in rules_of(data) if index not in strange]
    yield from _never(data, sound, known)


def owns_everywhere(rule: Rule, label: str, data: Entry) -> bool:
    """Say whether a rule gives a label an owner wherever it is and however urgent."""
    limited = rule.buildings or rule.places or rule.urgency
    if limited or (rule.categories and label not in rule.categories):
        return False
    return rule.body is not None or None in _served(data, rule.nearest or "", ())


def _unknown(index: int, row: Entry, known: dict[str, list[str]]) -> Iterator[Problem]:
    here: Loc = ("routing", index)
    helpers = [
        *texts(row, "helpers"),
        *(key for _, one in entries(row, "helpers") for key in texts(one, "body")),
    ]
    named: list[tuple[str, str, Sequence[str]]] = [
        ("categories", "label", texts(row, "categories")),
        ("buildings", "building", numbers(row, "buildings")),
        ("body", "body", texts(row, "body")),
        ("nearest", "kind", texts(row, "nearest")),
        ("helpers", "body", helpers),
    ]
    for field, one, names in named:
        yield from strangers((*here, field), one, names, known[one])
    for field, bodies in (("body", texts(row, "body")), ("helpers", helpers)):
        for body in bodies:
            if body in known["whistled"]:
                says = f"«{body}» comes only when the branch whistles for it; name a body that may be asked"
                yield Problem((*here, field), says)
    for body in texts(row, "body"):
        if body in helpers:
            says = f"«{body}» can't help itself; remove it from the helpers or name another body"
            yield Problem((*here, "helpers"), says)


def _whistled(data: Entry) -> list[str]:
    kinds = [row for _, row in entries(data, "kinds") if "true" in texts(row, "by_whistle")]
    called = {key for row in kinds for key in texts(row, "key")}
    return [
        key
        for _, row in entries(data, "bodies")
        if called.intersection(texts(row, "kind"))
        for key in texts(row, "key")
    ]


def _never(data: Entry, rules: list[Numbered], known: dict[str, list[str]]) -> Iterator[Problem]:
    for place, (index, rule) in enumerate(rules):
        matters = list(_matters(rule, known))
        if rule.nearest is not None:
            served = _served(data, rule.nearest, known["building"])
            matters = [matter for matter in matters if matter.building in served]
            if not matters:
                says = f"no body of the kind «{rule.nearest}» serves these buildings, so it chooses nobody"
                yield Problem(("routing", index), f"{says}; name another kind, other buildings, or a body")
                continue
        before = [(i, r) for i, r in rules[:place] if not r.places or rule.places]
        swallowing = _swallowing(data, before, matters, known)
        if swallowing:
            entry = " and ".join(str(i + 1) for i in swallowing)
            says = f"it can never match, because all that it describes goes to entry {entry} before it"
            yield Problem(("routing", index), f"{says}; move it up or narrow the earlier one")


def _matters(rule: Rule, known: dict[str, list[str]]) -> Iterator[Matter]:
    """Yield what a rule matches, one for each combination of what can be told apart."""
    buildings: Sequence[str | None] = rule.buildings or (*known["building"], None)
    places: Sequence[str | None] = rule.places or (None,)
    combined = product(rule.categories or known["label"], buildings, places, rule.urgency or tuple(Urgency))
    return (Matter(*one) for one in combined)


def _swallowing(
    data: Entry, before: list[Numbered], matters: list[Matter], known: dict[str, list[str]]
) -> list[int]:
    """Return the earlier rules that take everything; none when something is left over."""
    served = {i: _served(data, rule.nearest, known["building"]) for i, rule in before if rule.nearest}
    takers: set[int] = set()
    for matter in matters:
        taker = next(
            (
                i
                for i, rule in before
                if misfit(rule, matter) is None and (i not in served or matter.building in served[i])
            ),
            None,
        )
        if taker is None:
            return []
        takers.add(taker)
    return sorted(takers)


def _served(data: Entry, kind: str, buildings: Sequence[str]) -> set[str | None]:
    """Return the buildings that bodies of a kind serve; None is among them where one serves all."""
    served: set[str | None] = set()
    for _, body in entries(data, "bodies"):
        if kind in texts(body, "kind"):
            served.update(numbers(body, "buildings") if "buildings" in body else (*buildings, None))
    return served
