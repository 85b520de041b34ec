"""A stand-in for the classifier: it knows a few words and is exactly as sure as the story needs."""

from dataclasses import dataclass

from classifier.labels import LabelSet, load_labels
from classifier.place import find_place
from classifier.prediction import Prediction, Thresholds, Urgency

KNOWN = (
    ("吱呀", "noise", 0.95, Urgency.NORMAL),
    ("敲到", "noise", 0.95, Urgency.NORMAL),
    ("裝修", "noise", 0.95, Urgency.NORMAL),
    ("鞋柜", "neighbours", 0.95, Urgency.NORMAL),
    ("不牵绳", "pets", 0.95, Urgency.NORMAL),
    ("路灯", "facilities", 0.95, Urgency.NORMAL),
    ("电梯门", "facilities", 0.95, Urgency.NORMAL),
    ("被困", "facilities", 0.9, Urgency.EMERGENCY),
    ("停水", "utilities", 0.9, Urgency.URGENT),
    ("怪味", "sanitation", 0.45, Urgency.NORMAL),
    ("漏电", "utilities", 0.45, Urgency.URGENT),
    ("搬不动", "care", 0.95, Urgency.NORMAL),
    ("油烟", "sanitation", 0.95, Urgency.NORMAL),
    ("违建", "illegal_building", 0.95, Urgency.NORMAL),
    ("优惠", "not_a_concern", 0.97, Urgency.NORMAL),
    ("谢谢", "not_a_concern", 0.99, Urgency.NORMAL),
    ("謝謝", "not_a_concern", 0.99, Urgency.NORMAL),
    ("😀", "not_a_concern", 0.99, Urgency.NORMAL),
)
# What else a message raises that has such a word in it.
ALSO = {"油烟": "noise"}
SECOND = {"noise": "pets", "facilities": "utilities", "sanitation": "utilities"}

SURE_ENOUGH = Thresholds(confidence=0.6, gap=0.2, chat=0.8)


@dataclass(frozen=True)
class WordReader:
    """Reads by the table above; anything else is a doubted facilities matter."""

    thresholds: Thresholds = SURE_ENOUGH

    @property
    def labels(self) -> LabelSet:
        """The labels that it knows."""
        return load_labels()

    def predict(self, text: str) -> Prediction:
        """Return what the first known word in the text stands for."""
        hit = next((row for row in KNOWN if row[0] in text), ("", "facilities", 0.4, Urgency.NORMAL))
        word, label, confidence, urgency = hit
        second = SECOND.get(label, "facilities")
        return Prediction(
            label=label,
            confidence=confidence,
            ranking=((label, confidence), (second, round(1 - confidence, 3)), ("pets", 0.0)),
            also=(ALSO[word],) if word in ALSO else (),
            urgency=urgency,
            place=find_place(text),
            evidence=(word,),
            model_version="words",
        )

    def likeness(self, one: str, other: str) -> float:
        """Say which share of the characters of both stands in each of them."""
        return len(set(one) & set(other)) / max(1, len(set(one) | set(other)))
