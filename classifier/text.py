"""Brings what residents type into one form: Simplified, plain, without decoration."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from opencc import OpenCC

Script = Literal["Hans", "Hant"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KEPT = "，。！？；：、,.!?;:()《》%"  # punctuation that cuts clauses or carries a number
INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
LINK = re.compile(r"https?://[!-~]+|www\.[!-~]+")
ID_CARD = re.compile(r"(?<!\d)\d{17}[\dx](?!\d)")
PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
MASKED_PHONE = re.compile(r"(?<!\d)1[3-9]\d[*x]{4,8}\d{0,4}")
SPRINKLED = re.compile(rf"(?:[{HAN}][{KEPT}*·…~]+){{3,}}(?=[{HAN}])")
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[^{HAN}a-z0-9{KEPT}]+(?=[{HAN}])")
MARKS = re.compile(rf"[{KEPT}*·…~]+")
DECORATION = re.compile(rf"[^{HAN}a-z0-9{KEPT}\s#/+-]+")
COUNTY = re.compile(r"(?<![a-z0-9])[a-z]\d{0,2}(?=[市县区镇])")  # «A市B3区»: the code says nothing
MANY_SPACES = re.compile(r"\s+")
REPEATED = re.compile(r"([^\d])\1{2,}")
REPEATED_MARK = re.compile(rf"([{KEPT}])\1+")
HAN_MARK = str.maketrans({",": "，", "!": "！", "?": "？", ";": "；", ":": "："})


def normalise(text: str) -> str:
    """Return the text as the classifier reads it: one script, one width, no decoration, no phone numbers.

    Takes time linear in the length of the text.
    """
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).lower()
    text = mask(text)
    text = COUNTY.sub("某", text)
    text = SPRINKLED.sub(lambda run: MARKS.sub("", run[0]), text)
    text = BETWEEN_HAN.sub("", text)
    text = DECORATION.sub(" ", text)
    text = REPEATED_MARK.sub(r"\1", REPEATED.sub(r"\1\1", text))
    text = mainland_words(simplify(text))
    return MANY_SPACES.sub(" ", text.translate(HAN_MARK)).strip()


def mask(text: str) -> str:
    """Hide what names a person or leads away: phone numbers, identity numbers, links."""
    text = ID_CARD.sub(" idcard ", LINK.sub(" link ", text))
    return MASKED_PHONE.sub(" phone ", PHONE.sub(" phone ", text))


def simplify(text: str) -> str:
    """Return the text in Simplified characters with mainland vocabulary, by dictionary."""
    whole = text.encode(errors="ignore").decode()  # without half characters, which broken JSON may hold
    return str(_converter().convert(whole))


def mainland_words(text: str) -> str:
    """Replace words of Hong Kong and Taiwan (in Simplified characters) by the mainland's."""
    pattern, words = _regional()
    return pattern.sub(lambda found: words[found[0]], text)


def script_of(text: str) -> Script | None:
    """Tell Simplified from Traditional by the characters only one of them has; None when there are none."""
    votes = sum(_vote(character) for character in text)
    if votes == 0:
        return None
    return "Hant" if votes > 0 else "Hans"


@cache
def _vote(character: str) -> int:
    """1 for a character only Traditional text has, -1 for one only Simplified text has, else 0."""
    if character < "\u3400":
        return 0
    if _encodes(character, "gb2312"):
        return 0 if _encodes(character, "big5") else -1
    return int(_encodes(character, "big5hkscs"))


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2sp")


@cache
def _regional() -> tuple[re.Pattern[str], dict[str, str]]:
    source = Path(__file__).with_name("regional.yaml")
    words: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))["words"]
    longest_first = sorted(words, key=len, reverse=True)
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, longest_first))})"), words
