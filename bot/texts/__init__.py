"""The words people read, one folder a language; ``load`` reads them once, at start."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

from bot.texts.layers import lay
from casework.rules.words import PLACES, Words
from data.vocabulary import LANGUAGES

try:  # ten times as quick
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

SECTIONS = (
    *("notices", "buttons", "refusals", "toasts"),
    *("states", "outcomes", "triage_reasons", "events", "commands", "papers"),
    *("parts", "reasons", "urgencies", "explain", "letters", "pages", "words"),
)
_WEEKDAYS = {
    "zh-Hans": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "zh-Hant": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


class MissingText(LookupError):
    """A language file has no text under a key; the message names both."""


class Texts:
    """The texts of one language; each is compiled when it is first said."""

    def __init__(self, language: str, source: dict[str, dict[str, str]], environment: Environment) -> None:
        self.language = language
        self.source = source
        self._environment = environment
        self._compiled: dict[tuple[str, str], Template] = {}

    def say(self, section: str, key: str, **facts: Any) -> str:
        """Fill a text with facts; raise MissingText where the file has none."""
        template = self._compiled.get((section, key)) or self._compile(section, key)
        return template.render(**facts).strip()

    def fill(self, template: str, **facts: Any) -> str:
        """Fill a template that stands in the code with facts: it holds no word but what filters say."""
        return self._environment.from_string(template).render(**facts)

    def _compile(self, section: str, key: str) -> Template:
        text = self.source.get(section, {}).get(key)
        if text is None:
            raise MissingText(f"texts/{self.language}/ has no text for {section}.{key}: add one there")
        template = self._environment.from_string(str(text))
        self._compiled[section, key] = template
        return template


def load(category_names: dict[str, dict[str, str]], words: Words | None = None) -> dict[str, Texts]:
    """Read every language file. ``category_names`` gives each label's name by language.

    ``words`` are what the community calls things.
    """
    own = words or Words()
    return {language: _load_one(language, category_names, own) for language in LANGUAGES}


def _load_one(language: str, category_names: dict[str, dict[str, str]], words: Words) -> Texts:
    source = lay(read(language), words, language)
    labels = {label: names.get(language, label) for label, names in category_names.items()}
    labels |= source.pop("categories", {})
    # Messages are sent as plain text, so there is no markup that a resident's words could break.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    texts = Texts(language, source, environment)
    environment.filters["day"] = lambda moment: _day(moment, language)
    environment.filters["by"] = lambda moment, urgency: _by(moment, urgency, language)
    environment.filters["category"] = lambda label: labels.get(label, label)
    environment.filters["state"] = lambda state: texts.say("states", state)
    environment.filters["outcome"] = lambda outcome: texts.say("outcomes", outcome)
    environment.filters["triage_reason"] = lambda reason: texts.say("triage_reasons", reason)
    environment.filters["urgency"] = lambda urgency: texts.say("urgencies", urgency)
    environment.filters["part"] = lambda part: texts.say("parts", part["status"], **part)
    environment.filters["quarter"] = lambda quarter: texts.say("papers", "quarter", **_quarter(quarter))
    environment.filters["tally"] = lambda line: texts.say("papers", "tally", **line)
    environment.filters["brief"] = lambda line: texts.say("papers", "brief", **line)
    environment.filters["graded"] = lambda line: texts.say("papers", "grade_line", **line)
    environment.filters["input"] = lambda name: texts.say("papers", f"input_{name}")
    environment.filters["figure"] = lambda figure: texts.say("papers", f"figure_{figure}")
    environment.filters["event"] = lambda event: texts.say(
        "events", event["kind"], **with_reason(texts, event)
    )
    environment.globals["word"] = source["words"]
    for place in PLACES:
        environment.filters[place] = _numbered(source["words"][place])
    return texts


def _numbered(word: str) -> Callable[[str | None], str]:
    """Name a building, unit or room by its number; nothing where there is none."""
    return lambda number: word.replace("{number}", str(number)) if number else ""


def with_reason(texts: Texts, event: dict[str, Any]) -> dict[str, Any]:
    """Add to what an event holds the words for the reason that it names as a code."""
    known = texts.source["reasons"].get(str(event.get("reason")))
    said = texts.say("reasons", event["reason"], **event) if known is not None else ""
    return {**event, "said": said}


def read(language: str) -> dict[str, dict[str, str]]:
    """Read the files of a language, each about one part of the desk, as one; raise where two say one key."""
    source: dict[str, dict[str, str]] = {}
    for path in sorted(files("bot.texts").joinpath(language).iterdir(), key=lambda path: path.name):
        for section, texts in yaml.load(path.read_text(encoding="utf-8"), SafeLoader).items():
            known = source.setdefault(section, {})
            if doubled := known.keys() & texts.keys():
                place = f"texts/{language}/{path.name}, {section}"
                raise ValueError(
                    f"{place}: {', '.join(sorted(doubled))} stands in another file too; remove it"
                )
            known |= texts
    return source


def _quarter(quarter: str) -> dict[str, int]:
    year, _, number = quarter.partition("Q")
    return {"year": int(year), "number": int(number)}


def _by(moment: str, urgency: str, language: str) -> str:
    """Write a deadline: the day alone, unless hours count."""
    day = _day(moment, language)
    return day if urgency != "normal" else day[: -len(", 00:00" if language == "en" else "00:00")]


def _day(moment: str, language: str) -> str:
    """Write a local moment (ISO 8601) as people say it: 11月29日（周日）18:00."""
    local = datetime.fromisoformat(moment)
    weekday = _WEEKDAYS[language][local.weekday()]
    if language == "en":
        return f"{weekday} {local.day} {local:%b}, {local:%H:%M}"
    return f"{local.month}月{local.day}日（{weekday}）{local:%H:%M}"
