"""Near-duplicates stay together, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.classifier.splits import bare, disjoint_folds, groups

LIFT = "城东花园三号楼电梯坏了半个月没有人修"
DOGS = "小区里遛狗不牵绳的人越来越多"


@pytest.mark.parametrize(
    "other",
    [
        LIFT,
        "A3区城东花园三号楼电梯坏了半个月没有人修！",
        "城东花园三号楼电梯坏了半个月没有人来修理",
        "请问城东花园三号楼电梯坏了半个月没有人修怎么办，我们住在十六楼的老人下不来",
    ],
    ids=["same", "place code and mark", "some words changed", "stands in a longer one"],
)
def test_near_duplicates_have_one_group(other: str) -> None:
    first, unlike, second = groups([LIFT, DOGS, other])
    assert first == second != unlike


@pytest.mark.parametrize("other", [DOGS, "城东花园物业费又要涨价了", "电梯坏了"])
def test_what_only_shares_a_place_or_a_fault_stays_apart(other: str) -> None:
    first, second = groups([LIFT, other])
    assert first != second


def test_a_group_reaches_over_a_text_in_between() -> None:
    chain = ["一二三四五六七八九十", "三四五六七八九十甲乙", "五六七八九十甲乙丙丁"]
    assert len(set(groups(chain))) == 1


def test_a_group_takes_the_fold_of_its_first_text() -> None:
    assert disjoint_folds([LIFT, DOGS, LIFT + "！"], [2, 4, 0]) == [2, 4, 2]


@pytest.mark.parametrize("text", ["", "1234", "abc", "坏"])
def test_a_text_with_few_characters_can_be_grouped(text: str) -> None:
    assert bare(text) in (text, "坏")
    assert len(groups([text, DOGS])) == 2


@given(st.lists(st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=12), min_size=1, max_size=20))
def test_no_text_stands_in_two_folds(texts: list[str]) -> None:
    folds = disjoint_folds(texts, list(range(len(texts))))
    for text in texts:
        assert len({fold for other, fold in zip(texts, folds, strict=True) if other == text}) == 1
