"""Ours takes part under other people's labels without carrying its own words in."""

from benchmarks.classifier.ours import Ours, allowed, labels_of, with_chat
from classifier.examples import Example
from classifier.labels import load_labels
from classifier.lexicon import lexicon_examples

TRAFFIC, SCHOOL = "交通运输", "教育文体"
TITLES = [
    *(
        Example(text=f"{road}公交车班次太少", label=TRAFFIC)
        for road in ("东风路", "解放路", "人民路", "中山路")
    ),
    *(Example(text=f"{town}中学寒假收费补课", label=SCHOOL) for town in ("江声", "雅礼", "一中", "二中")),
]


def test_foreign_labels_get_none_of_our_phrases() -> None:
    labels = labels_of(TITLES)
    assert labels.concerns == (TRAFFIC, SCHOOL)
    assert lexicon_examples(labels) == [e for e in lexicon_examples(load_labels()) if e.label == labels.chat]


def test_our_labels_stay_ours() -> None:
    assert labels_of([Example(text="吵", label="noise")]).names == load_labels().names


def test_chat_stands_in_where_a_label_set_has_none() -> None:
    examples = with_chat(TITLES)
    assert examples[: len(TITLES)] == TITLES
    assert {example.label for example in examples[len(TITLES) :]} == {load_labels().chat}


def test_only_the_task_s_labels_are_answered() -> None:
    ours = Ours(None)
    ours.fit(TITLES)
    assert allowed(ours.model) == {TRAFFIC, SCHOOL}
    assert ours.predict(["早上好", "公交车太少", "寒假补课收费"])[1:] == [TRAFFIC, SCHOOL]
    assert set(ours.predict(["早上好", "谢谢大家"])) <= {TRAFFIC, SCHOOL}
