"""Writes SVG elements."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

Value = str | float | int


def element(name: str, *inside: str, **attributes: Value) -> str:
    """One element; `inside` is markup, attribute names are written with `_` for `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, **attributes: Value) -> str:
    """Words at a place."""
    return element("text", escape(words), x=x, y=y, **attributes)


def path(points: list[tuple[float, float]], **attributes: Value) -> str:
    """A line through points."""
    d = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("path", d=d, **attributes)


def picture(width: float, height: float, what: str, *inside: str) -> Markup:
    """A whole picture; `what` is read out to people who can't see it."""
    title = element("title", escape(what))
    drawn = element(
        "svg",
        title,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        style=f"max-width:{width:g}px",
    )
    return Markup(drawn)  # noqa: S704 - every word in it was escaped above


def _value(value: Value) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else escape(str(value), quote=True)
