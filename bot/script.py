"""Words of one Chinese script in the other, for readers who chose it."""

from functools import cache

from opencc import OpenCC

SCRIPTS = {"zh-Hans": "t2s", "zh-Hant": "s2t"}


def in_script(words: str, language: str) -> str:
    """Write words in a language's script; what stands in Traditional stays, as other languages' words do."""
    conversion = SCRIPTS.get(language)
    if conversion is None or (language == "zh-Hant" and _converter("t2s").convert(words) != words):
        return words
    converted: str = _converter(conversion).convert(words)
    # 里 in a name is the neighbourhood, which Traditional writes the same; «inside» would be 裏 or 裡.
    return converted if conversion == "t2s" else converted.replace("裏", "里").replace("裡", "里")


@cache
def _converter(conversion: str) -> OpenCC:
    return OpenCC(conversion)
