"""Shows what is understood and what is mistaken for what."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.report import drawing, figures
from classifier.report.figures import LabelQuality, Mixup, Verdict
from classifier.report.highlight import highlighted
from classifier.report.squares import heat_map
from classifier.report.teller import MOST_NOTES, Note, Section, Teller

MOST_MIXUPS = 6


def per_label(teller: Teller, qualities: Sequence[LabelQuality]) -> Section:
    """Two bars for every label."""
    drawn = drawing.bars(
        [(teller.name(quality.name), quality.found, quality.precise) for quality in qualities],
        (teller.say("found"), teller.say("precise")),
        teller.say("messages_axis"),
        [teller.say("count", count=quality.found.among) for quality in qualities],
    )
    return teller.section("labels", drawn)


def confusion(teller: Teller, rows: Sequence[Verdict]) -> Section:
    """The heat map, and the common mistakes in words."""
    drawn = heat_map(
        [teller.name(name) for name in teller.labels.names],
        figures.confusion(rows, teller.labels),
        teller.say("wanted_axis"),
        teller.say("said_axis"),
    )
    notes = [_mixup(teller, mixup) for mixup in figures.mixups(rows, MOST_MIXUPS)]
    return teller.section("confusion", drawn, [teller.say("mixups" if notes else "no_mixups")], notes)


def _mixup(teller: Teller, mixup: Mixup) -> Note:
    names = {"wanted": teller.name(mixup.wanted), "said": teller.name(mixup.said)}
    said = teller.say("mixup", count=mixup.count, among=mixup.among, **names)
    return Note(said, highlighted(mixup.example, ()))


def mistakes(teller: Teller, rows: Sequence[Verdict]) -> Section:
    """The most confident mistakes."""
    wrong = figures.surest_mistakes(rows)[:MOST_NOTES]
    said = [] if wrong else [teller.say("no_mistakes")]
    return teller.section("mistakes", said=said, notes=[_mistake(teller, row) for row in wrong])


def _mistake(teller: Teller, row: Verdict) -> Note:
    said = row.prediction
    names = {"wanted": teller.name(row.example.label), "said": teller.name(said.label)}
    fate = "would_send" if row.routed else "would_drop" if row.dropped else "would_ask"
    return Note(
        teller.say("mistake", sure=said.confidence, **names),
        highlighted(row.example.text, said.evidence),
        teller.say(fate),
        teller.say("half_right") if said.label in row.example.also else None,
        said.evidence,
        grave=row.routed or row.dropped,
    )


def missed(teller: Teller, rows: Sequence[Verdict]) -> Section | None:
    """The emergencies that were not recognised; None when there are none."""
    notes = [_missed(teller, row) for row in figures.alarms(rows).missed[:MOST_NOTES]]
    return teller.section("missed", notes=notes) if notes else None


def _missed(teller: Teller, row: Verdict) -> Note:
    urgency = teller.say(f"urgency_{row.prediction.urgency}")
    said = teller.say("missed_one", said=teller.name(row.prediction.label), urgency=urgency)
    return Note(said, highlighted(row.example.text, ()), grave=True)
