"""Keeps messages apart that no model ever learns from, so that all models are judged on the same ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from classifier.examples import Example, read_examples
from classifier.labels import LabelSet
from classifier.own_labels import settled
from classifier.text import normalise

WORD = re.compile(r"\w+")
GROUPS = 10
HELD = 1  # of the groups of residents, so that a tenth of what the desk teaches is measured on


def frozen(labels: LabelSet) -> list[Example]:
    """The messages that are shipped to judge models by; other hands wrote them than the corpus."""
    examples = read_examples([Path(__file__).with_name("held_out") / "messages.jsonl"])
    return settled(examples, labels)


def group(resident: str) -> str:
    """The group of a resident, as `Example.source`; it stays the same for ever."""
    return f"desk {_number(resident)}"


def split(taught: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Part what the desk taught into what is learnt from and what is held out, by groups of residents."""
    rows = list(taught)
    held = [example for example in rows if is_held_out(example)]
    return [example for example in rows if not is_held_out(example)], held


def is_held_out(example: Example) -> bool:
    """Whether the example's group is measured on."""
    return example.source in {f"desk {number}" for number in range(HELD)}


def without(examples: Sequence[Example], held: Sequence[Example]) -> list[Example]:
    """The examples whose words do not stand among the held-out messages too."""
    measured = {words(example.text) for example in held}
    return [example for example in examples if words(example.text) not in measured]


def words(text: str) -> str:
    """The text as the classifier reads it, without punctuation; marks and emoji alone stay as they are."""
    return "".join(WORD.findall(normalise(text))) or text


def _number(resident: str) -> int:
    return int.from_bytes(hashlib.blake2b(resident.encode(), digest_size=4).digest()) % GROUPS
