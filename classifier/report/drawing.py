"""Draws the report's charts."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from classifier.report.axes import (
    BLUE,
    INK,
    NORMAL,
    RED,
    SKY,
    SMALL,
    SOFT,
    WIDTH,
    YELLOW,
    Frame,
    below,
    beside,
    diamond,
    grid,
    named,
    percent_of,
    stroke,
    upright_grid,
)
from classifier.report.figures import Share, Sureness
from classifier.report.svg import element, path, picture, text
from classifier.report.words import Said


def bars(
    rows: Sequence[tuple[Said, Share, Share]], kinds: tuple[Said, Said], axis: Said, count: Sequence[Said]
) -> Markup:
    """Two bars with their margins of error for every row."""
    step = 44.0
    frame = Frame(170, 58, 480, step * len(rows), (0, 100), (0, 1))
    drawn = [upright_grid(frame), *below(frame, axis)]
    drawn += [
        _key(kind, colour, 170.0 + 150 * at)
        for at, (kind, colour) in enumerate(zip(kinds, (BLUE, YELLOW), strict=True))
    ]
    for at, (name, *shares) in enumerate(rows):
        top = frame.top + step * at
        drawn += named(name, frame.left - 10, top + 19)
        for line, (share, colour) in enumerate(zip(shares, (BLUE, YELLOW), strict=True)):
            drawn += _bar(frame, share, top + 6 + 16 * line, colour)
        drawn.append(text(count[at].zh, frame.left + frame.width + 14, top + 24, font_size=12, fill=SOFT))
    what = "；".join(
        f"{name.zh} {percent_of(found)} / {percent_of(precise)}" for name, found, precise in rows
    )
    return picture(WIDTH, frame.top + frame.height + 52, what, *drawn)


def _bar(frame: Frame, share: Share, top: float, colour: str) -> list[str]:
    low, high = (frame.x(100 * end) for end in share.range)
    middle = top + 6.5
    end = frame.x(100 * share.value)
    return [
        element("rect", x=frame.left, y=top, width=end - frame.left, height=13, fill=colour),
        stroke(low, middle, high, middle, stroke=INK, stroke_width=1.4),
        *(stroke(at, middle - 4, at, middle + 4, stroke=INK, stroke_width=1.4) for at in (low, high)),
        text(
            percent_of(share), frame.left + 5, top + 11, font_size=11, fill="#fff" if colour == BLUE else INK
        ),
    ]


def calibration(
    points: Sequence[Sureness], axes: tuple[Said, Said], line: Said, zones: tuple[Said, Said]
) -> Markup:
    """Claimed against true shares; the area of a dot is its number of messages."""
    frame = Frame(80, 14, 400, 400, (0, 100), (0, 100))
    most = max((point.right.among for point in points), default=1)
    drawn = [grid(frame), *below(frame, axes[0]), *beside(frame, axes[1])]
    drawn.append(
        stroke(frame.x(0), frame.y(0), frame.x(100), frame.y(100), stroke=SOFT, stroke_dasharray="6 5")
    )
    drawn += _zone(zones[1], frame.x(26), frame.y(90))
    drawn += _zone(zones[0], frame.x(74), frame.y(13))
    drawn.append(_slanted(line.zh, frame.x(12), frame.y(14)))
    for point in points:
        x, y = frame.x(100 * point.claimed), frame.y(100 * point.right.value)
        low, high = (frame.y(100 * end) for end in point.right.range)
        drawn += [
            element(
                "circle", cx=x, cy=y, r=4 + 14 * (point.right.among / most) ** 0.5, fill=SKY, stroke=BLUE
            ),
            stroke(x, low, x, high, stroke=INK, stroke_width=1.6),
            element("circle", cx=x, cy=y, r=2.5, fill=INK),
        ]
    what = "；".join(f"{100 * point.claimed:.0f}% → {percent_of(point.right)}" for point in points)
    return picture(500, 470, what, *drawn)


def coverage(
    curve: Sequence[tuple[float, Share]],
    now: tuple[float, Share] | None,
    axes: tuple[Said, Said],
    marked: Said,
    floor: int,
) -> Markup:
    """How right what is sent out is, the more is sent out; `now` is where the threshold lies."""
    frame = Frame(80, 14, 600, 320, (0, 100), (floor, 100))
    drawn = [grid(frame), *below(frame, axes[0]), *beside(frame, axes[1])]
    ranges = [(100 * share, *(max(floor, 100 * end) for end in right.range)) for share, right in curve]
    band = [(frame.x(x), frame.y(low)) for x, low, _ in ranges]
    band += [(frame.x(x), frame.y(high)) for x, _, high in reversed(ranges)]
    drawn.append(path(band, fill=SKY, fill_opacity=0.28))
    line = [(frame.x(100 * share), frame.y(max(floor, 100 * right.value))) for share, right in curve]
    drawn.append(path(line, fill="none", stroke=BLUE, stroke_width=2.4))
    if now:
        drawn += _threshold(frame, 100 * now[0], max(floor, 100 * now[1].value), marked)
    return picture(WIDTH - 40, 392, f"{axes[0].zh} × {axes[1].zh}", *drawn)


def growth(points: Sequence[tuple[int, Share]], axes: tuple[Said, Said], floor: int) -> Markup:
    """How right the model is, the more it learnt from."""
    frame = Frame(80, 20, 480, 260, (0, 1.06 * max(count for count, _ in points)), (floor, 100))
    drawn = [grid(frame, across=False), *below(frame, axes[0]), *beside(frame, axes[1])]
    line = [(frame.x(count), frame.y(100 * share.value)) for count, share in points]
    drawn.append(path(line, fill="none", stroke=BLUE, stroke_width=2.4))
    for (x, y), (count, share) in zip(line, points, strict=True):
        low, high = (frame.y(max(floor, 100 * end)) for end in share.range)
        drawn += [
            stroke(x, low, x, high, stroke=INK, stroke_width=1.4),
            element("circle", cx=x, cy=y, r=6, fill=BLUE),
            text(percent_of(share), x - 10, y - 10, font_size=13, fill=INK, text_anchor="end"),
            text(
                f"{count:,}", x, frame.top + frame.height + 18, font_size=12, fill=INK, text_anchor="middle"
            ),
        ]
    return picture(600, 340, "；".join(f"{count}: {percent_of(share)}" for count, share in points), *drawn)


def before_after(rows: Sequence[tuple[Said, Share, Share]], axis: Said) -> Markup:
    """Two models' shares on a line for every row: a ring for the first, a diamond for the second."""
    step = 32.0
    frame = Frame(170, 14, 520, step * len(rows), (0, 100), (0, 1))
    drawn = [upright_grid(frame), *below(frame, axis)]
    for at, (name, before, after) in enumerate(rows):
        middle = frame.top + step * (at + 0.5)
        x, x_after = frame.x(100 * before.value), frame.x(100 * after.value)
        colour = RED if after.value < before.value else BLUE
        drawn += named(name, frame.left - 10, middle - 1)
        drawn += [
            stroke(x, middle, x_after, middle, stroke=colour, stroke_width=3),
            element("circle", cx=x, cy=middle, r=6, fill="#fff", stroke=INK, stroke_width=1.6),
            diamond(x_after, middle, colour),
        ]
    what = "；".join(f"{name.zh} {percent_of(before)} → {percent_of(after)}" for name, before, after in rows)
    return picture(WIDTH, frame.top + frame.height + 52, what, *drawn)


