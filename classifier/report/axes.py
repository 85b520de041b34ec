"""The parts that charts have in common: colours, axes, names, marks."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.report.figures import Share
from classifier.report.svg import element, path, text
from classifier.report.words import Said, percent

# Okabe and Ito 2008, «Color Universal Design»: told apart by colour-blind people, and in grey by lightness.
BLUE, SKY, YELLOW, RED = "#0072b2", "#56b4e9", "#f0b429", "#d55e00"
INK, SOFT, GRID = "#1f2328", "#5f6670", "#dfe3e8"
WIDTH = 760.0
SMALL, NORMAL = 11, 14  # sizes of letters


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in which numbers have places; both ranges are (least, most)."""

    left: float
    top: float
    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]

    def x(self, value: float) -> float:
        """Where a number lies from left to right."""
        least, most = self.across
        return self.left + self.width * (value - least) / (most - least)

    def y(self, value: float) -> float:
        """Where a number lies from below to above."""
        least, most = self.up
        return self.top + self.height * (most - value) / (most - least)


def grid(frame: Frame, *, across: bool = True) -> str:
    """Lines and numbers for both axes."""
    return (upright_grid(frame) if across else "") + "".join(
        _level(frame, value) for value in _ticks(*frame.up)
    )


def upright_grid(frame: Frame) -> str:
    """Upright lines with their numbers below."""
    bottom = frame.top + frame.height
    return "".join(
        stroke(frame.x(value), frame.top, frame.x(value), bottom, stroke=GRID)
        + text(f"{value:g}", frame.x(value), bottom + 17, font_size=12, fill=SOFT, text_anchor="middle")
        for value in _ticks(*frame.across)
    )


def _level(frame: Frame, value: float) -> str:
    y = frame.y(value)
    number = text(f"{value:g}", frame.left - 8, y + 4, font_size=12, fill=SOFT, text_anchor="end")
    return stroke(frame.left, y, frame.left + frame.width, y, stroke=GRID) + number


def _ticks(least: float, most: float) -> list[float]:
    step = 20 if most - least > 50 else 10 if most - least > 25 else 5
    return [float(value) for value in range(int(least), int(most) + 1, step)]


def below(frame: Frame, said: Said) -> list[str]:
    """The lower axis and its name."""
    middle, bottom = frame.left + frame.width / 2, frame.top + frame.height
    return [
        stroke(frame.left, bottom, frame.left + frame.width, bottom, stroke=SOFT),
        text(said.zh, middle, bottom + 34, font_size=13, fill=INK, text_anchor="middle"),
        text(said.en, middle, bottom + 48, font_size=SMALL, fill=SOFT, text_anchor="middle", lang="en"),
    ]


def beside(frame: Frame, said: Said) -> list[str]:
    """The upright axis and its name, read from below to above."""
    middle = frame.top + frame.height / 2
    return [
        stroke(frame.left, frame.top, frame.left, frame.top + frame.height, stroke=SOFT),
        _turned(said.zh, 22, middle, font_size=13, fill=INK),
        _turned(said.en, 37, middle, font_size=SMALL, fill=SOFT, lang="en"),
    ]


def _turned(words: str, x: float, y: float, **attributes: str | float) -> str:
    turn = f"translate({x:.0f} {y:.0f}) rotate(-90)"
    return text(words, 0, 0, transform=turn, text_anchor="middle", **attributes)


def named(name: Said, right: float, y: float) -> list[str]:
    """A name that ends at a place, in both languages."""
    return [
        text(name.zh, right, y, font_size=NORMAL, fill=INK, text_anchor="end"),
        text(name.en, right, y + 12, font_size=9, fill=SOFT, text_anchor="end", lang="en"),
    ]


def diamond(x: float, y: float, colour: str, size: float = 7) -> str:
    """A mark that differs from a dot in shape too."""
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y), (x, y - size)]
    return path(corners, fill=colour, stroke="#fff", stroke_width=1)


def stroke(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def percent_of(share: Share) -> str:
    """A share as people write it."""
    return f"{percent(share.value)}%"
