"""The buttons under accounts: other quarters, the lines of a ledger, and what is decided about it."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, columns
from casework.notice import Notice


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
    improving = [
        [_improved("improved_named", one)] for one in facts["improving"] if one["standing"] != "done"
    ]
    file = [[Button("ledger_file", pack(Verb.LEDGER_FILE, facts["quarter"]))]]
    return [*approve, *columns(bodies, 2), *improving, *file, *_quarters(facts)]


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
    appeals = [[Button("appeal", pack(Verb.APPEAL, facts["ledger"], line))] for line in facts["appeal"]]
    return [*lines, *appeals, *_quarters(facts)]


def _rating(facts: Facts) -> Rows:
    bodies = [
        Button("named", pack(Verb.RATING_BODY, facts["year"], line["id"]), {"name": line["name"]})
        for line in facts["bodies"]
    ]
    approve = [[Button("approve_rating", pack(Verb.RATING_APPROVE, facts["year"]))]]
    return [*(approve if facts.get("approvable") else []), *columns(bodies, 2)]


def leave_out(facts: Facts) -> Rows:
    """Return the button that proposes to leave a case out of all accounts."""
    return [[Button("leave_out", pack(Verb.LEAVE_OUT, facts["case"]))]]


def _appeal(facts: Facts) -> Rows:
    uphold = Button("uphold", pack(Verb.APPEAL_UPHOLD, facts["appeal"]))
    reject = Button("reject", pack(Verb.APPEAL_REJECT, facts["appeal"]))
    return [[uphold, reject]]


def _improved(label: str, facts: Facts) -> Button:
    return Button(label, pack(Verb.IMPROVED, facts["improvement"]), {"name": facts["name"]})


def _second_signature(facts: Facts) -> Rows:
    yes = Button("leave_out_yes", pack(Verb.LEAVE_OUT_YES, facts["exclusion"]))
    no = Button("leave_out_no", pack(Verb.LEAVE_OUT_NO, facts["exclusion"]))
    return [[yes], [no]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.LEDGER_DRAFTED: _whole,
    Notice.LEDGER_CARD: _whole,
    Notice.LEDGER_LINE: _line,
    Notice.LEDGER_OWN: _own,
    Notice.RATING_CARD: _rating,
    Notice.RATING_DRAFTED: _rating,
    Notice.RATING_BODY: lambda facts: [[Button("back", pack(Verb.RATING, facts["year"]))]],
    Notice.ASK_APPEAL_WORDS: cancel,
    Notice.ASK_APPEAL_NOTE: cancel,
    Notice.APPEAL_CARD: _appeal,
    Notice.IMPROVE_CARD: lambda facts: [[_improved("improved", facts)]],
    Notice.ASK_LEAVE_OUT_WORDS: cancel,
    Notice.LEAVE_OUT_CARD: _second_signature,
}
