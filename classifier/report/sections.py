"""Puts the page's sections in order, one for each question a coordinator asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.model import Model
from classifier.report import belief, comparing, opening, quality
from classifier.report.figures import LabelQuality, Verdict
from classifier.report.growth import Growth
from classifier.report.teller import Section, Teller


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything the page is made from; `against` are another model's verdicts on the same messages."""

    model: Model
    file: str
    rows: Sequence[Verdict]
    seen: int  # messages that stand in the shipped corpus
    against: Sequence[Verdict] = ()
    growth: Sequence[Growth] = ()


def sections(teller: Teller, examined: Examined, qualities: Sequence[LabelQuality]) -> Iterator[Section]:
    """The sections that have something to show, in reading order."""
    rows = examined.rows
    yield opening.summary(teller, rows, qualities)
    yield quality.per_label(teller, qualities)
    yield quality.confusion(teller, rows)
    yield quality.mistakes(teller, rows)
    if missed := quality.missed(teller, rows):
        yield missed
    yield belief.calibration(teller, rows)
    yield belief.coverage(teller, rows, examined.model.thresholds)
    if examined.growth:
        yield belief.growth(teller, examined.growth)
    if examined.against:
        yield from comparing.comparison(teller, examined.against, rows)
