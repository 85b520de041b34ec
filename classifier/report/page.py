"""Writes the report as one page that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from classifier.report import figures, opening
from classifier.report.sections import Examined, sections
from classifier.report.teller import Teller
from classifier.report.words import Words


def page(examined: Examined) -> str:
    """The whole page as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teller = Teller(Words(), examined.model.labels)
    qualities = figures.qualities(examined.rows, examined.model.labels)
    return environment.get_template("page.html").render(
        teller=teller,
        examined=examined,
        trained=opening.trained_on(examined.model.version),
        headline=opening.headline(examined.rows),
        warnings=opening.warnings(teller, examined.rows, examined.seen),
        sections=sections(teller, examined, qualities),
        qualities=qualities,
    )
