"""What coordinators change about the labels: they add one, call one otherwise, take one out of use."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from casework.desk import Desk
from casework.errors import Refused
from casework.learning.opinions import collect
from casework.notice import Notice
from casework.people.permissions import must_coordinate
from classifier import own_labels as own
from classifier.failures import ModelError
from classifier.labels import Label, LabelSet
from data import queries
from data.keys import fetch, key
from data.tables import Body, LabelChange, Person
from data.vocabulary import LabelChangeKind

Card = tuple[Notice, dict[str, Any]]
NAMES = ("zh_hans", "zh_hant", "en")
LONGEST = 12  # characters of a Chinese name: it stands on buttons and in lines
LONGEST_ENGLISH = 30
SHOWN = 5  # changes


class Labels(Protocol):
    """The labels of this installation, as the running desk uses them."""

    def current(self) -> LabelSet:
        """Return the labels in use and the retired ones."""
        ...

    def change(self, labels: LabelSet) -> None:
        """Keep other labels; the desk uses them from now on."""
        ...

    def examples(self) -> Mapping[str, int]:
        """Return how many messages of the shipped corpus each label has."""
        ...


def show(desk: Desk, person: Person, labels: Labels, known: LabelSet | None) -> Card:
    """Show a coordinator the labels and what they are learnt from; ``known`` are the serving model's."""
    must_coordinate(desk, person)
    here, corpus, taught = labels.current(), labels.examples(), _taught(desk, labels.current())
    return Notice.LABELS_CARD, {
        "labels": [
            {
                "category": label.name,
                "corpus": corpus.get(label.name, 0),
                "desk": taught[label.name],
                "fresh": known is not None and label.name not in known,
            }
            for label in here
        ],
        "enough": own.ENOUGH,
        "retired": [{"category": label.name, "into": label.into} for label in here.retired],
        "changes": [
            {
                "kind": change.kind.value,
                "category": change.label,
                "words": change.words,
                "at": desk.local(change.at),
                "name": name,
            }
            for change, name in queries.label_changes(desk.session, desk.community_id, SHOWN)
        ],
    }


def choose(desk: Desk, person: Person, labels: Labels, what: LabelChangeKind) -> Card:
    """Offer the labels that may be renamed or retired."""
    must_coordinate(desk, person)
    here = labels.current()
    names = here.names if what is LabelChangeKind.RENAMED else here.concerns
    return Notice.CHOOSE_LABEL, {"what": what.value, "categories": list(names)}


def choose_body(desk: Desk, person: Person) -> Card:
    """Offer the bodies that a new label may be given to: whoever handles concerns of the whole compound."""
    must_coordinate(desk, person)
    bodies = [{"id": key(body), "name": body.name} for body in _takers(desk)]
    return Notice.CHOOSE_LABEL_BODY, {"bodies": bodies}


def ask_name(desk: Desk, person: Person, labels: Labels, name: str) -> Card:
    """Ask for other words for a label."""
    must_coordinate(desk, person)
    return Notice.ASK_LABEL_WORDS, {"category": _in_use(labels, name).name, "body": None}


def ask_new(desk: Desk, person: Person, body_id: int) -> Card:
    """Ask for the words of a new label."""
    must_coordinate(desk, person)
    return Notice.ASK_LABEL_WORDS, {"category": None, "body": _taker(desk, body_id).name}


def add(
    desk: Desk, person: Person, labels: Labels, body_id: int, names: Mapping[str, str], covers: str
) -> Card:
    """Add a label that a body handles from now on; the model learns it when it has enough examples."""
    must_coordinate(desk, person)
    body, here = _taker(desk, body_id), labels.current()
    label = _begun(here, body, names)
    if label is None:
        _check(here, names)
        simplified, traditional, english = (names[field] for field in NAMES)
        label = Label(_data_name(here, english), simplified, traditional, english, covers or simplified)
        _keep(labels, own.added(here, replace(label, body=body.key)))
    body.categories = [*body.categories, label.name]
    desk.session.add(body)
    _remember(desk, person, LabelChangeKind.ADDED, label.name, names["zh_hans"])
    return Notice.LABEL_CHANGED, {
        "kind": LabelChangeKind.ADDED.value,
        "category": label.name,
        "body": body.name,
        "enough": own.ENOUGH,
    }


