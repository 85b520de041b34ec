"""Where it is, read from the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.place import chinese_number, find_place
from classifier.prediction import Place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3号楼2单元301漏水", Place("3", "2", "301")),
        ("三號樓兩單元三〇一室漏水", Place("3", "2", "301")),
        ("3栋2单元没灯", Place("3", "2")),
        ("12栋", Place("12")),
        ("三号楼", Place("3")),
        ("二十一栋一百零八室", Place("21", None, "108")),
        ("第五座12樓B室", Place("5", None, "12B")),
        ("3棟5樓之2漏水到我家天花板", Place("3", None, "5楼之2")),
        ("五樓之二的鄰居半夜唱歌", Place(None, None, "5楼之2")),
        ("12號8樓之10冷氣滴水", Place("12", None, "8楼之10")),
        ("電梯卡在5樓之間", Place()),
        ("A3棟有人養雞", Place("A3")),
        ("3-2-301暖气不热", Place("3", "2", "301")),
        ("7-1502厨房反水", Place("7", None, "1502")),
        ("12幢1201", Place("12", None, "1201")),
        ("3#2单元", Place("3", "2")),
        ("三幢甲单元", Place("3", "甲")),
        ("地下车库进水", Place(spot="地下车库")),
        ("東門的保安", Place(spot="东门")),
        ("C棟中庭", Place("C", spot="中庭")),
        ("5栋的消防通道停满车", Place("5", spot="消防通道")),
        ("A市B3区的公园", Place()),
        ("8月28号楼道里有烟", Place(spot="楼道")),
        ("地铁3号线太挤", Place()),
        ("第123号公告", Place()),
        ("3\ud800栋", Place("3")),
        ("谢谢", Place()),
        ("", Place()),
    ],
)
def test_it_finds(text: str, place: Place) -> None:
    assert find_place(text) == place


@pytest.mark.parametrize(
    ("written", "value"), [("十二", 12), ("二十", 20), ("一百零八", 108), ("三〇一", 301), ("两", 2)]
)
def test_it_counts_in_chinese(written: str, value: int) -> None:
    assert chinese_number(written) == value


@given(st.integers(1, 99), st.integers(1, 6), st.integers(101, 3499))
def test_it_finds_every_full_address(building: int, unit: int, room: int) -> None:
    found = find_place(f"{building}号楼{unit}单元{room}的水管爆了")
    assert (found.building, found.unit, found.room) == (str(building), str(unit), str(room))


@given(st.text(max_size=200))
def test_it_reads_anything(text: str) -> None:
    assert isinstance(find_place(text), Place)
