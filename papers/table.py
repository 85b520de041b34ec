"""A table as people read it: headings, widths, and cells that are words, numbers or days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None
PERCENT, ONE_DECIMAL, TWO_DECIMALS, WHOLE, DAY = "0%", "0.0", "0.00", "0", "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters of the Latin alphabet, how its numbers are shown."""

    heading: str
    width: int = 10
    shown_as: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a title."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def spelt(cell: Cell, column: Column) -> str:
    """Write a cell as a person reads it: percentages, decimals and days as their column shows them."""
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell
    if column.shown_as == PERCENT:
        return f"{100 * cell:.0f}%"
    decimals = len((column.shown_as or WHOLE).partition(".")[2])
    return f"{cell:.{decimals}f}"