def rename(desk: Desk, person: Person, labels: Labels, name: str, names: Mapping[str, str]) -> Card:
    """Call a label otherwise; its examples and cases stay with it."""
    must_coordinate(desk, person)
    here = labels.current()
    _check(here, names, but=_in_use(labels, name).name)
    _keep(labels, own.renamed(here, name, **names))
    _remember(desk, person, LabelChangeKind.RENAMED, name, names["zh_hans"])
    return Notice.LABEL_CHANGED, {"kind": LabelChangeKind.RENAMED.value, "category": name}


def choose_heir(desk: Desk, person: Person, labels: Labels, name: str) -> Card:
    """Offer the labels that may take the examples of one that is retired."""
    must_coordinate(desk, person)
    label = _in_use(labels, name)
    heirs = [other.name for other in _heirs(labels.current(), label)]
    return Notice.CHOOSE_LABEL_HEIR, {"category": name, "categories": heirs, "none": not label.safety}


def retire(desk: Desk, person: Person, labels: Labels, name: str, into: str | None) -> Card:
    """Take a label out of use; open cases keep it, bodies too, as long as the serving model may choose it."""
    must_coordinate(desk, person)
    label = _in_use(labels, name)
    if into is None and label.safety:
        raise Refused("label_safety")
    if into is not None and into not in {other.name for other in _heirs(labels.current(), label)}:
        raise Refused("label_gone")
    _keep(labels, own.retired(labels.current(), name, into))
    _remember(desk, person, LabelChangeKind.RETIRED, name, into or "")
    return Notice.LABEL_CHANGED, {
        "kind": LabelChangeKind.RETIRED.value,
        "category": name,
        "into": into,
        "open": queries.open_under(desk.session, desk.community_id, name),
    }


def _taught(desk: Desk, labels: LabelSet) -> Counter[str | None]:
    """How many of the desk's own messages each label has, by what was said of them last."""
    latest = {opinion.message: labels.heir(opinion.label) for opinion in collect(desk)}
    return Counter(latest.values())


def _heirs(labels: LabelSet, label: Label) -> Iterator[Label]:
    for other in labels:
        if other.concern and other.name != label.name and (other.safety or not label.safety):
            yield other


def _in_use(labels: Labels, name: str) -> Label:
    here = labels.current()
    if name not in here:
        raise Refused("label_gone")
    return here[name]


def _takers(desk: Desk) -> list[Body]:
    """The bodies that handle concerns, whichever building they come from."""
    return [
        body
        for body in queries.bodies(desk.session, desk.community_id)
        if body.categories and not body.buildings and not body.retired
    ]


def _taker(desk: Desk, body_id: int) -> Body:
    body = fetch(desk.session, Body, body_id)
    if body not in _takers(desk):
        raise Refused("label_body_gone")
    return body


def _begun(labels: LabelSet, body: Body, names: Mapping[str, str]) -> Label | None:
    """The same label, where the desk was killed between writing it down and giving it to the body."""
    given = (label for label in labels if label.body == body.key and label.name not in body.categories)
    return next((label for label in given if label.zh_hans == names["zh_hans"]), None)


def _check(labels: LabelSet, names: Mapping[str, str], but: str | None = None) -> None:
    """Refuse names that are missing, too long, or another label's already."""
    for field in NAMES:
        said = names.get(field)
        if said is None:
            continue
        longest = LONGEST_ENGLISH if field == "en" else LONGEST
        if not said or len(said) > longest:
            raise Refused("label_name_length", longest=longest)
        if any(getattr(other, field) == said for other in labels if other.name != but):
            raise Refused("label_name_taken", name=said)


def _data_name(labels: LabelSet, english: str) -> str:
    """What the label is called in the data: its English name where that can be, else a number."""
    taken = {label.name for label in labels.with_retired}
    name = re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")
    if own.NAME.fullmatch(name) and name not in taken:
        return name
    return next(f"own_{number}" for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)


def _keep(labels: Labels, changed: LabelSet) -> None:
    try:
        labels.change(changed)
    except ModelError as error:
        raise Refused("labels_not_kept") from error


def _remember(desk: Desk, person: Person, kind: LabelChangeKind, label: str, words: str) -> None:
    desk.session.add(
        LabelChange(
            community_id=desk.community_id,
            person_id=key(person),
            at=desk.now,
            kind=kind,
            label=label,
            words=words,
        )
    )
