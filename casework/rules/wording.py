"""Whether words say anything: what is left of them besides a date and marks."""

import re

MIN_LETTERS = 3
_DATE_AND_MARKS = re.compile(
    r"\d+\s*[年月日号號天周週]|[今明后後]天|[今明后後]年|[下这這本]?个?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天末]?|[\W\d_]"
)


def says_something(words: str) -> bool:
    """Say whether somebody who reads the words learns more than a day."""
    return len(_DATE_AND_MARKS.sub("", words)) >= MIN_LETTERS
