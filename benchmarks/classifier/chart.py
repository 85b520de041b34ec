"""Draws quality against the time for one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10
from xml.sax.saxutils import escape

from benchmarks.classifier.results import Result, Run
from benchmarks.classifier.rivals import MESSAGES, TASKS, TITLES, entry

WIDTH, HEIGHT, MARGIN, TOP, RIGHT = 480, 380, 56, 50, 16
NAMES = {TITLES: "Real titles, 7 labels", MESSAGES: "Real messages, our labels"}
INK, GREY, OURS, THEIRS = "#333", "#ddd", "#c2410c", "#5b7083"
LETTER, LINE = 6.0, 12.0  # width of a letter and height of a line, about
TICKS = [step * 10.0**power for power in range(-3, 4) for step in (1, 2, 5)]  # milliseconds


@dataclass(frozen=True, slots=True)
class Frame:
    """Where figures lie on the paper."""

    left: float
    fastest: float  # milliseconds
    slowest: float
    worst: float
    best: float

    def x(self, milliseconds: float) -> float:
        """Right is slower; equal steps are equal factors."""
        part = log10(milliseconds / self.fastest) / log10(self.slowest / self.fastest)
        return self.left + MARGIN + part * (WIDTH - MARGIN - RIGHT)

    def y(self, quality: float) -> float:
        """Up is better."""
        part = (quality - self.worst) / (self.best - self.worst)
        return HEIGHT - MARGIN - part * (HEIGHT - MARGIN - TOP)


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of paper on which something stands."""

    left: float
    right: float
    middle: float

    def meets(self, other: Box) -> bool:
        """Whether both want the same paper."""
        across = self.left < other.right and other.left < self.right
        return across and abs(self.middle - other.middle) < LINE


def chart(run: Run) -> str:
    """One picture with a panel for each task that was measured."""
    measured = [task for task in TASKS if run.of(task)]
    panels = [line for at, task in enumerate(measured) for line in panel(task, run.of(task), at * WIDTH)]
    size = f'viewBox="0 0 {WIDTH * len(measured)} {HEIGHT}" width="{WIDTH * len(measured)}"'
    style = 'font-family="system-ui, sans-serif" font-size="11"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} height="{HEIGHT}" {style}>'
    title = "<title>Classifiers: macro-F1 against the time for one message</title>"
    return "\n".join([head, title, '<rect width="100%" height="100%" fill="#fff"/>', *panels, "</svg>", ""])


def panel(task: str, results: Sequence[Result], left: float) -> Iterator[str]:
    """The axes, the dots and the names of one task."""
    frame = frame_of(results, left)
    yield text(left + MARGIN, 20, NAMES[task], INK, 'font-size="14" font-weight="600"')
    yield from grid(frame)
    taken = []
    for result in results:
        yield from dot(frame, result)
        x, y = frame.x(result.p50_ms), frame.y(result.macro_f1.value)
        taken.append(Box(x - 6, x + 6, y))
    for result in results:
        taken.append(place(frame, result, taken))
        yield name(result, taken[-1])


def frame_of(results: Sequence[Result], left: float) -> Frame:
    """A frame that holds all results, with a little air."""
    took, quality = [r.p50_ms for r in results], [r.macro_f1 for r in results]
    worst = floor(min(q.low for q in quality) * 20) / 20
    best = -floor(-max(q.high for q in quality) * 20) / 20
    return Frame(left, min(took) * 0.7, max(took) * 1.5, worst, best)


def grid(frame: Frame) -> Iterator[str]:
    """Lines at every twentieth of quality, and at 1, 2 and 5 of every power of ten of time."""
    left, right, top, bottom = frame.left + MARGIN, frame.x(frame.slowest), TOP, frame.y(frame.worst)
    for step in range(round(frame.worst * 20), round(frame.best * 20) + 1):
        y = frame.y(step / 20)
        yield line(left, y, right, y, GREY)
        yield text(left - 6, y + 4, f"{step / 20:.2f}", INK, 'text-anchor="end"')
    for tick in TICKS:
        if frame.fastest <= tick <= frame.slowest:
            yield line(frame.x(tick), top, frame.x(tick), bottom, GREY)
            yield text(frame.x(tick), bottom + 16, f"{tick:g}", INK, 'text-anchor="middle"')
    yield text(right, bottom + 36, "one message, milliseconds (median) →", INK, 'text-anchor="end"')
    yield text(left, top - 8, "↑ macro-F1, with 95 % interval", INK)


def dot(frame: Frame, result: Result) -> Iterator[str]:
    """One rival: its interval and its dot."""
    who = entry(result.rival)
    x, y = frame.x(result.p50_ms), frame.y(result.macro_f1.value)
    size = 6 if who.ours and not who.control else 4
    yield line(x, frame.y(result.macro_f1.low), x, frame.y(result.macro_f1.high), colour(result))
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour(result)}"/>'


def place(frame: Frame, result: Result, taken: Sequence[Box]) -> Box:
    """The nearest free paper beside a dot; right of it when there is none."""
    x, y = frame.x(result.p50_ms), frame.y(result.macro_f1.value)
    length = LETTER * len(entry(result.rival).title)
    rows = [y + step * LINE * sign for step in (0, 0.6, 1, 1.5, 2, 3) for sign in (1, -1)]
    beside = [Box(left, left + length, row) for row in rows for left in (x + 8, x - 8 - length)]
    inside = [b for b in beside if b.left > frame.left + MARGIN and b.right < frame.left + WIDTH]
    free = [box for box in inside if not any(box.meets(other) for other in taken)]
    return (free or beside)[0]


def name(result: Result, box: Box) -> str:
    """The rival's name on its paper."""
    return text(box.left, box.middle + 4, entry(result.rival).title, colour(result))


def colour(result: Result) -> str:
    """Ours in one colour, all others in another."""
    return OURS if entry(result.rival).ours else THEIRS


def line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"/>'


def text(x: float, y: float, words: str, fill: str, more: str = "") -> str:
    """Some words."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" {more}>{escape(words)}</text>'
