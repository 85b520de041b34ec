"""Draws quality against the time for one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10
from xml.sax.saxutils import escape

from benchmarks.classifier.results import Result, Run
from benchmarks.classifier.rivals import MESSAGES, TASKS, TITLES, entry

WIDTH, HEIGHT, MARGIN = 470, 360, 56
NAMES = {TITLES: "Real titles, 7 labels", MESSAGES: "Real messages, our labels"}
INK, GREY, OURS, THEIRS = "#333", "#ddd", "#c2410c", "#5b7083"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where figures lie on the paper."""

    left: float
    fastest: float  # log10 of milliseconds
    slowest: float
    worst: float
    best: float

    def x(self, milliseconds: float) -> float:
        """Right is slower; each step is ten times."""
        part = (log10(milliseconds) - self.fastest) / (self.slowest - self.fastest)
        return self.left + MARGIN + part * (WIDTH - MARGIN - 20)

    def y(self, quality: float) -> float:
        """Up is better."""
        return HEIGHT - MARGIN - (quality - self.worst) / (self.best - self.worst) * (HEIGHT - MARGIN - 50)


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
    """The axes and the dots of one task."""
    frame = frame_of(results, left)
    yield text(left + MARGIN, 24, NAMES[task], INK, 'font-size="14" font-weight="600"')
    yield from grid(frame)
    taken: list[float] = []
    for result in results:
        yield from dot(frame, result, taken)


def frame_of(results: Sequence[Result], left: float) -> Frame:
    """A frame that holds all results, with a little air."""
    took, quality = [r.p50_ms for r in results], [r.macro_f1 for r in results]
    worst = floor(min(q.low for q in quality) * 20) / 20
    best = -floor(-max(q.high for q in quality) * 20) / 20
    return Frame(left, floor(log10(min(took))), -floor(-log10(max(took) * 2)), worst, best)


def grid(frame: Frame) -> Iterator[str]:
    """Lines at every twentieth of quality and every power of ten of time."""
    right, bottom = frame.x(10**frame.slowest), frame.y(frame.worst)
    for step in range(round(frame.worst * 20), round(frame.best * 20) + 1):
        y = frame.y(step / 20)
        yield line(frame.left + MARGIN, y, right, y, GREY)
        yield text(frame.left + MARGIN - 6, y + 4, f"{step / 20:.2f}", INK, 'text-anchor="end"')
    for power in range(int(frame.fastest), int(frame.slowest) + 1):
        x = frame.x(10**power)
        yield line(x, frame.y(frame.best), x, bottom, GREY)
        yield text(x, bottom + 16, f"{10.0**power:g} ms", INK, 'text-anchor="middle"')
    yield text(right, bottom + 34, "one message (median), ×10 a step →", INK, 'text-anchor="end"')
    yield text(frame.left + MARGIN, frame.y(frame.best) - 8, "↑ macro-F1, with 95 % interval", INK)


def dot(frame: Frame, result: Result, taken: list[float]) -> Iterator[str]:
    """One rival: its interval, its dot and its name, moved down where another name stands."""
    who = entry(result.rival)
    colour, size = (OURS if who.ours else THEIRS), (6 if who.ours and not who.control else 4)
    x, y = frame.x(result.p50_ms), frame.y(result.macro_f1.value)
    yield line(x, frame.y(result.macro_f1.low), x, frame.y(result.macro_f1.high), colour)
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}"/>'
    beside = y + 4
    while any(abs(beside - other) < 12 for other in taken):
        beside += 3
    taken.append(beside)
    far = x > frame.left + WIDTH * 0.55
    anchor = f'text-anchor="{"end" if far else "start"}"'
    yield text(x - 9 if far else x + 9, beside, who.title, colour, anchor)


def line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def text(x: float, y: float, words: str, colour: str, more: str = "") -> str:
    """Some words."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" {more}>{escape(words)}</text>'
