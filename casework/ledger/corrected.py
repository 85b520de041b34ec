"""A ledger as it stands after appeals: what was published stays, what was struck off is told beside it."""

from casework.desk import Desk
from casework.ledger.view import Line, View, counted, written
from casework.rules import scores
from casework.rules.scores import Counted
from data import queries
from data.tables import Appeal, Ledger

_NAMES = ("id", "person", "name", "body", "body_id", "kind", "tier")


def corrected(desk: Desk, row: Ledger) -> View:
    """Return the ledger with upheld appeals worked in: the member's line, their body's, and the whole."""
    view = row.view | {"corrections": []}
    for appeal in queries.appeals(desk.session, row.id or 0):
        if appeal.upheld:
            view = _with(view, appeal)
    return view


def _with(view: View, appeal: Appeal) -> View:
    own: Line = next(line for line in view["members"] if line["id"] == appeal.member_id)
    struck = scores.against(counted(own), appeal.struck)
    note = {"name": own["name"], "note": appeal.note, "numbers": appeal.struck}

    def less(line: Line) -> Line:
        return _less(line, struck)

    return view | {
        "total": less(view["total"]),
        "bodies": [less(line) if line["id"] == own["body_id"] else line for line in view["bodies"]],
        "members": [less(line) if line["id"] == own["id"] else line for line in view["members"]],
        "corrections": [*view["corrections"], note],
    }


def _less(line: Line, struck: Counted) -> Line:
    names = {name: line[name] for name in _NAMES if name in line}
    return written(names, scores.minus(counted(line), struck))
