"""The page for coordinators: figures worked out by hand, honest pictures, nothing from elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from app import report_command
from classifier.examples import Example
from classifier.labels import load_labels
from classifier.model import Model
from classifier.prediction import Place, Prediction, Urgency
from classifier.registry import Registry
from classifier.report import figures, growth
from classifier.report.figures import Share, Verdict
from classifier.report.highlight import LONGEST, highlighted, shown
from classifier.report.opening import trained_on
from classifier.report.page import page
from classifier.report.sections import Examined
from classifier.report.squares import in_hundred
from classifier.report.words import LANGUAGES, Said, Words, percent
from classifier.training import Progress

REPORT = Path(report_command.__file__).parents[1] / "classifier" / "report"
LABELS = load_labels()
SVG = "{http://www.w3.org/2000/svg}"

commands = typer.Typer()
commands.command()(report_command.report)


def verdict(
    wanted: str,
    said: str,
    sure: float = 0.9,
    *,
    text: str = "楼下的狗叫",
    also: tuple[str, ...] = (),
    urgency: Urgency = Urgency.NORMAL,
    heard: Urgency = Urgency.NORMAL,
    routed: bool = True,
    dropped: bool = False,
    version: str = "20261122-120000-abc",
) -> Verdict:
    example = Example(text, wanted, also, urgency)
    ranking = ((said, sure), ("care", 0.0))
    prediction = Prediction(said, sure, ranking, (), heard, Place(), ("狗",), version)
    return Verdict(example, prediction, wanted, routed, dropped)


ROWS = [
    verdict("noise", "noise", 0.95),
    verdict("noise", "pets", 0.85, also=("pets",)),
    verdict("noise", "pets", 0.99),
    verdict("pets", "pets", 0.3, routed=False),
    verdict("not_a_concern", "not_a_concern", 0.9, routed=False, dropped=True),
    verdict("fees", "not_a_concern", 0.8, routed=False, dropped=True),
    verdict("fire_safety", "fire_safety", urgency=Urgency.EMERGENCY, heard=Urgency.EMERGENCY),
    verdict("fire_safety", "utilities", 0.2, urgency=Urgency.EMERGENCY, routed=False),
    verdict("utilities", "utilities", 0.7, heard=Urgency.EMERGENCY, routed=False),
]


# ── figures ──


def test_what_becomes_of_the_messages() -> None:
    assert figures.fates(ROWS) == figures.Fates(2, 2, 1, 1, 2, 1)
    assert figures.fates(ROWS).total == len(ROWS)


def test_a_label_is_found_and_rightly_named() -> None:
    found = {quality.name: quality for quality in figures.qualities(ROWS, LABELS)}
    assert (found["noise"].found, found["noise"].precise) == (Share(1, 3), Share(1, 1))
    assert (found["pets"].found, found["pets"].precise) == (Share(1, 1), Share(1, 3))
    assert found["fees"].f1.value == 0.0
    assert "greening" not in found


def test_confusion_counts_every_message_once() -> None:
    matrix = figures.confusion(ROWS, LABELS)
    assert matrix.sum() == len(ROWS)
    assert matrix[LABELS.names.index("noise"), LABELS.names.index("pets")] == 2


def test_only_what_happens_twice_is_a_common_mistake() -> None:
    (mixup,) = figures.mixups(ROWS, 6)
    assert (mixup.wanted, mixup.said, mixup.count, mixup.among) == ("noise", "pets", 2, 3)


def test_the_most_confident_mistake_comes_first() -> None:
    assert [row.prediction.confidence for row in figures.surest_mistakes(ROWS)] == [0.99, 0.85, 0.8, 0.2]


def test_emergencies_found_missed_and_imagined() -> None:
    alarms = figures.alarms(ROWS)
    assert (alarms.found, alarms.right, len(alarms.missed)) == (Share(1, 2), Share(1, 2), 1)


def test_sureness_is_compared_tenth_by_tenth() -> None:
    tenths = figures.sureness([verdict("pets", "pets", 1.0), verdict("pets", "noise", 0.92)])
    assert [(tenth.claimed, tenth.right) for tenth in tenths] == [(pytest.approx(0.96), Share(1, 2))]


def test_coverage_goes_from_the_surest_to_all_concerns() -> None:
    rows = [verdict("pets", "pets" if at < 30 else "noise", 1 - at / 100) for at in range(40)]
    curve = figures.coverage([*rows, *ROWS[4:6]], "not_a_concern")
    assert curve[0] == (0.5, Share(20, 20))
    assert curve[-1] == (1.0, Share(30, 40))


def test_two_models_are_compared_message_by_message() -> None:
    after = [verdict("noise", "noise"), *ROWS[1:3], verdict("pets", "noise")]
    compared = figures.comparison(ROWS[:4], after, LABELS)
    assert (compared.accuracy_before, compared.accuracy_after) == (0.5, 0.25)
    assert (len(compared.mended), len(compared.broken)) == (0, 1)
    assert compared.difference.value == pytest.approx(-0.25)
    assert compared.labels == (("noise", Share(1, 3), Share(1, 3)), ("pets", Share(1, 1), Share(0, 1)))


@pytest.mark.parametrize(
    ("hits", "among", "low", "high"),
    [(5, 5, 0.566, 1.0), (0, 5, 0.0, 0.434), (50, 100, 0.404, 0.596), (0, 0, 0.0, 1.0)],
)
def test_the_margin_of_error_is_wilsons(hits: int, among: int, low: float, high: float) -> None:
    assert Share(hits, among).range == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_within_its_margin(hits: int, among: int) -> None:
    share = Share(min(hits, among), among)
    low, high = share.range
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
def test_a_hundred_squares_are_a_hundred(counts: list[int]) -> None:
    squares = in_hundred([count / sum(counts) for count in counts])
    assert sum(squares) == 100
    assert all(abs(many - 100 * count / sum(counts)) < 1 for many, count in zip(squares, counts, strict=True))


@pytest.mark.parametrize(
    ("share", "written"), [(1.0, "100"), (0.999, "99"), (0.845, "84"), (0.001, "1"), (0.0, "0")]
)
def test_nearly_all_is_not_called_all(share: float, written: str) -> None:
    assert percent(share) == written


# ── words ──


def test_the_words_that_decided_are_marked_in_either_script() -> None:
    assert highlighted("樓上養狗，狗*叫", ("楼上", "狗叫")) == "<mark>樓上</mark>養狗，<mark>狗*叫</mark>"


def test_a_message_cannot_write_into_the_page() -> None:
    assert highlighted("<script>狗</script>", ("狗", "<")) == (
        "<mark>&lt;</mark>script&gt;<mark>狗&lt;</mark>/script&gt;"
    )


def test_phone_numbers_are_not_shown_and_long_messages_are_cut() -> None:
    assert shown("找我13812345678") == "找我［电话］"
    assert len(shown("狗" * 5000)) == LONGEST + 2


def test_everything_is_said_in_both_languages_and_used() -> None:
    rows = yaml.safe_load((REPORT / "texts.yaml").read_text(encoding="utf-8"))
    assert all(set(row) == set(LANGUAGES) and all(row.values()) for row in rows.values())
    code = "".join(path.read_text(encoding="utf-8") for path in REPORT.glob("[!t]*.*"))
    named = set(re.findall(r'"([a-z_]+)"', code))
    derived = {f"{key}_how" for key in named} | {f"urgency_{urgency}" for urgency in Urgency}
    assert set(rows) <= named | derived


def test_a_part_is_named_by_the_language() -> None:
    said = Words().say("mixup", wanted=Said("噪音", "Noise"), said=Said("宠物", "Pets"), count=2, among=3)
    assert (said.zh[:4], said.en[:7]) == ("「噪音」", "“Noise”")


def test_a_version_is_named_by_its_day() -> None:
    assert trained_on("20261122-120000-abc").zh == "2026年11月22日"
    assert trained_on("mine").zh == "mine"


# ── the page ──


class Outline(HTMLParser):
    """Collects elements, and whatever a browser would fetch or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.fetched: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.fetched += [
            (tag, name)
            for name, _ in attributes
            if name in {"src", "href", "action", "data"} or name[:2] == "on"
        ]


