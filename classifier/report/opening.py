"""Says in short how a model does: the head of the page, and what becomes of a hundred messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from classifier.evaluation import Interval, interval
from classifier.report import figures
from classifier.report.axes import BLUE, RED, SKY
from classifier.report.figures import Fates, LabelQuality, Verdict
from classifier.report.squares import hundred, in_hundred
from classifier.report.teller import Key, Section, Teller
from classifier.report.words import Said

NAMED = 3  # labels named as best and as hardest
ENOUGH = 200  # messages
LOOKS = (
    ("fate_right", BLUE, "#fff", "✓"),
    ("fate_asked_right", SKY, "#123", "?"),
    ("fate_asked_wrong", "#f7dc8f", "#432", "?"),
    ("fate_wrong", RED, "#fff", "✗"),
)


def headline(rows: Sequence[Verdict]) -> Interval:
    """The share that is right."""
    right = np.array([row.right for row in rows])
    return interval(len(right), lambda drawn: float(right[drawn].mean()))


def warnings(teller: Teller, rows: Sequence[Verdict], seen: int) -> list[Said]:
    """What must be known before any figure is believed; `seen` messages stand in the shipped corpus."""
    warned = [teller.say("seen", seen=seen)] if seen else []
    return warned if len(rows) >= ENOUGH else [*warned, teller.say("few", messages=len(rows))]


def trained_on(version: str) -> Said:
    """The day a version was made; its name begins with it."""
    try:
        day = datetime.strptime(version[:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return Said(version, version)
    return Said(f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}")


def summary(teller: Teller, rows: Sequence[Verdict], qualities: Sequence[LabelQuality]) -> Section:
    """What becomes of a hundred messages."""
    fates = figures.fates(rows)
    shares = _shares(fates)
    keys = tuple(
        Key(colour, ink, mark, teller.say(name, count=count))
        for (name, colour, ink, mark), count in zip(LOOKS, in_hundred(shares), strict=True)
    )
    said = (*_counted(teller, fates), *_alarms(teller, rows), *_best(teller, qualities))
    return Section("summary", teller.say("summary"), None, hundred(shares, keys), keys, said)


def _shares(fates: Fates) -> list[float]:
    counts = (
        fates.sent_right + fates.closed_right,
        fates.asked_right,
        fates.asked_wrong,
        fates.sent_wrong + fates.closed_wrong,
    )
    return [count / fates.total for count in counts]


def _counted(teller: Teller, fates: Fates) -> list[Said]:
    sent = teller.say("none_sent", messages=fates.total)
    if fates.sent.among:
        counts = {"sent": fates.sent.among, "right": fates.sent_right, "wrong": fates.sent_wrong}
        sent = teller.say("sent", messages=fates.total, share=fates.sent.value, **counts)
    asked = teller.say("asked", asked=fates.asked_right + fates.asked_wrong)
    closed = fates.closed_right + fates.closed_wrong
    return [sent, asked, teller.say("closed", closed=closed, wrong=fates.closed_wrong)]


def _alarms(teller: Teller, rows: Sequence[Verdict]) -> list[Said]:
    alarms = figures.alarms(rows)
    if not alarms.found.among:
        return []
    counts = {"emergencies": alarms.found.among, "found": alarms.found.hits, "missed": len(alarms.missed)}
    return [teller.say("alarm", vain=alarms.right.among - alarms.right.hits, **counts)]


def _best(teller: Teller, qualities: Sequence[LabelQuality]) -> list[Said]:
    ordered = [quality.name for quality in qualities]
    if len(ordered) < 2 * NAMED:
        return []
    best, hardest = teller.names(ordered[:NAMED]), teller.names(ordered[: -NAMED - 1 : -1])
    return [teller.say("best", names=best, others=hardest)]
