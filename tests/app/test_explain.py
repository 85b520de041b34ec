"""``linli org explain``: which rule sends a message where, in words and as JSON, and nothing is written."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import explain_command
from app.wiring import open_database
from tests.acceptance.reader import WordReader
from tests.acceptance.world import COMMUNITY
from tests.app.test_cli import linli
from tests.casework.compound import Compound

GATE = "3号楼门口的大门吱呀响"
RULES = """
routing:
  - {categories: parking, body: property}
  - {places: 大门, nearest: centre, helpers: [{body: property, task: 看看门轴}], because: 门口的事先找楼长}
"""


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model be the reader of the stories; a real one takes a minute to train."""
    served = SimpleNamespace(serving=WordReader)
    monkeypatch.setattr(explain_command, "ensure_model", lambda _directory: served)


@pytest.fixture
def file(folder: Path) -> Path:
    """The compound of the stories, with two rules."""
    path = folder / "ours.yaml"
    path.write_text(COMMUNITY.read_text("utf-8") + RULES, encoding="utf-8")
    return path


def test_it_prints_the_way_of_a_message(file: Path) -> None:
    printed = linli("org", "explain", GATE, "--file", str(file)).stdout
    for line in (
        "听起来是：噪音扰民（95%），不急",
        "在哪里：3号楼 大门",
        "✗ 第1条 停车交通 → 物业服务中心：不是这一类的事",
        "✓ 第2条 大门 → 离得最近的 centre：就按这条",
        "交给：3号楼中心户（第1层），因为门口的事先找楼长",
        "谁来办：李姐（只有这一位）",
        "一起办：物业服务中心：看看门轴",
    ):
        assert line in printed


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-Hant", "交給：3號樓中心戶（第1層），因為門口的事先找樓長"),
        ("en", "✓ 2. 大门 → the nearest centre: this one decides"),
    ],
)
def test_it_speaks_each_language(file: Path, language: str, line: str) -> None:
    assert line in linli("org", "explain", GATE, "--file", str(file), "--language", language).stdout


def test_it_says_who_would_be_asked_to_claim_it(file: Path) -> None:
    printed = linli("org", "explain", "柜子太重搬不动", "--file", str(file)).stdout
    assert "谁来领办：谢阿姨、戚小雨，谁先点就是谁的，等到 " in printed
    assert "没有人领办，就交给：谢阿姨" in printed


def test_check_says_which_bodies_and_rules_leave_cases_to_be_claimed(folder: Path) -> None:
    path = folder / "ours.yaml"
    rules = "routing:\n  - {categories: pets, body: property, claim: 90 min}\n"
    path.write_text(COMMUNITY.read_text("utf-8") + rules, encoding="utf-8")
    printed = linli("org", "check", str(path)).stdout
    assert "红马甲志愿队: whoever claims a case within 4 h has it." in printed
    assert "Routing rule 1: whoever of the body claims a case within 90 min has it." in printed
    alone = COMMUNITY.read_text("utf-8").replace("{name: 戚小雨}", "{name: 戚小雨, duty: false}")
    path.write_text(alone, encoding="utf-8")
    said = "within 4 h has it (once 2 of it are on duty; the file names 1)."
    assert said in linli("org", "check", str(path)).stdout


@pytest.mark.parametrize(
    ("span", "mend"),
    [("0 h", "nobody could claim it in no time; write a span such as «4 h»"), ("soon", "is not a span")],
)
def test_a_claim_that_lasts_no_time_is_told(folder: Path, span: str, mend: str) -> None:
    path = folder / "ours.yaml"
    path.write_text(COMMUNITY.read_text("utf-8").replace("claim: 4 h", f"claim: {span}"), encoding="utf-8")
    assert mend in linli("org", "check", str(path)).stderr


def test_as_json_other_programs_read_it(file: Path) -> None:
    found = json.loads(linli("org", "explain", GATE, "--file", str(file), "--json").stdout)
    assert [(one["number"], one["outcome"]) for one in found["tried"]] == [
        (1, "other_category"),
        (2, "chosen"),
    ]
    assert (found["body_key"], found["handler"], found["rule"]) == ("centre-3", "李姐", 2)
    assert found["helpers"] == [{"body": "物业服务中心", "task": "看看门轴"}]
    assert found["sign_by"] < found["due"]


def test_what_is_named_goes_before_what_the_model_says(file: Path) -> None:
    named = ("--building", "7", "--category", "pets", "--urgency", "urgent", "--json")
    found = json.loads(linli("org", "explain", "狗又叫了", "--file", str(file), *named).stdout)
    assert (found["category"], found["urgency"], found["verdict"]) == ("pets", "urgent", "dispatch")
    assert (found["body_key"], found["rule"]) == ("centre-7", None)
    assert "没有哪条用得上" in linli("org", "explain", "狗又叫了", "--file", str(file), *named[:-1]).stdout


def test_what_would_be_asked_back_or_taken_for_chat_is_said(file: Path) -> None:
    assert "会先问居民" in linli("org", "explain", "楼道里有股怪味", "--file", str(file)).stdout
    assert "当成聊天" in linli("org", "explain", "谢谢大家", "--file", str(file)).stdout


def test_from_the_database_it_sees_who_is_there_and_writes_nothing(folder: Path) -> None:
    assert linli("org", "import", str(COMMUNITY)).exit_code == 0
    nobody = linli("org", "explain", GATE).stdout
    assert "没有人能接，由协调员来定" in nobody
    compound = Compound(open_database("sqlite:///var/linli.db"))
    compound.everybody_starts()
    assert "交给：3号楼中心户" in linli("org", "explain", GATE).stdout
    assert compound.notices("ping") == []
    compound.engine.dispose()


@pytest.mark.parametrize(
    ("option", "value", "mend"),
    [
        ("--building", "99", "write one of: 3, 7"),
        ("--category", "nois", "write one of"),
        ("--language", "de", "write one of: zh-Hans"),
    ],
)
def test_what_is_not_known_is_said(file: Path, option: str, value: str, mend: str) -> None:
    result = linli("org", "explain", GATE, "--file", str(file), option, value)
    assert result.exit_code == 2
    assert mend in " ".join(result.stderr.replace("│", " ").split())


def test_without_a_community_it_says_what_to_do(folder: Path) -> None:
    result = linli("org", "explain", GATE)
    assert (result.exit_code, "no community yet" in result.stderr) == (1, True)
