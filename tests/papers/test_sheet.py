"""A workbook holds real numbers and days, and never a formula that somebody's words became."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from papers.sheet import workbook
from papers.table import DAY, PERCENT, TWO_DECIMALS, Cell, Column, Table, spelt


def read(*rows: list[Cell]) -> Any:
    """Write rows under two headings and read the sheet back."""
    table = Table("台账", [Column("名称", 22), Column("按时率", 9, PERCENT)], rows)
    return load_workbook(BytesIO(workbook([table])))["台账"]


def test_headings_stay_in_sight_and_columns_have_their_widths() -> None:
    sheet = read(["李姐", 0.5])
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert [cell.value for cell in sheet[1]] == ["名称", "按时率"]
    assert sheet.column_dimensions["A"].width == 22
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)


def test_numbers_are_numbers_and_days_are_days() -> None:
    sheet = read([date(2026, 12, 31), 0.85], [None, 3])
    assert (sheet["A2"].value, sheet["A2"].number_format) == (datetime(2026, 12, 31), DAY)  # noqa: DTZ001
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.85, PERCENT)
    assert (sheet["A3"].value, sheet["B3"].value) == (None, 3)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_words_that_begin_like_a_formula_stay_words(start: str) -> None:
    cell = read([f"{start}HYPERLINK(1)", 1])["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@given(st.text(max_size=40))
def test_no_words_become_a_formula_or_break_the_file(words: str) -> None:
    assert read([words, None])["A2"].data_type in ("s", "n", "inlineStr")


def test_a_title_that_no_sheet_may_have_is_mended() -> None:
    table = Table("按时/过期：" + "很" * 40, [Column("一")], [["二"]])
    (name,) = load_workbook(BytesIO(workbook([table]))).sheetnames
    assert name.startswith("按时-过期：")
    assert len(name) == 31


@pytest.mark.parametrize(
    ("cell", "shown_as", "words"),
    [
        (None, None, "–"),
        (0.847, PERCENT, "85%"),
        (3, None, "3"),
        (4.256, TWO_DECIMALS, "4.26"),
        ("=1", None, "=1"),
    ],
)
def test_a_cell_is_spelt_as_its_column_shows_it(cell: Cell, shown_as: str | None, words: str) -> None:
    assert spelt(cell, Column("", 1, shown_as)) == words
