"""The table, the chart and the verdict say what was measured."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.classifier.chart import chart
from benchmarks.classifier.growth import growth
from benchmarks.classifier.page import BEGIN, END, measured, renew
from benchmarks.classifier.quality import Interval
from benchmarks.classifier.results import Result, Run, leads, read_run
from benchmarks.classifier.rivals import MESSAGES, OURS, TASKS, TITLES, YARDSTICK
from benchmarks.classifier.table import growth_lines, last_line, tables


def result(rival: str, quality: float, task: str = TITLES, milliseconds: float = 0.5) -> Result:
    """What one rival might have reached."""
    around = Interval(quality, quality - 0.02, quality + 0.02)
    ahead = None if rival == OURS else Interval(0.9 - quality, 0.88 - quality, 0.92 - quality)
    return Result(
        rival=rival,
        task=task,
        macro_f1=around,
        accuracy=around,
        ours_ahead=ahead,
        train_s=2.0,
        start_s=1.5,
        p50_ms=milliseconds,
        p95_ms=milliseconds * 2,
        batch_per_s=500 / milliseconds,
        artefact_mb=3.25,
        serve_peak_mb=180.0,
        train_peak_mb=300.0,
    )


@pytest.fixture
def run() -> Run:
    results = [
        result(OURS, 0.9, milliseconds=4.0),
        result(YARDSTICK, 0.8),
        result("svm-chars", 0.885, milliseconds=1.0),
        result(OURS, 0.85, MESSAGES, milliseconds=5.0),
        result(YARDSTICK, 0.7, MESSAGES),
        result("svm-lexicon", 0.87, MESSAGES),
    ]
    return Run(tuple(results), {"cores": "2"})


def printed(run: Run) -> str:
    """What stands on the screen."""
    console = Console(width=250, record=True, file=StringIO())
    console.print(tables(run))
    return console.export_text()


def test_the_best_stands_first(run: Run) -> None:
    assert [one.rival for one in run.of(TITLES)] == [OURS, "svm-chars", YARDSTICK]


def test_the_table_shows_quality_with_its_range(run: Run) -> None:
    assert ".885 [.865, .905]" in printed(run)
    assert "+.100 [+.080, +.120]" in printed(run)


def test_speed_is_shown_raw_and_as_a_multiple_of_the_yardstick(run: Run) -> None:
    ours = next(line for line in measured(run).splitlines() if line.startswith("| **ours**"))
    assert "4.00 / 8.00 | 8 |" in ours
    assert "125 | 0.12 |" in ours


def test_without_the_yardstick_there_is_no_multiple(run: Run) -> None:
    alone = Run(run.results[:1], {})
    assert "4.00 / 8.00 | – | 125 | – |" in measured(alone)


def test_the_last_line_names_the_best_one_can_pick(run: Run) -> None:
    assert last_line(run) == (
        "ours .900 / best rival .885 (linear SVM, words + characters 1–3) on titles; "
        "ours .850 / best rival .700 (jieba + multinomial Bayes) on messages"
    )


def test_a_part_of_the_run_says_what_it_lacks(run: Run) -> None:
    part = Run(run.results[1:2], {})
    assert last_line(part).startswith("ours not measured / best rival .800")
    assert MESSAGES not in printed(part)


@pytest.mark.parametrize(
    ("task", "quality", "expected"),
    [(TITLES, 0.884, True), (TITLES, 0.9, False), (TITLES, 0.95, False), (MESSAGES, 0.86, False)],
)
def test_ours_leads_only_when_it_is_better_on_both(
    run: Run, task: str, quality: float, expected: bool
) -> None:
    assert leads(Run((*run.results, result("mlp", quality, task)), {}), TASKS) is expected


def test_a_control_does_not_decide(run: Run) -> None:
    assert leads(run, TASKS)


def test_a_run_can_be_read_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(run.as_json(), encoding="utf-8")
    assert read_run(tmp_path / "run.json") == run


def test_the_page_keeps_what_stands_around_the_tables(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# How\n\n{BEGIN}\nstale figures\n{END}\n\n## Why\n", encoding="utf-8")
    renew(page, run)
    renew(page, run)
    written = page.read_text(encoding="utf-8")
    assert written.startswith(f"# How\n\n{BEGIN}\n\n![")
    assert written.endswith(f"{END}\n\n## Why\n")
    assert "**8,730 real titles" in written
    assert "stale figures" not in written
    assert written.count("| **ours** |") == 2


def test_the_chart_has_a_dot_for_everybody(run: Run) -> None:
    drawn = ET.fromstring(chart(run))  # noqa: S314 - our own
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}circle")) == len(run.results)


def test_faster_stands_left_and_better_stands_higher(run: Run) -> None:
    drawn = ET.fromstring(chart(run))  # noqa: S314 - our own
    dots = drawn.findall(".//{http://www.w3.org/2000/svg}circle")[:3]
    across, down = ([float(dot.attrib[name]) for dot in dots] for name in ("cx", "cy"))
    assert across[0] > across[1] > across[2]
    assert down[0] < down[1] < down[2]


@pytest.mark.parametrize(("power", "expected"), [(1, 2.0), (2, 4.0)])
def test_growth_tells_linear_from_quadratic(power: int, expected: float) -> None:
    lengths = (64, 128, 256, 512, 1024, 2048, 4096)
    assert growth({str(n): 0.001 * n**power for n in lengths}).doubling == pytest.approx(expected)


def test_growth_is_said_in_words(run: Run) -> None:
    timed = replace(run.results[0], ms_by_length={"256": 1.0, "512": 2.0, "1024": 3.0, "2048": 5.0})
    (line,) = growth_lines(Run((timed,), {}))
    assert "256: 1.0, 512: 2.0, 1024: 3.0, 2048: 5.0 ms" in line
    assert "0.39 ms per 100 characters up to 512, 0.20 beyond" in line
    assert "at most 2.00 times as much" in line
