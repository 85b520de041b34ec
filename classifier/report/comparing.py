"""Shows what another model does otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.evaluation import Interval
from classifier.report import drawing, figures
from classifier.report.figures import Comparison, Verdict
from classifier.report.highlight import highlighted
from classifier.report.teller import MOST_NOTES, Note, Section, Teller
from classifier.report.words import Said

Pairs = Sequence[tuple[Verdict, Verdict]]


def comparison(teller: Teller, before: Sequence[Verdict], after: Sequence[Verdict]) -> Iterator[Section]:
    """How both fare, then what the second one breaks and mends."""
    compared = figures.comparison(before, after, teller.labels)
    yield Section(
        "comparison",
        teller.say("comparison"),
        teller.say("comparison_how", before=compared.before, after=compared.after),
        drawing.before_after(
            [(teller.name(name), old, new) for name, old, new in compared.labels], teller.say("found")
        ),
        said=_said(teller, compared),
    )
    for key, pairs in (("broken", compared.broken), ("mended", compared.mended)):
        if pairs:
            yield _changed(teller, key, pairs)


def _said(teller: Teller, compared: Comparison) -> tuple[Said, Said]:
    gain = compared.difference
    shares = {"before": compared.accuracy_before, "after": compared.accuracy_after}
    said = teller.say("comparison_said", difference=gain.value, low=gain.low, high=gain.high, **shares)
    return said, teller.say(_proven(gain))


def _proven(gain: Interval) -> str:
    return "better" if gain.low > 0 else "worse" if gain.high < 0 else "undecided"


def _changed(teller: Teller, key: str, pairs: Pairs) -> Section:
    notes = tuple(_note(teller, *pair, grave=key == "broken") for pair in pairs[:MOST_NOTES])
    more = len(pairs) - MOST_NOTES
    rest = teller.say("and_more", count=more) if more > 0 else None
    return Section(key, teller.say(key, count=len(pairs)), notes=notes, rest=rest)


def _note(teller: Teller, before: Verdict, after: Verdict, *, grave: bool) -> Note:
    said = teller.say(
        "changed",
        wanted=teller.name(after.example.label),
        before=teller.name(before.prediction.label),
        after=teller.name(after.prediction.label),
    )
    return Note(said, highlighted(after.example.text, after.prediction.evidence), grave=grave)
