"""Which model serves, and who may change that."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.people.permissions import must_coordinate
from classifier.failures import ModelError
from data import queries
from data.keys import fetch, key
from data.tables import ModelChange, Person, Retraining
from data.vocabulary import ModelChangeKind

SHOWN = 5  # earlier versions
Card = tuple[Notice, dict[str, Any]]


class Served(Protocol):
    """A model as far as the desk shows it."""

    @property
    def version(self) -> str: ...
    @property
    def metrics(self) -> Mapping[str, Any]: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


class Models(Protocol):
    """The models of this installation: the registry, or a stand-in in tests."""

    def serving(self) -> Any: ...
    def earlier(self) -> tuple[str, ...]: ...
    def promote(self, version: str) -> None: ...
    def rollback(self) -> str: ...


def show(desk: Desk, person: Person, models: Models) -> Card:
    """Show a coordinator the serving model, its figures, and those before it."""
    must_coordinate(desk, person)
    model: Served = models.serving()
    changes = queries.model_changes(desk.session, desk.community_id, SHOWN)
    return Notice.MODEL_CARD, {
        "version": model.version,
        "trained": trained(desk, model.version),
        "accuracy": percent(model.metrics.get("held_out_accuracy")),
        "messages": model.facts.get("messages"),
        "earlier": [trained(desk, version) or version for version in models.earlier()[::-1][:SHOWN]],
        "changes": [
            {"kind": change.kind.value, "at": desk.local(change.at), "name": name} for change, name in changes
        ],
    }


def promote(desk: Desk, person: Person, models: Models, retraining_id: int) -> Card:
    """Let a coordinator put the candidate of a retraining into service; a second press changes nothing.

    Refused when another model has begun to serve since, because it was not judged against that one.
    """
    must_coordinate(desk, person)
    report = fetch(desk.session, Retraining, retraining_id).report or {}
    before, version = models.serving().version, report.get("candidate")
    if not version or not report.get("passed"):
        raise Refused("no_candidate")
    if before != version:
        if before != report["serving"]:
            raise Refused("model_moved_on")
        try:
            models.promote(version)
        except ModelError as error:
            raise Refused("model_unreadable") from error
        _remember(desk, person, ModelChangeKind.PROMOTED, version, before)
    return Notice.MODEL_CHANGED, {"kind": ModelChangeKind.PROMOTED.value, "version": version}


def leave(desk: Desk, person: Person, retraining_id: int) -> Card:
    """Let a coordinator leave the serving model as it is; the candidate stays on the disk."""
    must_coordinate(desk, person)
    fetch(desk.session, Retraining, retraining_id)
    return Notice.MODEL_LEFT, {}


def roll_back(desk: Desk, person: Person, models: Models, serving: str) -> Card:
    """Let a coordinator go back to the model before; ``serving`` is the one the card showed.

    A second press goes back no further.
    """
    must_coordinate(desk, person)
    before = models.serving().version
    if before != serving:
        raise Refused("model_moved_on")
    if not models.earlier():
        raise Refused("no_earlier_model")
    try:
        version = models.rollback()
    except ModelError as error:
        raise Refused("model_unreadable") from error
    _remember(desk, person, ModelChangeKind.ROLLED_BACK, version, before)
    return Notice.MODEL_CHANGED, {"kind": ModelChangeKind.ROLLED_BACK.value, "version": version}


def trained(desk: Desk, version: str) -> str | None:
    """Return when a model was trained, by its name, in local time; None for a name that doesn't say."""
    try:
        moment = datetime.strptime(version[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return desk.local(moment)


def percent(share: float | None) -> int | None:
    """Write a share between 0 and 1 as a whole percentage."""
    return None if share is None else round(100 * share)


def _remember(desk: Desk, person: Person, kind: ModelChangeKind, version: str, before: str) -> None:
    desk.session.add(
        ModelChange(
            community_id=desk.community_id,
            person_id=key(person),
            at=desk.now,
            kind=kind,
            version=version,
            before=before,
        )
    )
