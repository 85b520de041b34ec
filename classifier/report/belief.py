"""Shows how far the model may be believed, and whether teaching it more helps."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

from classifier.evaluation import calibration_error
from classifier.prediction import Thresholds
from classifier.report import drawing, figures
from classifier.report.figures import Share, Verdict
from classifier.report.growth import Growth
from classifier.report.teller import Section, Teller
from classifier.report.words import Said

TRUSTED = 0.05  # calibration error
HIGHEST_FLOOR = 80  # where an upright axis begins at most


def calibration(teller: Teller, rows: Sequence[Verdict]) -> Section:
    """Claimed against true."""
    sure = np.array([row.prediction.confidence for row in rows])
    right = np.array([row.right for row in rows])
    error = calibration_error(sure, right)
    drawn = drawing.calibration(
        figures.sureness(rows),
        (teller.say("claimed_axis"), teller.say("true_axis")),
        teller.say("as_promised"),
        (teller.say("boasts"), teller.say("modest")),
    )
    said = [
        teller.say("calibration_said", claimed=sure.mean(), right=right.mean()),
        teller.say("calibration_good" if error <= TRUSTED else "calibration_bad", error=error),
    ]
    return teller.section("calibration", drawn, said)


def coverage(teller: Teller, rows: Sequence[Verdict], thresholds: Thresholds) -> Section:
    """What could be left to the machine."""
    curve = figures.coverage(rows, teller.labels.chat)
    if not curve:
        return teller.section("coverage", said=[teller.say("few", messages=len(rows))])
    sent = figures.fates(rows).sent
    called = sum(row.prediction.label != teller.labels.chat for row in rows)
    now = (sent.among / called, sent) if sent.among else None
    least = _floor([share for _, share in curve])
    axes = (teller.say("routed_axis"), teller.say("right_axis"))
    said = _threshold(teller, thresholds, now) + _begins(teller, least)
    return teller.section("coverage", drawing.coverage(curve, now, axes, teller.say("now"), least), said)


def growth(teller: Teller, learnt: Sequence[Growth]) -> Section:
    """The learning curve."""
    points = [(point.learnt, point.right) for point in learnt]
    least = _floor([share for _, share in points])
    drawn = drawing.growth(points, (teller.say("learnt_axis"), teller.say("true_axis")), least)
    (few, before), (many, after) = points[0], points[-1]
    said = teller.say("growth_said", few=few, many=many, before=before.value, after=after.value)
    return teller.section("growth", drawn, [said, *_begins(teller, least)])


def _threshold(teller: Teller, thresholds: Thresholds, now: tuple[float, Share] | None) -> list[Said]:
    if now is None:
        return []
    levels = {"confidence": thresholds.confidence, "gap": thresholds.gap}
    return [teller.say("coverage_said", routed=now[0], right=now[1].value, **levels)]


def _begins(teller: Teller, least: int) -> list[Said]:
    """Warn of an axis that doesn't begin at zero."""
    return [teller.say("from_floor", floor=least)] if least else []


def _floor(shares: Sequence[Share]) -> int:
    """Where an upright axis begins: the ten below everything that is drawn."""
    return min(HIGHEST_FLOOR, 10 * floor(10 * min(share.range[0] for share in shares)))
