"""A place's own texts laid over those of a language: a region's set first, a community's words last."""

from importlib.resources import files

import yaml

from bot.script import in_script
from casework.rules.words import Words

Layer = dict[str, dict[str, str]]


def region(name: str, language: str) -> Layer:
    """Read what a region says otherwise; Simplified follows from its Traditional."""
    path = files("bot.texts").joinpath("regions", f"{name}.yaml")
    layers: dict[str, Layer] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if language in layers:
        return layers[language]
    written = layers["zh-Hant"] if language.startswith("zh") else {}
    return {
        section: {key: in_script(text, language) for key, text in texts.items()}
        for section, texts in written.items()
    }


def lay(source: Layer, words: Words, language: str) -> Layer:
    """Return the texts of a language as a community says them."""
    own = words.zh if language.startswith("zh") else words.en
    layers = [region(words.region, language)] if words.region else []
    layers.append({"words": {name: in_script(word, language) for name, word in own.items()}})
    for layer in layers:
        source = source | {section: source.get(section, {}) | texts for section, texts in layer.items()}
    return source