def pictures(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", html, re.S)]  # noqa: S314


def test_the_page_needs_nothing_from_elsewhere(model: Model) -> None:
    html = page(Examined(model, "考卷.jsonl", ROWS, 0, ROWS, [growth.Growth(10, Share(5, 9))]))
    outline = Outline(html)
    assert outline.fetched == []
    assert not outline.names & {"script", "link", "img", "iframe", "object", "base"}
    assert "url(" not in html
    assert "@import" not in html


def test_the_page_says_it_in_plain_words(model: Model) -> None:
    html = page(Examined(model, "考卷.jsonl", ROWS, 2, [], []))
    for words in (
        "一百条里大约有 56 条第一次就分对了",
        "9 条消息里，4 条不用人看就直接派给承办单位，其中 2 条派对、2 条派错",
        "2 条当作闲聊，不立案；其中有 1 条其实是诉求",
        "2 条紧急消息，认出 1 条，漏了 1 条；另外虚惊 1 次",
        "「噪音扰民」错当成「宠物管理」：3 条里错了 2 条",
        "其中 2 条也在随附的学习材料里",
        "只有 9 条消息",
        "只对了一半",
        "漏掉的紧急消息",
    ):
        assert words in html, words


def test_every_picture_is_well_formed_and_has_words_for_who_cannot_see_it(model: Model) -> None:
    rows = [*ROWS, *(verdict("pets", "pets", 0.5 + at / 100) for at in range(40))]
    learnt = [growth.Growth(many, Share(20 + many, 49)) for many in (5, 10, 20)]
    drawn = pictures(page(Examined(model, "考卷.jsonl", rows, 0, rows, learnt)))
    assert len(drawn) == 7
    for picture in drawn:
        title = picture.find(f"{SVG}title")
        assert title is not None
        assert title.text
        numbers = [
            float(v) for node in picture.iter() for k, v in node.items() if k in {"width", "height", "r"}
        ]
        assert all(number >= 0 for number in numbers)


def test_nothing_drawn_lies_outside_its_picture(model: Model) -> None:
    rows = [*ROWS, *(verdict("pets", "noise", 0.5 + at / 100) for at in range(40))]
    learnt = [growth.Growth(many, Share(many, 49)) for many in (5, 10, 20)]
    for picture in pictures(page(Examined(model, "考卷.jsonl", rows, 0, rows, learnt))):
        _, _, width, height = map(float, picture.attrib["viewBox"].split())
        for node in picture.iter():
            assert 0 <= float(node.get("x", node.get("cx", 0))) <= width
            assert 0 <= float(node.get("y", node.get("cy", 0))) <= height


@pytest.mark.parametrize(
    "rows",
    [
        [verdict("pets", "pets", 1.0)],
        [verdict("pets", "noise", 0.0, routed=False)],
        [verdict("not_a_concern", "not_a_concern", routed=False, dropped=True)] * 30,
        [verdict("pets", "pets", 1.0)] * 30,
        [verdict("pets", "noise", 1.0, text="\x00<&>'\"\ud800" + "长" * 4096)] * 30,
    ],
)
def test_a_page_can_always_be_made(model: Model, rows: list[Verdict]) -> None:
    assert len(pictures(page(Examined(model, "<x>.jsonl", rows, 0)))) >= 4


def test_a_better_model_is_called_better(model: Model) -> None:
    wrong, right = [verdict("pets", "noise")] * 40, [verdict("pets", "pets")] * 40
    assert "确实更好" in page(Examined(model, "x.jsonl", right, 0, wrong))
    assert "不该让它上岗" in page(Examined(model, "x.jsonl", wrong, 0, right))
    assert "分不出高下" in page(Examined(model, "x.jsonl", right, 0, right))
    assert "还有 28 条" in page(Examined(model, "x.jsonl", right, 0, wrong))


# ── the learning curve ──


def test_a_larger_part_holds_every_smaller_one(corpus: list[Example]) -> None:
    quarter, half, whole = ({e.text for e in growth.part(corpus, share)} for share in growth.PARTS)
    assert quarter < half < whole
    assert whole == {example.text for example in corpus}


def test_it_is_taught_anew_with_less_and_stands_in_for_the_whole(
    model: Model, few: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons: list[int] = []

    def taught(examples: list[Example], *, progress: Progress, **_same: object) -> Model:
        lessons.append(len(examples))
        progress("learning", 0.5)
        return model

    told: list[float] = []
    monkeypatch.setattr(growth, "train", taught)
    points = growth.grow(model, few, few[:20], lambda _what, done: told.append(done))
    assert [point.learnt for point in points] == [*lessons, len(few)]
    assert lessons == [pytest.approx(len(few) / 4, abs=17), pytest.approx(len(few) / 2, abs=17)]
    assert told == [pytest.approx(0.5 / 3), pytest.approx(1.5 / 3)]


# ── the command ──


@pytest.fixture
def registry(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    registry = Registry(tmp_path / "models")
    registry.promote(registry.add(model))
    monkeypatch.setenv("LINLI_MODEL_DIR", str(registry.directory))
    monkeypatch.chdir(tmp_path)
    return registry


def linli_report(*arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments))


def test_the_command_writes_the_page(registry: Registry, few: list[Example], tmp_path: Path) -> None:
    path = tmp_path / "exam.jsonl"
    rows = [{"text": e.text, "label": e.label} for e in few[:30]]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = linli_report(str(path), "--against", registry.versions()[0])
    assert result.exit_code == 0, result.output
    html = (tmp_path / "var" / "report.html").read_text(encoding="utf-8")
    assert "30 条也在随附的学习材料里" in html
    assert "和另一个模型比" in html
    assert str(tmp_path) not in html


def test_the_held_out_messages_are_the_default(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    assert report_command.held_out().exists()
    monkeypatch.setattr(report_command, "HELD_OUT", Path("nowhere.jsonl"))
    result = linli_report()
    assert result.exit_code == 1
    assert "linli report FILE" in result.stderr


def test_what_is_wrong_is_told_with_the_mend(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "exam.jsonl"
    path.write_text('{"text": "狗叫", "label": "pets"}\n{"text": "狗"}', encoding="utf-8")
    assert "line 2: «None» is not a label" in linli_report(str(path)).stderr
    assert "no model file" in linli_report(str(path), "--against", "20200101").stderr
    path.write_text('{"text": "狗叫", "label": "pets"}', encoding="utf-8")
    (tmp_path / "full").write_text("not a directory")
    result = linli_report(str(path), "--out", str(tmp_path / "full" / "report.html"))
    assert (result.exit_code, "can't be written" in result.stderr) == (1, True)
