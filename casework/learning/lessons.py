"""From opinions to examples: who disagrees is not learnt from, who stands alone weighs less."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casework.learning.opinions import Opinion
from classifier.alike import alike
from classifier.examples import DESK, Example
from classifier.labels import LabelSet
from classifier.prediction import Urgency

CONFIRMED = 0.5  # weight of a case that went well without anybody naming its label, and of a guess
SUPPORTED = (1.0, 1.5, 2.0)  # weight by how many people said so: one, two, three or more
SHARE = 0.02  # of a label's corpus messages that one person's word may weigh together
LEAST = 5.0  # ...but at least this much
FEW = 10  # corrections of one person below which nothing is said about them
ODD = 0.5  # part of one person's corrections that may be far from everything the model thought of
SURE = 0.8  # probability from which on the model is sure
BOLD = 0.5  # part of what one person says against the model that may be against what it is sure of


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a coordinator should look at; ``kind`` is conflict, corpus, person or label.

    ``labels`` are the ones that contradict each other, ``people`` those who chose them.
    """

    kind: str
    messages: tuple[str, ...]
    sentence: str
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the desk teaches, the corpus it goes with, and what was left out."""

    taught: list[Example]
    corpus: list[Example]
    doubts: list[Doubt]


@dataclass(frozen=True, slots=True)
class _Claim:
    """All that people said of one message, agreed."""

    opinion: Opinion
    people: frozenset[str]


def teach(opinions: Sequence[Opinion], corpus: Sequence[Example], labels: LabelSet) -> Lessons:
    """Weigh opinions against each other and against the corpus.

    Two people agreeing count more than one. What contradicts itself on the same or nearly the same
    words is left out with a warning; so is what one person says against the corpus, while several
    who agree take the corpus message's place.
    """
    doubts: list[Doubt] = []
    known = _with_known_labels(opinions, labels, doubts)
    heard = _without_odd_people(_last_words(known), doubts)
    claims = _agreed(heard, doubts)
    claims, kept = _without_conflicts(claims, corpus, doubts)
    return Lessons(_weighed(claims, corpus), kept, doubts)


def _with_known_labels(opinions: Iterable[Opinion], labels: LabelSet, doubts: list[Doubt]) -> list[Opinion]:
    known, unknown = [], defaultdict(list)
    for opinion in opinions:
        if opinion.label in labels:
            known.append(opinion)
        else:
            unknown[opinion.label].append(opinion.message)
    for label, messages in sorted(unknown.items()):
        sentence = f"«{label}» is no label any more; {len(messages)} messages with it are left out"
        doubts.append(Doubt("label", tuple(messages), sentence, labels=(label,)))
    return known


def _last_words(opinions: Iterable[Opinion]) -> list[Opinion]:
    """What each person said last of each message."""
    last = {(opinion.message, opinion.person): opinion for opinion in sorted(opinions, key=lambda o: o.at)}
    return list(last.values())


def _without_odd_people(opinions: list[Opinion], doubts: list[Doubt]) -> list[Opinion]:
    """Leave out whoever keeps saying what speaks against them, unless others say so too."""
    of_person: defaultdict[str, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        if opinion.person is not None and opinion.rivals:
            of_person[opinion.person].append(opinion)
    left_out = set()
    for person, said in of_person.items():
        strange, what = _far(said) or _bold(said) or ([], "")
        if strange:
            left_out.add(person)
            sentence = f"{said[0].by}: {what}; none is learnt from. Please look at them together"
            named = tuple(opinion.message for opinion in strange)
            doubts.append(Doubt("person", named, sentence, people=(said[0].by,)))
    return [opinion for opinion in opinions if opinion.person not in left_out]


def _far(said: Sequence[Opinion]) -> tuple[list[Opinion], str] | None:
    """What names a label that the model did not think of, where one person mostly says such things.

    A label that is right is among the four likeliest for nine messages in ten; one that is chosen at
    random, for one in four.
    """
    far = [opinion for opinion in said if opinion.label not in opinion.rivals]
    if len(said) < FEW or len(far) <= ODD * len(said):
        return None
    return far, f"{len(far)} of {len(said)} corrections name a label that nothing speaks for"


def _bold(said: Sequence[Opinion]) -> tuple[list[Opinion], str] | None:
    """What contradicts the model where it was sure, where one person mostly contradicts it there.

    It is sure of three messages in four; of those that it gets wrong, of three in ten.
    """
    against = [opinion for opinion in said if not opinion.guess and opinion.label != opinion.rivals[0]]
    bold = [opinion for opinion in against if opinion.sure >= SURE]
    if len(against) < FEW or len(bold) <= BOLD * len(against):
        return None
    return bold, f"{len(bold)} of {len(against)} corrections contradict what was all but certain"


def _agreed(opinions: Iterable[Opinion], doubts: list[Doubt]) -> list[_Claim]:
    of_message: defaultdict[str, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        of_message[opinion.message].append(opinion)
    claims = []
    for heard in of_message.values():
        said = [opinion for opinion in heard if not opinion.guess] or heard
        if len({opinion.label for opinion in said}) > 1:
            doubts.append(_conflict(said))
        else:
            people = frozenset(o.person for o in said if o.person is not None)
            claims.append(_Claim(said[0], people))
    return claims


def _without_conflicts(
    claims: list[_Claim], corpus: Sequence[Example], doubts: list[Doubt]
) -> tuple[list[_Claim], list[Example]]:
    texts = [claim.opinion.text for claim in claims]
    people = [set(claim.people) for claim in claims]
    pairs = list(alike(texts, [example.text for example in corpus]))
    gone: set[int] = set()
    for one, other in pairs:
        if other >= len(claims):
            continue
        first, second = claims[one].opinion, claims[other].opinion
        if first.label == second.label:
            people[one] |= claims[other].people
            people[other] |= claims[one].people
        else:
            gone |= {one, other}
            doubts.append(_conflict([first, second]))
    replaced = _against_corpus(pairs, claims, people, gone, corpus, doubts)
    left = [
        replace(claim, people=frozenset(people[row])) for row, claim in enumerate(claims) if row not in gone
    ]
    return left, [example for row, example in enumerate(corpus) if row not in replaced]


def _against_corpus(
    pairs: list[tuple[int, int]],
    claims: list[_Claim],
    people: list[set[str]],
    gone: set[int],
    corpus: Sequence[Example],
    doubts: list[Doubt],
) -> set[int]:
    """Settle what contradicts the corpus; return the corpus messages that several people overruled."""
    replaced: set[int] = set()
    for one, other in pairs:
        row = other - len(claims)
        if row < 0 or one in gone or corpus[row].label == claims[one].opinion.label:
            continue
        opinion, example = claims[one].opinion, corpus[row]
        names = f"{opinion.message} is called {opinion.label}, {example.id} of the corpus {example.label}"
        if len(people[one]) > 1:
            replaced.add(row)
            sentence = f"{names}; {len(people[one])} people agree, so the corpus message is left out"
        else:
            gone.add(one)
            sentence = f"{names}, in nearly the same words; the correction is not learnt from"
        labels = (opinion.label, example.label)
        doubts.append(
            Doubt("corpus", (opinion.message, example.id), sentence, labels, (opinion.by,), opinion.text)
        )
    return replaced


def _conflict(said: Sequence[Opinion]) -> Doubt:
    names = ", ".join(f"{opinion.label} ({opinion.by or 'the model'}, {opinion.message})" for opinion in said)
    messages = tuple(dict.fromkeys(opinion.message for opinion in said))
    return Doubt(
        "conflict",
        messages,
        f"the same words are called {names}; none is learnt from",
        labels=tuple(opinion.label for opinion in said),
        people=tuple(opinion.by for opinion in said),
        words=said[0].text,
    )


def _weighed(claims: Sequence[_Claim], corpus: Sequence[Example]) -> list[Example]:
    """Turn claims into examples; one person's word on one label weighs no more than a small share."""
    size = Counter(example.label for example in corpus)
    alone = Counter((*claim.people, claim.opinion.label) for claim in claims if len(claim.people) == 1)
    examples = []
    for claim in claims:
        label, weight = claim.opinion.label, CONFIRMED
        if claim.people and not claim.opinion.guess:
            weight = SUPPORTED[min(len(claim.people), len(SUPPORTED)) - 1]
        if len(claim.people) == 1:
            weight = min(weight, max(LEAST, SHARE * size[label]) / alone[*claim.people, label])
        examples.append(_example(claim.opinion, max(weight, 0.01)))
    return examples


def _example(opinion: Opinion, weight: float) -> Example:
    chat = opinion.label == "not_a_concern"
    return Example(
        text=opinion.text,
        label=opinion.label,
        also=() if chat else tuple(name for name in opinion.also if name != opinion.label),
        urgency=Urgency.NORMAL if chat else Urgency(opinion.urgency),
        id=opinion.message,
        register=DESK,
        source=opinion.group,
        weight=weight,
    )
