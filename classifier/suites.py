"""Checks that a model hears the same thing however it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from opencc import OpenCC

from classifier.examples import Example
from classifier.gates import Gate
from classifier.model import Model
from classifier.text import HAN, script_of

MOST = 200  # messages in a suite
SAME_SCRIPT = 0.98  # labels that must stay the same
SAME_SYMBOLS = 0.95  # less: commas go with the symbols
SYMBOLS = "*~·｜/"
HAN_ONLY = re.compile(f"[{HAN}]")


def write_in_other_ways(model: Model, examples: Sequence[Example]) -> Iterator[Gate]:
    """A gate for each way of writing."""
    chosen = examples[:: max(1, len(examples) // MOST)][:MOST]
    yield _same(model, chosen, "either script", in_other_script, SAME_SCRIPT)
    yield _same(model, chosen, "symbols", sprinkled, SAME_SYMBOLS)


def in_other_script(text: str) -> str:
    """The text in Simplified characters when it is Traditional, else in Traditional ones."""
    conversion = "t2s" if script_of(text) == "Hant" else "s2t"
    return str(_converter(conversion).convert(text))


def sprinkled(text: str) -> str:
    """The text with a symbol between any two characters, as people write who fear a filter."""
    signs = []
    for position, sign in enumerate(text):
        between = position and HAN_ONLY.match(sign) and HAN_ONLY.match(text[position - 1])
        signs.append(f"{SYMBOLS[position % len(SYMBOLS)]}{sign}" if between else sign)
    return "".join(signs)


def _same(
    model: Model, examples: Sequence[Example], name: str, written: Callable[[str], str], wanted: float
) -> Gate:
    plain = model.predict_many([example.text for example in examples])
    other = model.predict_many([written(example.text) for example in examples])
    changed = tuple(
        example.id for example, one, two in zip(examples, plain, other, strict=True) if one.label != two.label
    )
    share = 1 - len(changed) / max(1, len(examples))
    return Gate(name, share >= wanted, f"the same label for {share:.3f} of {len(examples)} messages", changed)


@cache
def _converter(conversion: str) -> OpenCC:
    return OpenCC(conversion)
