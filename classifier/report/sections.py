"""Puts figures, pictures and sentences together, a section for each question a coordinator asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import floor

import numpy as np
from markupsafe import Markup

from classifier.evaluation import Interval, calibration_error, interval
from classifier.labels import LabelSet
from classifier.model import Model
from classifier.report import axes, drawing, figures, squares
from classifier.report.figures import Verdict
from classifier.report.growth import Growth
from classifier.report.highlight import highlighted
from classifier.report.words import Said, Words

MOST_NOTES = 12
MOST_MIXUPS = 6
NAMED = 3  # labels named as best and as hardest
TRUSTED = 0.05  # calibration error
ENOUGH = 200  # messages


@dataclass(frozen=True, slots=True)
class Note:
    """A message, and what is said about it; `grave` ones get a red edge."""

    said: Said
    text: Markup
    badge: Said | None = None
    more: Said | None = None
    clues: tuple[str, ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, how to read the picture, the picture, what it says, and messages that show it."""

    key: str
    title: Said
    how: Said | None = None
    picture: Markup | None = None
    said: tuple[Said, ...] = ()
    notes: tuple[Note, ...] = ()
    rest: Said | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything the page is made from; `against` are another model's verdicts on the same messages."""

    model: Model
    file: str
    rows: Sequence[Verdict]
    seen: int  # messages that stand in the shipped corpus
    against: Sequence[Verdict] = ()
    growth: Sequence[Growth] = ()


