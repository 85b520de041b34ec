"""What may be written in a community file: its sections and fields, with their defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from casework.people.numbers import Numbers
from casework.rules.parameters import Parameters, Strict, check_timezone
from casework.rules.reception import Reception
from casework.rules.rota import Shift
from casework.rules.routes import Rule, Several
from casework.rules.spans import ClaimSpan
from classifier.text import simplify
from data.vocabulary import LANGUAGES, Role

PLACEHOLDER = "{number}"


def _check_key(key: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", key):
        raise ValueError(f"«{key}» can't be a key; write small letters, digits and hyphens, such as east-1")
    return key


def _check_prefix(prefix: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", prefix):
        raise ValueError(f"«{prefix}» can't begin a case number; write capital letters, such as CT")
    return prefix


def _check_language(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"«{language}» is no language of the desk; write one of: {', '.join(LANGUAGES)}")
    return language


def _as_reported(places: tuple[str, ...]) -> tuple[str, ...]:
    """Write shared places as the classifier reports them: in Simplified characters."""
    if not all(place.strip() for place in places):
        raise ValueError("a place is empty; write a shared place such as 地下车库 or leave the line out")
    return tuple(simplify(place.strip()) for place in places)


def _check_email(address: str) -> str:
    if (
        not re.fullmatch(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]+", address)
        or not address.isascii()
    ):
        raise ValueError(f"«{address}» is no e-mail address; write one such as zhifa@example.gov.cn")
    return address


Email = Annotated[str, AfterValidator(_check_email)]
Key = Annotated[str, AfterValidator(_check_key)]
Prefix = Annotated[str, AfterValidator(_check_prefix)]
Zone = Annotated[str, AfterValidator(check_timezone)]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Language = Annotated[str, AfterValidator(_check_language)]


class Section(Strict):
    """A part of the file; blanks around a text don't count."""

    model_config = ConfigDict(str_strip_whitespace=True)


class Kind(Section):
    """A kind of body; tier 1 is nearest to the residents.

    One that ``may_whistle`` calls in those that only come ``by_whistle``.
    """

    key: Key
    name: Name
    tier: int = Field(ge=1, le=99)
    may_whistle: bool = False
    by_whistle: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """One building, written out."""

    number: str
    name: str
    units: tuple[str, ...]


class Buildings(Section):
    """A building, or a range of buildings that are alike; their name then contains {number}."""

    number: Numbers
    name: Name
    units: Numbers = ()

    @model_validator(mode="after")
    def _each_has_its_name(self) -> "Buildings":
        if len(self.number) > 1 and PLACEHOLDER not in self.name:
            raise ValueError(
                f"{len(self.number)} buildings would all be called «{self.name}»; "
                f'put {PLACEHOLDER} into the name, such as "{PLACEHOLDER}号楼"'
            )
        return self

    def houses(self) -> list[House]:
        """Write the range out."""
        return [House(n, self.name.replace(PLACEHOLDER, n), self.units) for n in self.number]


class Person(Section):
    """A member of a body; ``telegram`` is None until they join by invitation."""

    name: Name
    role: Role = Role.HANDLER
    duty: bool = True
    telegram: int | None = Field(default=None, gt=0, lt=2**52)  # as many bits as Telegram uses
    email: Email | None = None


class Body(Section):
    """A party that handles cases. No buildings means all of them; no parent, nobody above.

    An ``email`` of its own is a seat without a person, called like the body. Within ``claim`` its members
    claim a case, else each is given to one of them.
    """

    key: Key
    name: Name
    kind: str
    parent: str | None = None
    buildings: Numbers = ()
    categories: tuple[str, ...] = ()
    members: tuple[Person, ...] = ()
    email: Email | None = None
    reception: tuple[Reception, ...] = ()
    rota: tuple[Shift, ...] = ()
    claim: ClaimSpan | None = None

    def seats(self) -> tuple[Person, ...]:
        """Return the members, and after them the seat of the body's own address."""
        own = Person(name=self.name, email=self.email, duty=False) if self.email else None
        return (*self.members, own) if own else self.members


class RoutingRule(Rule):
    """A routing rule as people write it: buildings as ranges, places in either script."""

    model_config = ConfigDict(str_strip_whitespace=True)

    buildings: Numbers = ()
    places: Annotated[Several, AfterValidator(_as_reported)] = ()


class CommunityFile(Section):
    """The whole file: one community."""

    key: Key
    name: Name
    prefix: Prefix
    timezone: Zone
    languages: tuple[Language, ...] = Field(min_length=1)
    parameters: Parameters = Parameters()
    kinds: tuple[Kind, ...] = Field(min_length=1)
    buildings: tuple[Buildings, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = Field(min_length=1)
    routing: tuple[RoutingRule, ...] = ()

    def houses(self) -> list[House]:
        """Return every building in the order of the file."""
        return [house for entry in self.buildings for house in entry.houses()]

    def kind(self, key: str) -> Kind:
        """Return the kind with this key."""
        return next(kind for kind in self.kinds if kind.key == key)

    def tiers(self) -> dict[str, int]:
        """Return the tier of each kind of body."""
        return {kind.key: kind.tier for kind in self.kinds}

    def with_accounts(self, accounts: Mapping[str, int]) -> "CommunityFile":
        """Return the same community with Telegram accounts for members by name, for a demonstration."""
        bodies = tuple(_with_accounts(body, accounts) for body in self.bodies)
        return self.model_copy(update={"bodies": bodies})


def _with_accounts(body: Body, accounts: Mapping[str, int]) -> Body:
    members = tuple(
        person.model_copy(update={"telegram": accounts.get(person.name, person.telegram)})
        for person in body.members
    )
    return body.model_copy(update={"members": members})
