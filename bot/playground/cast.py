"""Who plays on the page: the people on the four phones, their suggested sentences, and their group."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Actor:
    """One phone of the page."""

    user_id: int
    name: str
    role: str
    language_code: str
    caption: str
    start_payload: str | None = None
    """What follows /start when START is pressed on this phone, as from an invite link."""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cast:
    """The people the page shows, and the bot they talk with."""

    actors: tuple[Actor, ...] = ()
    token: str = "1:playground"  # noqa: S105 - opens nothing
    group_title: str = ""
    """A group of all actors and the bot; none when empty."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_cast(data: dict[str, Any]) -> Cast:
    """The cast from its JSON form; raises TypeError for a field nobody knows."""
    actors = tuple(_read_actor(actor) for actor in data.get("actors", ()))
    return Cast(**{**data, "actors": actors})


def _read_actor(data: dict[str, Any]) -> Actor:
    return Actor(**{**data, "suggestions": tuple(data.get("suggestions", ()))})
