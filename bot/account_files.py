"""The ledger as tables to be exported: headings in a language, a row a line, and the cases behind it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.texts import Texts
from casework.ledger.view import Line, View
from casework.rules.scores import Figure
from papers.table import ONE_DECIMAL, PERCENT, WHOLE, Cell, Column, Table

Details = dict[str, dict[str, Any]]
_RATES = (("kept_rate", PERCENT), ("on_time_rate", PERCENT), ("satisfied", ONE_DECIMAL), ("graded", WHOLE))
FORMULAS = ("made", "kept", "on_time", "answers", "satisfied", "once")


def tables(texts: Texts, view: View, details: Details) -> list[Table]:
    """Return all of a ledger: the figures, the cases behind them, the formulas with what went in."""
    return [figures(texts, view), cases(texts, view, details), formulas(texts, view)]


def figures(texts: Texts, view: View) -> Table:
    """Return the lines: the whole first, then bodies, then members."""
    say = _saying(texts)
    columns = [
        Column(say("name"), 22),
        Column(say("kind"), 10),
        Column(say("body"), 22),
        *(Column(say(f"figure_{figure.value}"), 9, WHOLE) for figure in Figure),
        *(Column(say(rate), 10, shown_as) for rate, shown_as in _RATES),
    ]
    rows = [_row(say(f"kind_{kind}"), line) for kind, line in lines(view)]
    return Table(say("sheet_figures"), columns, rows)


def lines(view: View) -> Iterator[tuple[str, Line]]:
    """Yield each line with what it is about: the whole, a body, a member."""
    yield "total", view["total"]
    yield from (("body", line) for line in view["bodies"])
    yield from (("member", line) for line in view["members"])


def cases(texts: Texts, view: View, details: Details) -> Table:
    """Return the cases behind each figure of each body and member, a row a case."""
    say = _saying(texts)
    days = ("opened", "due", "done", "closed")
    columns = [
        *(Column(say(name), 22) for name in ("name", "body")),
        Column(say("figure"), 10),
        Column(say("case"), 16),
        Column(say("grade"), 8, WHOLE),
        Column(say("category"), 16),
        Column(say("building"), 8),
        *(Column(say(day), 12) for day in days),
    ]
    rows = []
    for kind, line in lines(view):
        if kind == "total":
            continue
        for figure, number, grade in _behind(line):
            case = details.get(number, {})
            category = texts.fill("{{ label|category }}", label=case.get("category") or "")
            about: list[Cell] = [category, case.get("building")]
            shown: list[Cell] = [_day(case.get(day)) for day in days]
            whose: list[Cell] = [line["name"], line.get("body")]
            rows.append([*whose, say(f"figure_{figure}"), number, grade, *about, *shown])
    return Table(say("sheet_cases"), columns, rows)


def formulas(texts: Texts, view: View) -> Table:
    """Return how each figure is counted, and what the ledger was counted from."""
    say = _saying(texts)
    rows: list[list[Cell]] = [
        [say("community"), view["community"]],
        [say("period"), texts.fill("{{ quarter|quarter }}", quarter=view["quarter"])],
        [say("first_day"), _day(view["first_day"])],
        [say("last_day"), _day(view["last_day"])],
        [say("counted_at"), minute(view["counted_at"])],
        *([say(f"rule_{rule}"), say(f"formula_{rule}")] for rule in FORMULAS),
    ]
    rows += [[f"{say('left_out')} {case['number']}", _signed(case)] for case in view["excluded"]]
    rows += [[f"{say('corrected')} {one['name']}", one["note"]] for one in view.get("corrections", ())]
    return Table(say("sheet_formulas"), [Column(say("rule"), 18), Column(say("formula"), 90)], rows)


def _signed(case: dict[str, Any]) -> str:
    return f"{case['reason']} ({', '.join(case['signed'])})"


def _behind(line: Line) -> Iterator[tuple[str, str, int | None]]:
    grades: dict[str, list[int]] = {}
    for number, grade in line["grades"]:
        grades.setdefault(number, []).append(grade)
    for figure in Figure:
        for number in line["cases"].get(figure.value, ()):
            answered = figure in (Figure.SOLVED, Figure.PARTLY, Figure.UNSOLVED) and grades.get(number)
            yield figure.value, number, answered.pop(0) if answered else None


def _row(kind: str, line: Line) -> list[Cell]:
    figures = line["figures"]
    named: list[Cell] = [line["name"], kind, line.get("body")]
    return [
        *named,
        *(figures[figure.value] for figure in Figure),
        *(figures[rate] for rate, _ in _RATES),
    ]


def minute(written: str) -> str:
    """Write a local moment (ISO 8601) to the minute, as a spreadsheet shows it."""
    return written[:16].replace("T", " ")


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _saying(texts: Texts) -> Any:
    return lambda key: texts.say("papers", key)
