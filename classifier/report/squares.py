"""Draws squares that hold messages: a hundred of them, and those of every pair of labels."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from classifier.report.axes import INK, NORMAL, SMALL, SOFT, named
from classifier.report.figures import Counts
from classifier.report.svg import element, picture, text
from classifier.report.teller import Key
from classifier.report.words import Said


def hundred(shares: Sequence[float], keys: Sequence[Key]) -> Markup:
    """A hundred squares, shared among the keys."""
    counts = in_hundred(shares)
    squares = [key for key, many in zip(keys, counts, strict=True) for _ in range(many)]
    drawn = [_square(key, 30.0 * (at % 10), 30.0 * (at // 10)) for at, key in enumerate(squares)]
    return picture(296, 296, "；".join(key.said.zh for key in keys), *drawn)


def in_hundred(shares: Sequence[float]) -> list[int]:
    """Whole numbers that add up to a hundred, by largest remainder."""
    whole = [int(100 * share) for share in shares]
    order = sorted(range(len(shares)), key=lambda at: whole[at] - 100 * shares[at])
    for at in order[: 100 - sum(whole)]:
        whole[at] += 1
    return whole


def _square(key: Key, x: float, y: float) -> str:
    box = element("rect", x=x, y=y, width=26, height=26, rx=4, fill=key.colour)
    return box + text(key.mark, x + 13, y + 19, font_size=16, fill=key.ink, text_anchor="middle")


def heat_map(names: Sequence[Said], matrix: Counts, wanted: Said, said: Said) -> Markup:
    """Counts per pair of labels; shades are shares of a row, blue where they agree and orange elsewhere."""
    cell, left, top = 34.0, 176.0, 158.0
    drawn = [
        text(f"{said.zh} →", left, 16, font_size=NORMAL, fill=INK, font_weight="bold"),
        text(said.en, left + 84, 16, font_size=SMALL, fill=SOFT),
        text(
            f"{wanted.zh} ↓",
            left - 10,
            top - 26,
            font_size=NORMAL,
            fill=INK,
            font_weight="bold",
            text_anchor="end",
        ),
        text(wanted.en, left - 10, top - 11, font_size=SMALL, fill=SOFT, text_anchor="end"),
    ]
    for at, name in enumerate(names):
        drawn += named(name, left - 10, top + cell * at + 16)
        drawn.append(_upright(name.zh, left + cell * (at + 0.5), top - 8))
        among = max(1, int(matrix[at].sum()))
        for other in range(len(names)):
            many = int(matrix[at, other])
            drawn.append(
                _cell(left + cell * other, top + cell * at, cell, many, many / among, agrees=at == other)
            )
    what = f"{wanted.zh} × {said.zh}"
    return picture(left + cell * len(names) + 8, top + cell * len(names) + 8, what, *drawn)


def _cell(x: float, y: float, size: float, count: int, share: float, *, agrees: bool) -> str:
    # Rare mistakes must stay visible: the shade of a mistake grows with the root of its share.
    strength = share if agrees else min(1.0, (3 * share) ** 0.5)
    fill = _mixed((0, 114, 178) if agrees else (213, 94, 0), strength) if count else "#f6f7f9"
    box = element("rect", x=x + 1, y=y + 1, width=size - 2, height=size - 2, fill=fill)
    if not count:
        return box
    ink = "#fff" if strength > (0.55 if agrees else 0.8) else INK
    return box + text(
        str(count), x + size / 2, y + size / 2 + 5, font_size=13, fill=ink, text_anchor="middle"
    )


def _upright(words: str, x: float, bottom: float) -> str:
    """Chinese written from above to below, ending at `bottom`."""
    size = 13
    return "".join(
        text(
            character,
            x,
            bottom - (size + 1) * (len(words) - 1 - at),
            font_size=size,
            fill=INK,
            text_anchor="middle",
        )
        for at, character in enumerate(words)
    )


def _mixed(colour: tuple[int, int, int], strength: float) -> str:
    """The colour on white, from a tenth upwards so that one message is seen."""
    part = 0.1 + 0.9 * strength
    return "#" + "".join(f"{round(255 - part * (255 - channel)):02x}" for channel in colour)