class Sections:
    """Makes the sections of one report."""

    def __init__(self, examined: Examined, words: Words) -> None:
        self.examined, self.words = examined, words
        self.rows, self.labels = examined.rows, examined.model.labels
        self.say = words.say
        self.qualities = figures.qualities(self.rows, self.labels)

    def all(self) -> Iterator[Section]:
        """The sections that have something to show, in reading order."""
        yield self.summary()
        yield self.per_label()
        yield self.confusion()
        yield self.mistakes()
        if self.missed():
            yield self._section("missed", notes=self.missed())
        yield self.calibration()
        yield self.coverage()
        if self.examined.growth:
            yield self.growth()
        if self.examined.against:
            yield from self.comparison()

    def headline(self) -> Interval:
        """The share that is right."""
        right = np.array([row.right for row in self.rows])
        return interval(len(right), lambda drawn: float(right[drawn].mean()))

    def made(self) -> Said:
        """Which model was examined, on what."""
        trained = trained_on(self.examined.model.version)
        return self.say("made", trained=trained, file=self.examined.file, messages=len(self.rows))

    def warnings(self) -> list[Said]:
        """What must be known before any figure is believed."""
        seen, messages = self.examined.seen, len(self.rows)
        warned = [self.say("seen", seen=seen)] if seen else []
        return [*warned, self.say("few", messages=messages)] if messages < ENOUGH else warned

    def summary(self) -> Section:
        """What becomes of a hundred messages."""
        fates, alarm = figures.fates(self.rows), figures.alarms(self.rows)
        said = [
            self.say(
                "sent",
                messages=fates.total,
                sent=fates.sent.among,
                right=fates.sent_right,
                wrong=fates.sent_wrong,
                share=fates.sent.value,
            ),
            self.say("asked", asked=fates.asked_right + fates.asked_wrong),
            self.say("closed", closed=fates.closed_right + fates.closed_wrong, wrong=fates.closed_wrong),
        ]
        if alarm.found.among:
            said.append(
                self.say(
                    "alarm",
                    emergencies=alarm.found.among,
                    found=alarm.found.hits,
                    missed=len(alarm.missed),
                    vain=alarm.right.among - alarm.right.hits,
                )
            )
        return Section("summary", self.say("waffle"), None, self._hundred(fates), (*said, *self._best()))

    def _hundred(self, fates: figures.Fates) -> Markup:
        counts = (
            fates.sent_right + fates.closed_right,
            fates.asked_right,
            fates.asked_wrong,
            fates.sent_wrong + fates.closed_wrong,
        )
        shares = [count / fates.total for count in counts]
        looks = (
            ("fate_right", axes.BLUE, "✓", "#fff"),
            ("fate_asked_right", axes.SKY, "?", "#123"),
            ("fate_asked_wrong", "#f7dc8f", "?", "#432"),
            ("fate_wrong", axes.RED, "✗", "#fff"),
        )
        parts = [
            squares.Part(share, self.say(key), colour, mark, ink)
            for share, (key, colour, mark, ink) in zip(shares, looks, strict=True)
        ]
        return squares.hundred(
            parts, [self.say("of_hundred", count=many) for many in squares.in_hundred(shares)]
        )

    def _best(self) -> list[Said]:
        ordered = [quality.name for quality in self.qualities]
        if len(ordered) < 2 * NAMED:
            return []
        return [
            self.say("best", names=self._list(ordered[:NAMED]), others=self._list(ordered[: -NAMED - 1 : -1]))
        ]

    def per_label(self) -> Section:
        """Two bars for every label."""
        drawn = drawing.bars(
            [(self.name(quality.name), quality.found, quality.precise) for quality in self.qualities],
            (self.say("found"), self.say("precise")),
            self.say("messages_axis"),
            [self.say("count", count=quality.found.among) for quality in self.qualities],
        )
        return self._section("labels", drawn)

    def confusion(self) -> Section:
        """The heat map, and the common mistakes in words."""
        drawn = squares.heat_map(
            [self.name(name) for name in self.labels.names],
            figures.confusion(self.rows, self.labels),
            self.say("wanted_axis"),
            self.say("said_axis"),
        )
        notes = tuple(
            Note(
                self.say(
                    "mixup",
                    wanted=self.name(mixup.wanted),
                    said=self.name(mixup.said),
                    count=mixup.count,
                    among=mixup.among,
                ),
                highlighted(mixup.example, ()),
            )
            for mixup in figures.mixups(self.rows, MOST_MIXUPS)
        )
        return self._section(
            "confusion", drawn, [] if notes else [self.say("no_mixups")], notes, lead="mixups"
        )

    def mistakes(self) -> Section:
        """The most confident mistakes."""
        wrong = figures.surest_mistakes(self.rows)
        notes = tuple(self._mistake(row) for row in wrong[:MOST_NOTES])
        return self._section("mistakes", said=[] if notes else [self.say("no_mistakes")], notes=notes)

    def _mistake(self, row: Verdict) -> Note:
        prediction = row.prediction
        badge = "would_send" if row.routed else "would_drop" if row.dropped else "would_ask"
        return Note(
            self.say(
                "mistake",
                wanted=self.name(row.example.label),
                said=self.name(prediction.label),
                sure=prediction.confidence,
            ),
            highlighted(row.example.text, prediction.evidence),
            self.say(badge),
            self.say("half_right") if prediction.label in row.example.also else None,
            prediction.evidence,
            grave=badge != "would_ask",
        )

    def missed(self) -> tuple[Note, ...]:
        """The emergencies that were not recognised."""
        return tuple(
            Note(
                self.say(
                    "missed_one",
                    said=self.name(row.prediction.label),
                    urgency=self.say(f"urgency_{row.prediction.urgency}"),
                ),
                highlighted(row.example.text, ()),
                grave=True,
            )
            for row in figures.alarms(self.rows).missed[:MOST_NOTES]
        )

    def calibration(self) -> Section:
        """Claimed against true."""
        sure = np.array([row.prediction.confidence for row in self.rows])
        right = np.array([row.right for row in self.rows])
        error = calibration_error(sure, right)
        drawn = drawing.calibration(
            figures.sureness(self.rows),
            (self.say("claimed_axis"), self.say("true_axis")),
            self.say("as_promised"),
            (self.say("boasts"), self.say("modest")),
        )
        said = [
            self.say("calibration_said", claimed=sure.mean(), right=right.mean()),
            self.say("calibration_good" if error <= TRUSTED else "calibration_bad", error=error),
        ]
        return self._section("calibration", drawn, said)

    def coverage(self) -> Section:
        """What could be left to the machine."""
        thresholds, chat = self.examined.model.thresholds, self.labels.chat
        curve, sent = figures.coverage(self.rows, chat), figures.fates(self.rows).sent
        called = sum(row.prediction.label != chat for row in self.rows)
        now = (sent.among / called, sent) if sent.among else None
        if not curve:
            return self._section("coverage", said=[self.say("few", messages=len(self.rows))])
        least = _floor([share.range[0] for _, share in curve])
        axes = (self.say("routed_axis"), self.say("right_axis"))
        said = [self.say("from_floor", floor=least)] if least else []
        if now:
            facts = {
                "confidence": thresholds.confidence,
                "gap": thresholds.gap,
                "routed": now[0],
                "right": sent.value,
            }
            said.insert(0, self.say("coverage_said", **facts))
        return self._section("coverage", drawing.coverage(curve, now, axes, self.say("now"), least), said)

    def growth(self) -> Section:
        """The learning curve."""
        points = [(growth.learnt, growth.right) for growth in self.examined.growth]
        least = _floor([share.range[0] for _, share in points])
        drawn = drawing.growth(points, (self.say("learnt_axis"), self.say("true_axis")), least)
        (few, before), (many, after) = points[0], points[-1]
        said = [self.say("growth_said", few=few, many=many, before=before.value, after=after.value)]
        return self._section(
            "growth", drawn, [*said, *([self.say("from_floor", floor=least)] if least else [])]
        )

    def comparison(self) -> Iterator[Section]:
        """This model and another one."""
        compared = figures.comparison(self.examined.against, self.rows, self.labels)
        gain = compared.difference
        drawn = drawing.before_after(
            [(self.name(name), before, after) for name, before, after in compared.labels], self.say("found")
        )
        proven = "better" if gain.low > 0 else "worse" if gain.high < 0 else "undecided"
        yield Section(
            "comparison",
            self.say("comparison"),
            self.say("comparison_how", before=compared.before, after=compared.after),
            drawn,
            (
                self.say(
                    "comparison_said",
                    before=compared.accuracy_before,
                    after=compared.accuracy_after,
                    difference=gain.value,
                    low=gain.low,
                    high=gain.high,
                ),
                self.say(proven),
            ),
        )
        for key, pairs in (("broken", compared.broken), ("mended", compared.mended)):
            if pairs:
                yield self._changed(key, pairs)

    def _changed(self, key: str, pairs: Sequence[tuple[Verdict, Verdict]]) -> Section:
        notes = tuple(
            Note(
                self.say(
                    "changed",
                    wanted=self.name(after.example.label),
                    before=self.name(before.prediction.label),
                    after=self.name(after.prediction.label),
                ),
                highlighted(after.example.text, after.prediction.evidence),
                grave=key == "broken",
            )
            for before, after in pairs[:MOST_NOTES]
        )
        rest = self.say("and_more", count=len(pairs) - MOST_NOTES) if len(pairs) > MOST_NOTES else None
        return Section(key, self.say(key, count=len(pairs)), notes=notes, rest=rest)

    def name(self, label: str) -> Said:
        """A label's name for people; the other model may know labels this one doesn't."""
        return name_of(self.labels, label)

    def _list(self, names: Sequence[str]) -> Said:
        said = [self.name(name) for name in names]
        return Said("、".join(name.zh for name in said), ", ".join(name.en for name in said))

    def _section(
        self,
        key: str,
        picture: Markup | None = None,
        said: Sequence[Said] = (),
        notes: tuple[Note, ...] = (),
        lead: str = "",
    ) -> Section:
        said = [*said, self.say(lead)] if lead and notes else said
        return Section(key, self.say(key), self.say(f"{key}_how"), picture, tuple(said), notes)


def name_of(labels: LabelSet, label: str) -> Said:
    """A label's name for people."""
    return Said(labels[label].zh_hans, labels[label].en) if label in labels else Said(label, label)


def trained_on(version: str) -> Said:
    """The day a version was made; its name begins with it."""
    try:
        day = datetime.strptime(version[:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return Said(version, version)
    return Said(f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}")


def _floor(shares: Sequence[float]) -> int:
    """Where an upright axis begins: the ten below the least share, at most 80."""
    return min(80, 10 * floor(10 * min(shares)))
