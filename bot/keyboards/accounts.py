"""The buttons under accounts: other quarters, the lines of a ledger, and what is decided about it."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, columns
from casework.notices import Notice


def _quarters(facts: Facts) -> Rows:
    row = [Button("earlier_quarter", pack(Verb.LEDGER, facts["earlier"]))]
    if facts["later"]:
        row.append(Button("later_quarter", pack(Verb.LEDGER, facts["later"])))
    return [row]


def _whole(facts: Facts) -> Rows:
    """Open each body's line; approve what is a draft; turn to another quarter."""
    bodies = [
        Button("named", pack(Verb.LEDGER_BODY, facts["quarter"], line["id"]), {"name": line["name"]})
        for line in facts["bodies"]
    ]
    draft = facts["standing"] == "drafted"
    approve = [[Button("approve", pack(Verb.LEDGER_APPROVE, facts["ledger"]))]] if draft else []
    return [*approve, *columns(bodies, 2), *_quarters(facts)]


def _line(facts: Facts) -> Rows:
    members = [
        Button("named", pack(Verb.LEDGER_MEMBER, facts["quarter"], line["id"]), {"name": line["name"]})
        for line in facts["members"]
    ]
    back = [Button("back", pack(Verb.LEDGER, facts["quarter"]))]
    return [*columns(members, 2), back]


def _own(facts: Facts) -> Rows:
    """Open a line by one button, or by the name of the body where there are several."""
    several = len(facts["lines"]) > 1
    lines = [
        [
            Button(
                "named" if several else "open_cases",
                pack(Verb.LEDGER_MEMBER, facts["quarter"], line["id"]),
                {"name": line["body"]},
            )
        ]
        for line in facts["lines"]
    ]
    return [*lines, *_quarters(facts)]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.LEDGER_DRAFTED: _whole,
    Notice.LEDGER_CARD: _whole,
    Notice.LEDGER_LINE: _line,
    Notice.LEDGER_OWN: _own,
}
