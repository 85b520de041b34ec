"""What a place calls things: a region's set of words, and a community's own over it."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

REGIONS = ("tw", "hk")
WORDS = (
    *("desk", "compound", "example", "resident", "coordinator", "on_duty"),
    *("building", "unit", "room", "house", "which_building", "which_unit", "which_room", "write_room"),
    *("branch", "callers", "department", "whistle", "calls", "asks", "ledger", "book"),
)
PLACES = ("building", "unit", "room")  # with {number} in them
MOST_LETTERS = 60


def check_region(region: str) -> str:
    """Return a region whose words are shipped; raise ValueError with the mend otherwise."""
    if region not in REGIONS:
        raise ValueError(
            f"«{region}» is no set of words; write one of: {', '.join(REGIONS)}, or leave it out"
        )
    return region


def check_words(words: dict[str, str]) -> dict[str, str]:
    """Return words that the texts know; raise ValueError with the mend for the first that is wrong."""
    for name, word in words.items():
        if name not in WORDS:
            raise ValueError(f"the texts have no word «{name}»; write one of: {', '.join(WORDS)}")
        if not word.strip() or len(word) > MOST_LETTERS:
            raise ValueError(f"«{name}» needs a word of 1 to {MOST_LETTERS} letters")
        if (name in PLACES) != ("{number}" in word):
            mend = 'write it with {number}, such as "{number}座"' if name in PLACES else "leave it out"
            raise ValueError(
                f"«{name}»: «{word}» {'lacks' if name in PLACES else 'has a'} {{number}}; {mend}"
            )
    return words


def _only_a_region(value: Any) -> Any:
    return {"region": value} if isinstance(value, str) else value


Own = Annotated[dict[str, str], AfterValidator(check_words)]


class Words(BaseModel):
    """A region's set, None for the words of the texts themselves, and what this community calls otherwise.

    ``zh`` may be written in either script: readers get theirs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: Annotated[str, AfterValidator(check_region)] | None = None
    zh: Own = {}
    en: Own = {}


Named = Annotated[Words, BeforeValidator(_only_a_region)]
