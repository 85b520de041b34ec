"""Pages to print: Chinese that can be searched, headings on every page, pages numbered."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from papers import fonts
from papers.fonts import Font, NoFont
from papers.page import Bars, Words, paper
from papers.table import PERCENT, WHOLE, Column, Table

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def font() -> Font:
    """The system's font, if it has one."""
    try:
        return fonts.find("zh-Hans")
    except NoFont:
        pytest.skip("no font with Chinese characters is installed: apt install fonts-noto-cjk")


@pytest.fixture(scope="module")
def pages(font: Font) -> PdfReader:
    """A paper of several pages, read back."""
    columns = [Column("名称", 20), Column("办好", 8, WHOLE), Column("按时率", 8, PERCENT)]
    rows = [[f"第{n}号楼党员中心户", n, 0.85] for n in range(60)]
    parts = [
        Table("台账", columns, rows),
        Bars("按时率", [("东院党小组", 0.85, "85%"), ("名字很长很长" * 9, 2.0, "200%"), ("没有", -1, "0%")]),
        Words(["按时 ÷（按时 + 过期）"], "怎么算"),
    ]
    return PdfReader(BytesIO(paper("幸福里小区 践诺台账", "2026年第四季度", parts, font, NEW_YEAR)))


def text(pages: PdfReader, at: int) -> str:
    """The words of a page, without the spaces and the zeros that pypdf puts between characters."""
    return re.sub(r"[\s\0]", "", pages.pages[at].extract_text())


def test_what_stands_there_can_be_searched(pages: PdfReader) -> None:
    assert "幸福里小区践诺台账" in text(pages, 0)
    assert "2026年第四季度" in text(pages, 0)
    last = text(pages, len(pages.pages) - 1)
    assert "第59号楼党员中心户5985%" in last
    assert "按时÷（按时+过期）" in last
    assert "东院党小组" in last


def test_every_page_of_a_table_repeats_its_headings_and_has_its_number(pages: PdfReader) -> None:
    many = len(pages.pages)
    assert many >= 3
    for at in range(many):
        assert "名称办好按时率" in text(pages, at)
        assert f"{at + 1}/{many}" in text(pages, at)


def test_it_is_a4_and_dated_as_it_was_told(pages: PdfReader) -> None:
    width, height = (float(side) / 72 * 25.4 for side in pages.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (297, 210)
    assert pages.metadata is not None
    assert pages.metadata.creation_date == NEW_YEAR
    assert pages.metadata.title == "幸福里小区 践诺台账"


def test_only_the_characters_that_are_used_are_embedded(font: Font) -> None:
    content = paper("台账", "", [], font, NEW_YEAR)
    assert len(content) < 100_000 < font.path.stat().st_size


def test_without_a_font_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoFont, match=r"apt install fonts-noto-cjk.*pip install cvttf-notosanscjk-regular"):
        fonts.find("zh-Hans", [tmp_path, tmp_path / "missing"])


@pytest.mark.parametrize(
    ("name", "language", "face"),
    [
        ("NotoSansCJK-Regular.ttc", "zh-Hans", 2),
        ("NotoSansCJK-Regular.ttc", "zh-Hant", 3),
        ("NotoSansCJK-Regular.ttc", "en", 2),
        ("NotoSansCJKtc-Regular.otf", "zh-Hant", 0),
    ],
)
def test_a_collection_has_a_face_for_each_script(tmp_path: Path, name: str, language: str, face: int) -> None:
    path = tmp_path / "opentype" / "noto" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert fonts.find(language, [tmp_path]) == Font(path, face)
