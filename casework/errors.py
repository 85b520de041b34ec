"""What casework says no with. An edge turns each into a sentence for the person who asked."""

from typing import Any


class CaseworkError(Exception):
    """Root of what casework raises."""


class Refused(CaseworkError):
    """A person may not do this now.

    ``reason`` is a key under ``refusals`` in the language files; ``facts`` fill its blanks.
    """

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


class BadOrganisation(CaseworkError):
    """The community file is wrong; ``problems`` are sentences with line and field."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
