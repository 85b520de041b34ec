"""The accounts as parts of a paper: the tables of the export, bars beside them, the formulas at the end."""

from typing import Any

from bot import account_files, rating_files
from bot.texts import Texts
from casework.ledger.view import View
from papers.page import Bars, Part, Words
from papers.table import Table

# Nobody reads on paper who sits where in which kind: narrower is more.
_LEFT_OUT_ON_PAPER = 1


def ledger_parts(texts: Texts, view: View) -> list[Part]:
    """Return a ledger for the printer: on-time and kept bars of the bodies, all lines, the formulas."""
    figures = account_files.figures(texts, view)
    narrow = Table(
        figures.title,
        [column for at, column in enumerate(figures.columns) if at != _LEFT_OUT_ON_PAPER],
        [[cell for at, cell in enumerate(row) if at != _LEFT_OUT_ON_PAPER] for row in figures.rows],
    )
    bars = [_rates(texts, view, rate) for rate in ("on_time_rate", "kept_rate")]
    return [narrow, *bars, _words(account_files.formulas(texts, view))]


def rating_parts(texts: Texts, view: dict[str, Any]) -> list[Part]:
    """Return a rating for the printer: the grades, the points as bars, all that went in, the formula."""
    points = Bars(
        texts.say("papers", "points"),
        [
            (line["name"], line["points"] / 100, f"{line['points']:.1f}")
            for line in view["bodies"]
            if line["points"] is not None
        ],
    )
    formula = _words(rating_files.formula(texts, view))
    return [rating_files.grades(texts, view), points, rating_files.inputs(texts, view), formula]


def _rates(texts: Texts, view: View, rate: str) -> Bars:
    rows = [(line["name"], line["figures"][rate]) for line in view["bodies"]]
    shown = [(name, share, f"{100 * share:.0f}%") for name, share in rows if share is not None]
    return Bars(texts.say("papers", rate), shown)


def _words(table: Table) -> Words:
    return Words([f"{row[0]}: {row[1]}" for row in table.rows], table.title)
