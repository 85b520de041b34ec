"""Tables as a workbook (XLSX): frozen headings, real numbers and days, and no words that are formulas."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from papers.table import DAY, Cell, Table

# What a spreadsheet would read as a formula if it came first.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_HEADING = PatternFill("solid", fgColor="DDE8F0")
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_MOST_OF_A_TITLE = 31


def workbook(tables: Sequence[Table]) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = Workbook()
    first: Any = book.active
    book.remove(first)
    for table in tables:
        _fill(book.create_sheet(table.title.translate(_NOT_IN_TITLES)[:_MOST_OF_A_TITLE]), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Table) -> None:
    for at, column in enumerate(table.columns, 1):
        _write(sheet.cell(1, at), column.heading, None)
        heading = sheet.cell(1, at)
        heading.font, heading.fill = Font(bold=True), _HEADING
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    for down, row in enumerate(table.rows, 2):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True), 1):
            _write(sheet.cell(down, at), cell, column.shown_as)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(target: Any, cell: Cell, shown_as: str | None) -> None:
    if isinstance(cell, str):
        words = ILLEGAL_CHARACTERS_RE.sub("", cell)
        target.value = words
        target.data_type = "s"
        target.alignment = Alignment(wrap_text=True, vertical="top")
        target.quotePrefix = words.startswith(_FORMULA_STARTS)
        return
    target.value = cell
    if cell is not None:
        is_number = isinstance(cell, int | float)
        target.number_format = (shown_as or "General") if is_number else DAY
