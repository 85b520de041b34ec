"""The labels of one installation: those that are shipped, and what its coordinators changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from classifier.artefact import write_atomically
from classifier.examples import Example, read_examples
from classifier.failures import LabelsError
from classifier.labels import Label, LabelSet, label_set, load_labels
from classifier.prediction import Prediction

FILE = "labels.yaml"
NAME = re.compile(r"[a-z][a-z0-9_]{1,23}")  # it travels in the 64 bytes of a button
ENOUGH = 12  # examples from which on a new label is learnt


def own_labels(directory: Path) -> LabelSet:
    """The labels of the installation whose models are in `directory`; without changes, the shipped ones.

    What a newer version ships beside them is added at the end.
    """
    shipped, file = load_labels(), directory / FILE
    if not file.exists():
        return shipped
    own = load_labels(file)
    known = {label.name for label in own.with_retired}
    more = [label for label in shipped if label.name not in known]
    return replace(own, labels=(*own.labels, *more))


def store(directory: Path, labels: LabelSet) -> None:
    """Check the labels and write them as the installation's own; the file is replaced in one step."""
    rows = labels.as_data()
    label_set(rows)
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
    write_atomically(directory / FILE, text.encode())


def added(labels: LabelSet, label: Label) -> LabelSet:
    """The labels with a new one, or with a retired one back in use; raises `LabelsError`."""
    if not NAME.fullmatch(label.name):
        raise LabelsError(
            f"«{label.name}» is no name: write 2 to 24 small letters, digits and _, such as lost_things."
        )
    if label.name in labels:
        raise LabelsError(f"«{label.name}» is in use; rename it, or take another name.")
    _check_names(labels, label)
    retired = tuple(old for old in labels.retired if old.name != label.name)
    return LabelSet((*labels.labels, label), retired)


def renamed(labels: LabelSet, name: str, **fields: str | None) -> LabelSet:
    """The labels with other words for people; the name in the data stays, so examples and cases do too."""
    given = {field: value for field, value in fields.items() if value is not None}
    if not given:
        raise LabelsError("nothing to change: give --zh-hans, --zh-hant, --en or --covers.")
    new = replace(labels[name], **given)  # type: ignore[arg-type]
    _check_names(labels, new)
    return replace(labels, labels=tuple(new if label.name == name else label for label in labels))


def retired(labels: LabelSet, name: str, into: str | None) -> LabelSet:
    """The labels without one; its examples go to `into`, or are left out. Raises `LabelsError`."""
    label = labels[name]
    if not label.concern:
        raise LabelsError(f"«{name}» is what opens no case; the desk can't do without it.")
    if into is not None and (into == name or not labels[into].concern):
        raise LabelsError(f"«{name}» can't go into «{into}»; name another label that opens a case.")
    if label.safety and (into is None or not labels[into].safety):
        raise LabelsError(f"«{name}» is about safety; retire it only --into another such label.")
    return LabelSet(
        tuple(other for other in labels if other.name != name),
        (*labels.retired, replace(label, retired=True, into=into)),
    )


def read_own(paths: Iterable[Path], labels: LabelSet) -> list[Example]:
    """Read examples whose labels may be retired by now, and settle them."""
    return settled(read_examples(paths, LabelSet(labels.with_retired)), labels)


def settled(examples: Iterable[Example], labels: LabelSet) -> list[Example]:
    """The examples under the labels in use; what has no label any more is left out."""
    result = []
    for example in examples:
        label = labels.heir(example.label)
        if label is not None:
            also = tuple(name for name in _heirs(example.also, labels) if name != label)
            result.append(
                replace(example, label=label, also=also, accept=tuple(_heirs(example.accept, labels)))
            )
    return result


def learnable(labels: LabelSet, examples: Sequence[Example]) -> LabelSet:
    """The labels that are shipped or have enough examples to be learnt."""
    shipped = load_labels()
    ready = (
        label
        for label in labels
        if label.name in shipped or sum(example.label == label.name for example in examples) >= ENOUGH
    )
    return replace(labels, labels=tuple(ready))


def heired(said: Prediction, labels: LabelSet) -> Prediction:
    """What an older model said, in the labels of today, so that two models can be compared."""
    return replace(said, label=labels.heir(said.label) or said.label)


def _heirs(names: Iterable[str], labels: LabelSet) -> dict[str, None]:
    found = (labels.heir(name) for name in names)
    return dict.fromkeys(name for name in found if name is not None)


def _check_names(labels: LabelSet, new: Label) -> None:
    for field in ("zh_hans", "zh_hant", "en", "covers"):
        value = getattr(new, field)
        if not value.strip():
            raise LabelsError(f"--{field.replace('_', '-')} is empty; people read it.")
        if field != "covers" and any(
            getattr(other, field) == value for other in labels if other.name != new.name
        ):
            raise LabelsError(f"another label is called «{value}» already; people could not tell them apart.")
