"""The labels, held as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from classifier.failures import LabelsError


@dataclass(frozen=True, slots=True)
class Label:
    """One thing a message can be about, with its names for people."""

    name: str
    zh_hans: str
    zh_hant: str
    en: str
    covers: str
    concern: bool = True
    safety: bool = False
    retired: bool = False
    into: str | None = None  # the label that takes a retired one's examples; None: they are left out
    body: str | None = None  # key of the body that handles it where the community file names none


@dataclass(frozen=True, slots=True)
class LabelSet:
    """All labels of one community, in a fixed order; retired ones keep a name for old cases."""

    labels: tuple[Label, ...]
    retired: tuple[Label, ...] = ()

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __contains__(self, name: object) -> bool:
        return any(label.name == name for label in self.labels)

    def __getitem__(self, name: str) -> Label:
        for label in self.labels:
            if label.name == name:
                return label
        raise LabelsError(f"There is no label «{name}»; the labels are {', '.join(self.names)}.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names as they stand in corpora and predictions."""
        return tuple(label.name for label in self.labels)

    @property
    def concerns(self) -> tuple[str, ...]:
        """The names of the labels that open a case."""
        return tuple(label.name for label in self.labels if label.concern)

    @property
    def given(self) -> dict[str, str]:
        """The keys of the bodies that labels were given to, by label."""
        return {label.name: label.body for label in self.labels if label.body}

    @property
    def chat(self) -> str:
        """The name of the label that opens no case."""
        return next(label.name for label in self.labels if not label.concern)

    def as_data(self) -> list[dict[str, Any]]:
        """The labels as plain values, to be stored inside an artefact."""
        return [asdict(label) for label in self.with_retired]

    @property
    def with_retired(self) -> tuple[Label, ...]:
        """Every label that has a name for people, in use or not."""
        return (*self.labels, *self.retired)

    def heir(self, name: str) -> str | None:
        """The label in use that stands for this one: itself, or where a retired one went; else None."""
        if name in self:
            return name
        into = next((label.into for label in self.retired if label.name == name), None)
        return None if into is None else self.heir(into)


def label_set(rows: Sequence[Mapping[str, Any]], source: str = "the labels") -> LabelSet:
    """Make a `LabelSet` from plain values; raise `LabelsError` when they don't hold together."""
    try:
        labels = tuple(Label(**row) for row in rows)
    except TypeError as error:
        raise LabelsError(
            f"{source}: a label has a wrong or missing field ({error}); mend that entry."
        ) from error
    names = [label.name for label in labels]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise LabelsError(f"{source}: «{min(doubled)}» stands there twice; remove one.")
    if sum(not label.concern and not label.retired for label in labels) != 1:
        raise LabelsError(f"{source}: exactly one label must have `concern: false`.")
    result = LabelSet(
        tuple(label for label in labels if not label.retired),
        tuple(label for label in labels if label.retired),
    )
    _check_heirs(result, source)
    return result


def _check_heirs(labels: LabelSet, source: str) -> None:
    known = {label.name for label in labels.with_retired}
    for label in labels.retired:
        if label.into is not None and label.into not in known:
            raise LabelsError(f"{source}: «{label.name}» went into «{label.into}», which is no label.")
        seen, here = {label.name}, label.into
        while here is not None and here not in labels:
            if here in seen:
                raise LabelsError(f"{source}: «{label.name}» was retired into itself; name a label in use.")
            seen.add(here)
            here = next(other.into for other in labels.retired if other.name == here)


def load_labels(path: Path | None = None) -> LabelSet:
    """Read labels from a YAML file; without one, the labels that are shipped."""
    source = path or Path(__file__).with_name("labels.yaml")
    try:
        rows = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LabelsError(f"{source} can't be read as YAML ({error}); mend or restore it.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LabelsError(f"{source} must be a list of labels, each with its fields; mend or restore it.")
    return label_set(rows, str(source))
