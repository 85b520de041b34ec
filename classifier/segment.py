"""Cuts normalised text into words."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache

import jieba

jieba.setLogLevel(logging.WARNING)


class Segmenter:
    """jieba with words of one's own; holds about 80 MB, so it is shared by models with the same words."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted({word for word in words if word.strip()}))
        self._tokenizer = _without_cache_file()
        for word in self.words:
            self._tokenizer.add_word(word)

    def cut(self, text: str) -> Iterator[str]:
        """Yield the words of the text in order; joined, they are the text."""
        yield from self._tokenizer.cut(text)


@lru_cache(maxsize=2)
def segmenter(words: tuple[str, ...]) -> Segmenter:
    """The segmenter for these words, made once."""
    return Segmenter(words)


def _without_cache_file() -> jieba.Tokenizer:
    """A tokenizer without jieba's cache in /tmp, which is no faster and which anybody may write."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
