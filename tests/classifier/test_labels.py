"""The labels are data that must hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.failures import LabelsError
from classifier.labels import load_labels
from classifier.lexicon import phrases

SHIPPED = [
    *("noise", "pets", "security", "fire_safety", "facilities", "utilities", "sanitation", "greening"),
    *("parking", "illegal_building", "fees", "neighbours", "care", "governance", "housing"),
    *("public_services", "not_a_concern"),
]


def test_the_shipped_labels() -> None:
    labels = load_labels()
    assert list(labels.names) == SHIPPED
    assert labels.chat == "not_a_concern"
    assert labels.chat not in labels.concerns
    assert labels["fees"].zh_hant == "物業服務與收費"


def test_every_label_has_phrases_and_no_phrase_has_two_labels() -> None:
    assert set(phrases()) == set(SHIPPED)
    everything = [phrase for texts in phrases().values() for phrase in texts]
    assert len(everything) == len(set(everything))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("- name: [", "YAML"),
        ("name: noise", "list"),
        ("- name: noise", "field"),
        ("- {name: a, zh_hans: a, zh_hant: a, en: a, covers: a}", "concern: false"),
        ("- &a {name: a, zh_hans: a, zh_hant: a, en: a, covers: a, concern: false}\n- *a", "twice"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsError, match=says):
        load_labels(path)
