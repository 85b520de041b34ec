"""Routing rules as a community writes them: which matter, where and how urgent, goes to whom first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from casework.rules.parameters import Strict
from casework.rules.spans import ClaimSpan
from data.vocabulary import Urgency


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _as_helper(value: Any) -> Any:
    return {"body": value} if isinstance(value, str) else value


class Helper(Strict):
    """A body that is asked in beside the owner, with its part in words; a bare key has no words."""

    body: str
    task: str = Field(default="", max_length=200)


Several = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Helpers = Annotated[tuple[Annotated[Helper, BeforeValidator(_as_helper)], ...], BeforeValidator(_listed)]


class Rule(Strict):
    """One rule: every condition that is written must fit; then it names a body, or the nearest of a kind.

    ``because`` are the words in which residents read the reason; within ``claim`` the members of the
    body claim it, whatever the body itself says of that.
    """

    categories: Several = ()
    buildings: tuple[str, ...] = ()
    places: Several = ()
    urgency: Annotated[tuple[Urgency, ...], BeforeValidator(_listed)] = ()
    body: str | None = None
    nearest: str | None = None
    helpers: Helpers = ()
    because: str = Field(default="", max_length=60)
    claim: ClaimSpan | None = None

    @model_validator(mode="after")
    def _names_one_owner(self) -> "Rule":
        if (self.body is None) == (self.nearest is None):
            raise ValueError("a rule needs either «body» (a body's key) or «nearest» (a kind), and not both")
        return self


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be routed: about what, in which building, at which shared place, how urgent."""

    category: str
    building: str | None
    place: str | None = None
    urgency: Urgency = Urgency.NORMAL


def misfit(rule: Rule, matter: Matter) -> str | None:
    """Return the first condition of the rule that the matter does not meet; None when it meets all."""
    return next((name for name, fits in _CONDITIONS.items() if not fits(rule, matter)), None)


def at_place(spot: str | None, places: tuple[str, ...]) -> bool:
    """Say whether a shared place as the classifier reports it (地下车库) is one of those named (车库)."""
    return spot is not None and any(place.casefold() in spot.casefold() for place in places)


_CONDITIONS: dict[str, Callable[[Rule, Matter], bool]] = {
    "other_category": lambda rule, matter: not rule.categories or matter.category in rule.categories,
    "other_building": lambda rule, matter: not rule.buildings or matter.building in rule.buildings,
    "other_place": lambda rule, matter: not rule.places or at_place(matter.place, rule.places),
    "other_urgency": lambda rule, matter: not rule.urgency or matter.urgency in rule.urgency,
}
