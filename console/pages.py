"""A page as HTML, from a template and the texts of one language; every fact is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from casework.letters.answers import Matter
from casework.letters.texts import Words

HTML_LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}


def page(words: Words, matter: Matter, form: dict[str, str], refused: str | None = None) -> str:
    """Write the page of a letter. ``form`` is what was typed, when it came back with a refusal."""
    return _template().render(
        say=lambda key: words.say("pages", key, **matter.facts),
        stage=matter.stage,
        facts=matter.facts,
        form=form,
        refused=refused,
        html_language=HTML_LANGUAGES[matter.language],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("console"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("letter.html")