def _threshold(frame: Frame, x: float, y: float, marked: Said) -> list[str]:
    at, height, bottom = frame.x(x), frame.y(y), frame.top + frame.height
    return [
        stroke(at, height, at, bottom, stroke=RED, stroke_dasharray="4 4"),
        stroke(frame.left, height, at, height, stroke=RED, stroke_dasharray="4 4"),
        diamond(at, height, RED, 9),
        text(marked.zh, at - 8, bottom - 30, font_size=NORMAL, fill=RED, text_anchor="end"),
        text(marked.en, at - 8, bottom - 14, font_size=SMALL, fill=RED, text_anchor="end", lang="en"),
        text(f"{x:.0f}%", at + 6, bottom - 8, font_size=13, fill=RED),
        text(f"{y:.0f}%", frame.left + 6, height + 16, font_size=13, fill=RED),
    ]


def _slanted(words: str, x: float, y: float) -> str:
    return text(words, 0, 0, transform=f"translate({x:.0f} {y - 6:.0f}) rotate(-45)", font_size=12, fill=SOFT)


def _zone(said: Said, x: float, y: float) -> list[str]:
    return [
        text(said.zh, x, y, font_size=15, fill=SOFT, text_anchor="middle"),
        text(said.en, x, y + 15, font_size=SMALL, fill=SOFT, text_anchor="middle", lang="en"),
    ]


def _key(kind: Said, colour: str, x: float) -> str:
    box = element("rect", x=x, y=16, width=26, height=13, fill=colour)
    words = text(kind.zh, x + 34, 27, font_size=NORMAL, fill=INK)
    return box + words + text(kind.en, x + 34, 42, font_size=SMALL, fill=SOFT, lang="en")
