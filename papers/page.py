"""Words, tables and bars on A4 pages (PDF): headings repeated, pages numbered, the font embedded in part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import WrapMode
from fpdf.fonts import FontFace

from papers.fonts import Font
from papers.table import Table, spelt

_FAMILY = "cjk"
_TITLE, _HEADING, _BODY, _SMALL = 16, 12, 8, 7.5  # points
_MARGIN = 12  # mm
_HEADING_FILL, _BAR, _TRACK, _GREY = (221, 232, 240), (46, 107, 143), (235, 238, 240), 110
_BAR_HEIGHT, _BAR_LABEL, _BAR_VALUE = 5.5, 48, 30  # mm


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs, under a heading if there is one."""

    paragraphs: Sequence[str]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each label: its share of the whole width (0 to 1) and what is written beside it."""

    heading: str
    rows: Sequence[tuple[str, float, str]]


Part = Words | Bars | Table


def paper(title: str, below: str, parts: Sequence[Part], font: Font, made_at: datetime) -> bytes:
    """Return the pages as a PDF: a title with a line below it, and the parts in order."""
    page = _Page(title, font, made_at)
    page.add_page()
    page.set_font(_FAMILY, size=_TITLE)
    page.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    page.note(below)
    for part in parts:
        page.put(part)
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, title: str, font: Font, made_at: datetime) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.add_font(_FAMILY, fname=font.path, collection_font_number=font.face)
        self.set_title(title)
        self.set_creation_date(made_at)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN + 4)
        self._name = title

    def footer(self) -> None:
        """Write the paper's name and the number of the page."""
        self.set_y(-_MARGIN)
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color(_GREY)
        self.cell(0, 5, self._name)
        self.set_x(_MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(0)

    def note(self, words: str) -> None:
        """Write a small grey line."""
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color(_GREY)
        self.multi_cell(0, 5, words, new_x="LMARGIN", new_y="NEXT")
        self.set_text_color(0)

    def put(self, part: Part) -> None:
        """Put a part below what is there."""
        if isinstance(part, Table):
            self._heading(part.title)
            self._table(part)
        elif isinstance(part, Bars):
            self._bars(part)
        else:
            self._heading(part.heading, lines=len(part.paragraphs))
            for words in part.paragraphs:
                self.set_font(_FAMILY, size=_BODY)
                self.multi_cell(0, 5, words, wrapmode=WrapMode.CHAR, new_x="LMARGIN", new_y="NEXT")

    def _heading(self, words: str, lines: int = 4) -> None:
        """Write a heading on the page of what it is about, as far as a page holds that."""
        if not words:
            return
        if self.will_page_break(14 + min(lines, 24) * 5):
            self.add_page()
        self.ln(3)
        self.set_font(_FAMILY, size=_HEADING)
        self.multi_cell(0, 8, words, new_x="LMARGIN", new_y="NEXT")

    def _table(self, table: Table) -> None:
        self.set_font(_FAMILY, size=_BODY)
        with self.table(
            col_widths=tuple(column.width for column in table.columns),
            headings_style=FontFace(fill_color=_HEADING_FILL),
            line_height=5,
            padding=0.6,
            wrapmode=WrapMode.CHAR,
            text_align=tuple("LEFT" if column.shown_as is None else "RIGHT" for column in table.columns),
        ) as drawn:
            heading = drawn.row()
            for column in table.columns:
                heading.cell(column.heading, align="LEFT")
            for row in table.rows:
                line = drawn.row()
                for cell, column in zip(row, table.columns, strict=True):
                    line.cell(spelt(cell, column))

    def _bars(self, bars: Bars) -> None:
        self._heading(bars.heading)
        whole = self.epw - _BAR_LABEL - _BAR_VALUE
        for label, share, words in bars.rows:
            if self.will_page_break(_BAR_HEIGHT):
                self.add_page()
            self.set_font(_FAMILY, size=_BODY)
            self.cell(_BAR_LABEL, _BAR_HEIGHT, _fitting(self, label, _BAR_LABEL))
            left, top = self.get_x(), self.get_y()
            self.set_fill_color(*_TRACK)
            self.rect(left, top + 1, whole, _BAR_HEIGHT - 2, style="F")
            self.set_fill_color(*_BAR)
            self.rect(left, top + 1, whole * min(max(share, 0), 1), _BAR_HEIGHT - 2, style="F")
            self.set_x(left + whole + 2)
            self.cell(_BAR_VALUE - 2, _BAR_HEIGHT, words, new_x="LMARGIN", new_y="NEXT")


def _fitting(page: FPDF, words: str, width: float) -> str:
    if page.get_string_width(words) <= width - 2:
        return words
    while words and page.get_string_width(words + "…") > width - 2:
        words = words[:-1]
    return words + "…"
