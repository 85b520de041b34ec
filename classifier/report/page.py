"""Writes the report as one page that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from classifier.report.sections import Examined, Sections, name_of
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
    words = Words()
    sections = Sections(examined, words)
    return environment.get_template("page.html").render(
        say=words.say,
        examined=examined,
        made=sections.made(),
        headline=sections.headline(),
        warnings=sections.warnings(),
        sections=list(sections.all()),
        qualities=sections.qualities,
        name=lambda label: name_of(examined.model.labels, label),
    )
