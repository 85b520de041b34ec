"""The rating as tables: points and grades, then every number that goes into them, then the formula."""

from typing import Any

from bot.account_files import minute
from bot.texts import Texts
from papers.table import ONE_DECIMAL, TWO_DECIMALS, WHOLE, Cell, Column, Table

FOUR_DECIMALS = "0.0000"


def tables(texts: Texts, view: dict[str, Any]) -> list[Table]:
    """Return all of a rating, enough to recompute it with a pocket calculator."""
    return [grades(texts, view), inputs(texts, view), formula(texts, view)]


def grades(texts: Texts, view: dict[str, Any]) -> Table:
    """Return each body with its points and grade, and each share after shrinking."""
    names = _used(view)
    columns = [
        Column(texts.say("papers", "name"), 24),
        Column(texts.say("papers", "grade_of_year"), 10),
        Column(texts.say("papers", "points"), 9, ONE_DECIMAL),
        *(Column(texts.say("papers", f"input_{name}"), 16, FOUR_DECIMALS) for name in names),
    ]
    rows: list[list[Cell]] = [
        [
            line["name"],
            texts.say("papers", f"grade_{line['grade']}"),
            line["points"],
            *(line["inputs"][name]["shrunk"] for name in names),
        ]
        for line in view["bodies"]
    ]
    return Table(texts.say("papers", "sheet_grades"), columns, rows)


def inputs(texts: Texts, view: dict[str, Any]) -> Table:
    """Return what went into each body's points, and how much of them each input makes."""
    named = ("name", "input", "weight", "reached", "whole", "mean", "shrunk", "adds")
    shown = (None, None, ONE_DECIMAL, ONE_DECIMAL, WHOLE, FOUR_DECIMALS, FOUR_DECIMALS, TWO_DECIMALS)
    widths = (24, 16, 9, 9, 9, 10, 10, 10)
    columns = [
        Column(texts.say("papers", name), width, shown_as)
        for name, width, shown_as in zip(named, widths, shown, strict=True)
    ]
    whole = sum(view["weights"][name] for name in _used(view))
    rows: list[list[Cell]] = []
    for line in view["bodies"]:
        for name in _used(view):
            one, weight = line["inputs"][name], view["weights"][name]
            adds = None if line["points"] is None else 100 * weight * one["shrunk"] / whole
            called = texts.say("papers", f"input_{name}")
            numbers: list[Cell] = [weight, one["reached"], one["whole"], view["means"][name]]
            rows.append([line["name"], called, *numbers, one["shrunk"], adds])
    return Table(texts.say("papers", "sheet_inputs"), columns, rows)


def formula(texts: Texts, view: dict[str, Any]) -> Table:
    """Return the formula in words, its parameters, and what was left out."""
    say = texts.say
    grading = view["grading"]
    by = "rank" if grading["advanced_share"] is not None else "points"
    rows: list[list[Cell]] = [
        [say("papers", "community"), view["community"]],
        [say("papers", "year"), str(view["year"])],
        [say("papers", "counted_at"), minute(view["counted_at"])],
        [say("papers", "strength"), f"{view['strength']:g}"],
        [say("papers", "points"), say("papers", "formula_points")],
        [say("papers", "shrunk"), say("papers", "formula_shrunk")],
    ]
    rows += [
        [say("papers", f"input_{name}"), say("papers", f"formula_input_{name}")] for name in view["weights"]
    ]
    by_grade = say("papers", f"formula_grade_{by}", **grading)
    rows.append([say("papers", "grade_of_year"), by_grade])
    for case in view["excluded"]:
        signed = f"{case['reason']} ({', '.join(case['signed'])})"
        rows.append([f"{say('papers', 'left_out')} {case['number']}", signed])
    columns = [Column(say("papers", "rule"), 18), Column(say("papers", "formula"), 90)]
    return Table(say("papers", "sheet_formulas"), columns, rows)


def _used(view: dict[str, Any]) -> list[str]:
    """Return the inputs that went in: those with a weight that anybody had any of."""
    return [name for name, weight in view["weights"].items() if weight and view["means"][name] is not None]
