"""``linli ledger``: printed, as JSON, and as a workbook; what is no quarter is a sentence."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from app.wiring import open_database, utc_now
from casework.cases.progress import finish, sign
from data.keys import key
from data.tables import Assignment, Case
from tests.acceptance.world import COMMUNITY, ZONE
from tests.app.test_cli import linli, says
from tests.casework.compound import Compound, named


@pytest.fixture
def engine(folder: Path) -> Engine:
    """The database of the commands, with one case that 李姐 promised and did."""
    assert linli("org", "import", str(COMMUNITY)).exit_code == 0
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
    assert "is written" in linli("ledger", "--xlsx", "out/ledger.xlsx").stdout
    book = load_workbook(folder / "out/ledger.xlsx")
    assert book.sheetnames == ["台账", "明细", "算法和参数"]
    figures = [[cell.value for cell in row] for row in book["台账"].rows]
    row = dict(zip(figures[0], next(r for r in figures if r[0] == "李姐"), strict=True))
    assert (row["答应"], row["守约"], row["按时率"], row["满意均分"]) == (1, 1, 1, None)
    cases = [[cell.value for cell in row] for row in book["明细"].rows]
    assert cases[0][:4] == ["名称", "所在单位", "项目", "编号"]
    done = next(r for r in cases if r[0] == "李姐" and r[2] == "办好")
    assert (done[6], done[7].date()) == ("3", utc_now().astimezone(ZONE).date())
    engine.dispose()


@pytest.mark.parametrize("words", ["2026", "Q4", "last"])
def test_what_is_no_quarter_is_a_sentence(engine: Engine, words: str) -> None:
    says(linli("ledger", "--quarter", words), f"«{words}» is no quarter", "2026Q4")
    engine.dispose()


def test_without_a_community_it_says_where_one_comes_from(folder: Path) -> None:
    says(linli("ledger"), "linli org import")
