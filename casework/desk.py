"""The desk at one moment: the open transaction, the time, and the community whose desk it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.rules.calendar import Calendar, calendar_of
from casework.rules.parameters import Parameters
from casework.rules.routes import Rule
from casework.rules.verdict import Thresholds
from classifier.prediction import Prediction
from data.keys import key
from data.tables import Community


class Reader(Protocol):
    """What reads a message: the serving model, or a stand-in in tests."""

    @property
    def thresholds(self) -> Thresholds: ...

    def predict(self, text: str) -> Prediction: ...
    def likeness(self, one: str, other: str) -> float: ...


@dataclass
class Desk:
    """Everything a rule needs to know besides its own arguments. ``now`` is aware, UTC."""

    session: Session
    now: datetime
    community: Community

    @property
    def community_id(self) -> int:
        """The community's id; a desk is only ever opened on a stored community."""
        return key(self.community)

    @cached_property
    def parameters(self) -> Parameters:
        """The community's parameters, validated."""
        return Parameters.model_validate(self.community.parameters)

    @cached_property
    def routing(self) -> tuple[Rule, ...]:
        """The community's routing rules in their order, validated."""
        return tuple(Rule.model_validate(rule) for rule in self.community.routing)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        return ZoneInfo(self.community.timezone)

    @cached_property
    def calendar(self) -> Calendar:
        """The community's working calendar."""
        return calendar_of(self.parameters, self.zone)

    def local(self, moment: datetime) -> str:
        """Write a moment as the community's clocks show it (ISO 8601 with offset, to the minute)."""
        return moment.astimezone(self.zone).isoformat(timespec="minutes")
