"""What the desk teaches: who counts how much, what is left out, and whom to ask next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.learning.discretion import discreet
from casework.learning.lessons import LEAST, SHARE, Lessons, teach
from casework.learning.opinions import Opinion, with_rivals
from casework.learning.teaching import Unlabelled, by_what_they_teach, in_order_to_ask
from classifier.examples import Example
from classifier.labels import load_labels
from data import queries
from data.tables import Case
from data.vocabulary import State, Urgency
from tests.casework.compound import Compound

LABELS = load_labels()
CAST = ("周书记", "李姐", "丁主任", "王师傅")
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
CORPUS = [
    Example(f"语料第{number}条，{word}", label, id=f"c{number}")
    for number, (word, label) in enumerate([("夜里很吵", "noise"), ("路面坑洼", "facilities")] * 20)
]


def opinion(text: str, label: str, by: str = "周书记", message: str = "") -> Opinion:
    return Opinion(message or text, text, "desk 5", label, by, by, NOON)


def taught(*opinions: Opinion) -> Lessons:
    return teach(opinions, CORPUS, LABELS)


def kinds(lessons: Lessons) -> list[str]:
    return [doubt.kind for doubt in lessons.doubts]


# ── who counts how much ──


def test_people_who_agree_count_more() -> None:
    weights = [
        taught(*(opinion("门禁刷不开", "facilities", by) for by in people)).taught[0].weight
        for people in (
            ["周书记"],
            ["周书记", "李姐"],
            ["周书记", "李姐", "丁主任"],
            ["周书记", "李姐", "丁主任", "王师傅"],
        )
    ]
    assert weights == sorted(weights)
    assert weights[0] < weights[1] < weights[2] == weights[3]


def test_people_who_agree_on_nearly_the_same_words_count_more_too() -> None:
    one = opinion("三号楼的门禁刷不开了", "facilities", "周书记")
    same = opinion("三号楼的门禁刷不开了！", "facilities", "李姐")
    assert [example.weight > 1 for example in taught(one, same).taught] == [True, True]


def test_a_case_that_went_well_counts_less_than_a_correction() -> None:
    confirmed = replace(opinion("门禁刷不开", "facilities"), person=None, by="")
    assert taught(confirmed).taught[0].weight < taught(opinion("门禁刷不开", "facilities")).taught[0].weight


@given(st.integers(1, 60))
def test_one_persons_word_on_a_label_weighs_no_more_than_a_small_share(count: int) -> None:
    words = ["电梯", "广场", "树枝", "车位", "垃圾", "水管", "路灯", "围墙", "煤气", "暖气"]
    said = [opinion(f"{words[n % 10]}{words[n // 10 % 10]}甲{n}", "noise") for n in range(count)]
    weight = sum(example.weight for example in taught(*said).taught)
    assert weight <= max(LEAST, SHARE * 20) + 1e-6


def test_her_last_word_counts() -> None:
    first = opinion("门禁刷不开", "security")
    last = replace(opinion("门禁刷不开", "facilities"), at=NOON + timedelta(hours=1))
    lessons = taught(last, first)
    assert [example.label for example in lessons.taught] == ["facilities"]
    assert kinds(lessons) == []


# ── what is left out ──


def test_two_labels_for_the_same_words_are_named_and_neither_is_learnt() -> None:
    for other in ("三号楼的门禁刷不开了", "三号楼的门禁刷不开了！"):
        lessons = taught(
            opinion("三号楼的门禁刷不开了", "security", "李姐", "a"),
            opinion(other, "facilities", "周书记", "b"),
        )
        assert lessons.taught == []
        (doubt,) = lessons.doubts
        assert (doubt.kind, doubt.messages) == ("conflict", ("a", "b"))
        assert {"security", "facilities"} == set(doubt.labels)
        assert {"李姐", "周书记"} == set(doubt.people)


def test_one_person_does_not_overrule_the_corpus_and_two_do() -> None:
    alone = taught(opinion(CORPUS[0].text, "facilities", message="a"))
    assert (alone.taught, len(alone.corpus), kinds(alone)) == ([], len(CORPUS), ["corpus"])
    both = taught(*(opinion(CORPUS[0].text, "facilities", by, "a") for by in ("周书记", "李姐")))
    assert [example.label for example in both.taught] == ["facilities"]
    assert CORPUS[0] not in both.corpus


TEN = ["电梯异响", "车位被占", "树太高", "水压低", "狗没牵绳", "灯坏了", "垃圾没清", "门禁坏", "太吵", "墙裂"]


def test_somebody_whose_labels_nothing_speaks_for_is_named_and_not_learnt_from() -> None:
    wrong = [replace(opinion(text, "fees", "查理"), rivals=("noise", "pets")) for text in TEN]
    right = replace(opinion("开水房漏水了", "facilities"), rivals=("facilities", "utilities"))
    lessons = taught(*wrong, right)
    assert [example.text for example in lessons.taught] == ["开水房漏水了"]
    (doubt,) = lessons.doubts
    assert (doubt.kind, doubt.people) == ("person", ("查理",))


@pytest.mark.parametrize(
    ("sure", "against", "guess", "left_out"),
    [
        (6, 10, False, True),  # random wrong labels: the model is sure of three messages in four
        (3, 10, False, False),  # what a careful person mends
        (9, 9, False, False),  # too few to say anything
        (10, 10, True, False),  # a case that was given back had gone out because the model was sure
    ],
)
def test_somebody_who_mostly_contradicts_what_was_certain_is_named(
    sure: int, against: int, guess: bool, left_out: bool
) -> None:
    said = [
        replace(
            opinion(text, "pets", "查理"),
            rivals=("noise", "pets"),
            sure=0.85 if number < sure else 0.6,
            guess=guess,
        )
        for number, text in enumerate(TEN[:against])
    ]
    lessons = taught(*said)
    assert (lessons.taught == [], kinds(lessons)) == (left_out, ["person"] if left_out else [])


def test_a_label_that_is_no_more_is_named() -> None:
    lessons = taught(opinion("门禁刷不开", "retired"))
    assert (lessons.taught, kinds(lessons)) == ([], ["label"])


def test_what_a_return_lets_guess_gives_way_to_anybodys_word() -> None:
    guess = replace(opinion("门禁刷不开", "security", "王师傅"), guess=True)
    assert [(e.label, e.weight) for e in taught(guess).taught] == [("security", 0.5)]
    lessons = taught(guess, opinion("门禁刷不开", "facilities", "周书记"))
    assert [(e.label, e.weight) for e in lessons.taught] == [("facilities", 1.0)]
    assert kinds(lessons) == []


def test_chat_is_never_urgent() -> None:
    said = replace(opinion("大家早上好", "not_a_concern"), urgency="urgent", also=("noise",))
    (example,) = taught(said).taught
    assert (example.urgency.value, example.also) == ("normal", ())


def test_what_nobody_wrote_down_is_asked_of_the_model() -> None:
    known = replace(opinion("门禁刷不开", "facilities"), rivals=("security",))
    asked: list[str] = []

    def predict(texts: list[str]) -> list[object]:
        asked.extend(texts)
        return []

    assert with_rivals([known], predict) == [known]  # type: ignore[arg-type]
    assert asked == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3号楼502室漏水，电话13812345678", "3号楼000室漏水，电话 phone "),
        ("3-2-502天天吵", "0-0-000天天吵"),
        ("2024年物业费涨了", "2024年物业费涨了"),
    ],
)
def test_rooms_and_phones_are_hidden(text: str, shown: str) -> None:
    assert discreet(text) == shown


# ── whom to ask next ──

SURE, TORN = (0.95, 0.02, 0.01), (0.41, 0.4, 0.1)


def test_what_the_model_doubts_comes_first() -> None:
    waiting = [Unlabelled(1, "电梯坏了", SURE), Unlabelled(2, "楼上漏水", TORN)]
    assert by_what_they_teach(waiting) == [2, 1]


def test_what_was_just_asked_in_other_words_comes_last() -> None:
    waiting = [
        Unlabelled(1, "三号楼电梯门关不上", TORN),
        Unlabelled(2, "三号楼电梯门关不上了", TORN),
        Unlabelled(3, "小区门口没有路灯", (0.5, 0.3)),
    ]
    assert by_what_they_teach(waiting) == [1, 3, 2]


@given(
    st.lists(
        st.builds(
            Unlabelled,
            st.integers(),
            st.text(max_size=20),
            st.lists(st.floats(0, 1), max_size=4).map(lambda found: tuple(sorted(found, reverse=True))),
        ),
        unique_by=lambda message: message.id,
        max_size=12,
    )
)
def test_everything_is_asked_once(waiting: list[Unlabelled]) -> None:
    assert sorted(by_what_they_teach(waiting)) == sorted(message.id for message in waiting)


def test_the_queue_begins_with_what_is_urgent(compound: Compound) -> None:
    for words in ("3号楼楼道有股怪味", "地下室有股怪味，也不知道是哪来的", "3号楼电箱漏电"):
        compound.report(words)
    with compound.at() as desk:
        for case in queries.cases_in(desk.session, desk.community_id, State.ASSIGNED):
            case.state = State.TRIAGE
            desk.session.add(case)
        desk.session.flush()
        waiting = queries.cases_in(desk.session, desk.community_id, State.TRIAGE)
        order: list[Case] = in_order_to_ask(desk, waiting)
        assert {case.id for case in order} == {case.id for case in waiting}
        assert order[0].urgency is Urgency.URGENT
