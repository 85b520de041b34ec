"""The texts of one language, as those who write letters and pages are handed them."""

from typing import Protocol


class Words(Protocol):
    """Says a text of a section by its key, filled with facts."""

    def say(self, section: str, key: str, **facts: object) -> str: ...
