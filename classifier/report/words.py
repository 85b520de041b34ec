"""Says what stands on the page, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """The same in both languages."""

    zh: str
    en: str


class Words:
    """The sentences of `texts.yaml`, with their gaps filled."""

    def __init__(self) -> None:
        source = Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8")
        rows: dict[str, dict[str, str]] = yaml.safe_load(source)
        # Plain text: the page escapes it where it is put.
        environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
        environment.filters["pct"] = percent
        self.sentences = {
            key: {language: environment.from_string(row[language]) for language in LANGUAGES}
            for key, row in rows.items()
        }

    def say(self, key: str, **facts: Any) -> Said:
        """Fill a sentence; a fact that is a `Said` is put in the sentence's own language."""
        zh, en = (self._fill(key, language, facts) for language in LANGUAGES)
        return Said(zh, en)

    def _fill(self, key: str, language: str, facts: dict[str, Any]) -> str:
        own = {
            name: getattr(fact, language) if isinstance(fact, Said) else fact for name, fact in facts.items()
        }
        return self.sentences[key][language].render(own).strip()


def percent(share: float) -> str:
    """A share as whole hundredths; only what is all or nothing is called so."""
    rounded = round(100 * share)
    return str(rounded if share in (0, 1) else min(max(rounded, 1), 99))
