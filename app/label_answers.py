"""Understands what a labeller types for one message."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from classifier.labels import LabelSet
from classifier.prediction import Urgency

FIRST_NUMBER = 11  # of the list of all labels; 1 to 3 are the likeliest
URGENCIES = ("", "!", "!!")


class Order(StrEnum):
    """What may be typed instead of a label."""

    LIST = "?"
    SKIP = "s"
    UNDO = "u"
    QUIT = "q"


@dataclass(frozen=True, slots=True)
class Answer:
    """A label, further labels, and how urgent the message is."""

    label: str
    also: tuple[str, ...]
    urgency: Urgency


class BadAnswer(Exception):
    """What was typed means nothing; the sentence says what would."""


def understood(typed: str, likeliest: Sequence[str], labels: LabelSet) -> Answer | Order:
    """Read «2», «2+15», «1!», «noise» or «噪音», or an order; raise `BadAnswer`.

    Full-width signs, as a Chinese keyboard gives them, count as the usual ones.
    """
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    if plain in list(Order):
        return Order(plain)
    words = plain.rstrip("!")
    urgency = _urgency(plain[len(words) :])
    label, *also = (_label(part.strip(), likeliest, labels) for part in words.split("+"))
    if label == labels.chat and (also or urgency is not Urgency.NORMAL):
        raise BadAnswer(f"«{labels[label].zh_hans}» 不能再加类别或紧急程度 / takes no + and no !")
    if labels.chat in also:
        raise BadAnswer(f"«{labels[labels.chat].zh_hans}» 不能作第二件事 / can't be a second concern")
    return Answer(label, tuple(name for name in dict.fromkeys(also) if name != label), urgency)


def _urgency(marks: str) -> Urgency:
    if marks not in URGENCIES:
        raise BadAnswer("! 较急，!! 紧急 / ! means urgent, !! an emergency")
    return list(Urgency)[URGENCIES.index(marks)]


def _label(part: str, likeliest: Sequence[str], labels: LabelSet) -> str:
    if part.isdecimal():
        return _numbered(int(part), likeliest, labels)
    names = {
        label.name
        for label in labels
        if part and any(name.startswith(part) for name in _names(label.name, labels))
    }
    exact = [name for name in names if part in _names(name, labels)]
    found = exact or sorted(names)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadAnswer(f"«{part}»：{'、'.join(labels[name].zh_hans for name in found)}？ / which of these?")
    raise BadAnswer(f"看不懂 «{part}»；按 ? 看全部类别 / I don't know «{part}»; ? lists all labels")


def _numbered(number: int, likeliest: Sequence[str], labels: LabelSet) -> str:
    if 1 <= number <= len(likeliest):
        return likeliest[number - 1]
    if FIRST_NUMBER <= number < FIRST_NUMBER + len(labels):
        return labels.names[number - FIRST_NUMBER]
    raise BadAnswer(f"没有 {number} 号；按 ? 看全部类别 / there is no number {number}; ? lists all labels")


def _names(name: str, labels: LabelSet) -> tuple[str, ...]:
    label = labels[name]
    return label.name, label.zh_hans, label.zh_hant, label.en.lower()
