"""``linli ledger`` and ``linli rating``: printed, as JSON, as a workbook, as pages; mishaps are sentences."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import select

from app.wiring import open_database, utc_now
from casework.cases.progress import finish, sign
from data.keys import key
from data.tables import Assignment, Case
from papers import fonts
from tests.acceptance.world import ZONE
from tests.app.test_cli import linli, says
from tests.casework.compound import Compound, named


@pytest.fixture
def engine(imported: None) -> Engine:
    """The database of the commands, with one case that 李姐 promised and did."""
    engine = open_database("sqlite:///var/linli.db")
    compound, now = Compound(engine), utc_now()
    compound.everybody_starts()
    compound.report("3号楼门口的大门吱呀响", now)
    with compound.at(now) as desk:
        work = key(desk.session.exec(select(Assignment)).one())
        case = desk.session.exec(select(Case)).one()
        assert case.due_at is not None
        sign(desk, named(desk, "李姐"), work, case.due_at, "")
        finish(desk, named(desk, "李姐"), work, "=修好了")
    return engine


def test_it_prints_the_running_quarter(engine: Engine) -> None:
    printed = linli("ledger").stdout
    assert "3号楼中心户：答应 1，守约 1，办好 1，按时率 100%" in printed
    engine.dispose()


def test_as_json_every_figure_has_its_cases(engine: Engine) -> None:
    view = json.loads(linli("ledger", "--json").stdout)
    (number,) = view["members"][0]["cases"]["kept"]
    assert number.startswith("CT-")
    assert view["total"]["figures"]["on_time"] == 1
    engine.dispose()


def test_a_workbook_has_figures_cases_and_formulas(engine: Engine, folder: Path) -> None:
    assert "is written" in linli("ledger", "--xlsx", "out/ledger.xlsx").stderr
    book = load_workbook(folder / "out/ledger.xlsx")
    assert book.sheetnames == ["台账", "明细", "算法和参数"]
    figures = [[cell.value for cell in row] for row in book["台账"].rows]
    row = dict(zip(figures[0], next(r for r in figures if r[0] == "李姐"), strict=True))
    assert (row["答应"], row["守约"], row["按时率"], row["满意均分"]) == (1, 1, 1, None)
    cases = [[cell.value for cell in row] for row in book["明细"].rows]
    assert cases[0][:4] == ["名称", "所在单位", "项目", "编号"]
    done = next(r for r in cases if r[0] == "李姐" and r[2] == "办好")
    said = {row[0].value: row[1].value for row in book["算法和参数"].rows}
    assert said["满意均分"] == "打分（1 到 5）加起来 ÷ 打分人数。没打分的不算。"
    assert (done[6], done[7].date()) == ("3", utc_now().astimezone(ZONE).date())
    engine.dispose()


def test_a_rating_is_printed_with_all_that_it_comes_from(engine: Engine) -> None:
    printed = linli("rating").stdout
    assert "1. 3号楼中心户：先进，100.0 分" in printed
    assert "按时：1 ÷ 1，平均 1.0000 → 1.0000（权重 30）" in printed
    assert "得分 = 100 × " in printed
    view = json.loads(linli("rating", "--json").stdout)
    assert view["weights"]["on_time"] == 30
    engine.dispose()


def test_a_rating_as_a_workbook_has_grades_inputs_and_formula(engine: Engine, folder: Path) -> None:
    linli("rating", "--xlsx", "rating.xlsx")
    book = load_workbook(folder / "rating.xlsx")
    assert book.sheetnames == ["评定", "算账用的数", "算法和参数"]
    rows = [[cell.value for cell in row] for row in book["算账用的数"].rows]
    heading = rows[0]
    own = [dict(zip(heading, row, strict=True)) for row in rows if row[0] == "3号楼中心户"]
    (points,) = [row[2].value for row in book["评定"].rows if row[0].value == "3号楼中心户"]
    assert sum(row["得分里占"] for row in own) == pytest.approx(points)
    engine.dispose()


@pytest.mark.parametrize(("command", "says"), [("ledger", "践诺台账"), ("rating", "评定")])
def test_it_is_written_as_pages_to_print(engine: Engine, folder: Path, command: str, says: str) -> None:
    written = linli(command, "--pdf", "out.pdf")
    engine.dispose()
    if "apt install" in written.stderr:
        pytest.skip("no font with Chinese characters is installed: apt install fonts-noto-cjk")
    words = re.sub(r"[\s\0]", "", PdfReader(folder / "out.pdf").pages[0].extract_text())
    assert f"{says}" in words
    assert "3号楼中心户" in words


def test_without_a_font_there_is_a_sentence_and_no_file(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
    says(linli("ledger", "--pdf", "out.pdf"), "no font with Chinese characters", "apt install")
    assert not (folder / "out.pdf").exists()
    engine.dispose()


@pytest.mark.parametrize("year", ["1999", "2999"])
def test_what_is_no_year_is_a_sentence(engine: Engine, year: str) -> None:
    says(linli("rating", "--year", year), f"{year} is no year", "2026")
    engine.dispose()


@pytest.mark.parametrize("words", ["2026", "Q4", "last"])
def test_what_is_no_quarter_is_a_sentence(engine: Engine, words: str) -> None:
    says(linli("ledger", "--quarter", words), f"«{words}» is no quarter", "2026Q4")
    engine.dispose()


def test_without_a_community_it_says_where_one_comes_from(folder: Path) -> None:
    says(linli("ledger"), "linli org import")
