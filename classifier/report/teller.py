"""Holds what a section of the page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from classifier.labels import LabelSet
from classifier.report.words import Said, Words

MOST_NOTES = 12


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
class Key:
    """What a colour in a picture means."""

    colour: str
    ink: str
    mark: str
    said: Said


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, how to read the picture, the picture, what it says, and messages that show it."""

    name: str
    title: Said
    how: Said | None = None
    picture: Markup | None = None
    keys: tuple[Key, ...] = ()
    said: tuple[Said, ...] = ()
    notes: tuple[Note, ...] = ()
    rest: Said | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """Says things with the labels' names for people."""

    words: Words
    labels: LabelSet

    def say(self, key: str, **facts: Any) -> Said:
        """Fill a sentence."""
        return self.words.say(key, **facts)

    def name(self, label: str) -> Said:
        """A label's name for people; another model may know labels these don't contain."""
        if label not in self.labels:
            return Said(label, label)
        return Said(self.labels[label].zh_hans, self.labels[label].en)

    def names(self, labels: Sequence[str]) -> Said:
        """Names in a row."""
        said = [self.name(label) for label in labels]
        return Said("、".join(name.zh for name in said), ", ".join(name.en for name in said))

    def section(
        self,
        name: str,
        picture: Markup | None = None,
        said: Sequence[Said] = (),
        notes: Sequence[Note] = (),
    ) -> Section:
        """A section whose heading and explanation stand in the texts under its name."""
        return Section(
            name, self.say(name), self.say(f"{name}_how"), picture, said=tuple(said), notes=tuple(notes)
        )
