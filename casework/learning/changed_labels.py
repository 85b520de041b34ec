"""What the desk taught, under labels that were added or retired since."""

from collections.abc import Iterable
from dataclasses import replace

from casework.learning.lessons import Doubt, Lessons
from casework.learning.opinions import Opinion
from classifier.hold_out import split
from classifier.labels import LabelSet
from classifier.own_labels import ENOUGH, learnable, settled


def inherited(opinions: Iterable[Opinion], labels: LabelSet, known: LabelSet) -> list[Opinion]:
    """Put opinions under the labels in use; ``known`` are those of the model that serves.

    Nobody is odd for choosing a label that the model could not have thought of.
    """
    result = []
    for opinion in opinions:
        label = labels.heir(opinion.label) or opinion.label
        also = tuple(name for name in map(labels.heir, opinion.also) if name is not None)
        rivals = tuple(labels.heir(name) or name for name in opinion.rivals)
        heard = replace(opinion, label=label, also=also, rivals=rivals)
        unheard_of = label in labels and label not in known
        result.append(replace(heard, rivals=()) if unheard_of else heard)
    return result


def without_young(lessons: Lessons, labels: LabelSet) -> tuple[Lessons, LabelSet]:
    """Leave out new labels with too few examples to learn from, with a word for each."""
    learnt, _ = split(lessons.taught)
    ready = learnable(labels, [*lessons.corpus, *learnt])
    doubts = list(lessons.doubts)
    for name in (name for name in labels.names if name not in ready):
        messages = tuple(example.id for example in learnt if example.label == name)
        sentence = f"«{name}» is new and has {len(messages)} examples; it is learnt from {ENOUGH} on"
        doubts.append(Doubt("young", messages, sentence, labels=(name,)))
    return Lessons(settled(lessons.taught, ready), lessons.corpus, doubts), ready
