"""Finds where it is: building, unit, room, or a shared place."""

from __future__ import annotations

import re
import unicodedata

from classifier.prediction import Place
from classifier.text import simplify

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_NUMBER = re.compile(
    r"(?![一两][栋幢]楼(?![下上道里顶]))[零〇一二两三四五六七八九十百]+(?=号楼|号院|号门|单元|栋|幢|座|楼|室|房|户|门)"
)
NUMBER = r"(?<![\d.a-z月])([a-z]?\d{1,3}|[a-z])"
BUILDING = re.compile(rf"{NUMBER}\s*号(?!线|文|公告|令|通知|出口|码|地块)")
SURE_BUILDING = re.compile(rf"{NUMBER}\s*(?:号楼(?![道梯])|号栋|栋|幢|座|#楼|#)")
DASHED = re.compile(r"(?<![\d-])(\d{1,3})-(\d{1,2})-(\d{2,4}[a-z]?)(?![\d-])")
DASHED_ROOM = re.compile(r"(?<![\d-])(\d{1,3})-(\d{3,4}[a-z]?)(?![\d-])")
UNIT = re.compile(r"(?<![\da-z])(\d{1,2}|[a-z]|[甲乙丙丁东西])\s*单元")
ROOM = re.compile(r"(?<![\d.])(\d{3,4}[a-z]?)\s*(?:室|房|户|号房|单位|的?住户|家)")
ROOM_AFTER = re.compile(r"\s*(?:的)?\s*(\d{3,4}[a-z]?)(?![\d年月日元天次米点块.:：])")
FLOOR = re.compile(r"\s*\d{1,2}楼")
FLOOR_ROOM = re.compile(r"(?<![\d.])(\d{1,2})楼\s*([a-z]|\d{1,2})\s*(?:室|户|座|单位)")
# As flats are called in Taiwan: 5樓之2, and the first of a floor 5樓之1.
FLOOR_OF = re.compile(
    r"(?<![\d.])(\d{1,2})楼之(\d{1,2}|[一二三四五六七八九十]{1,2})(?![\d一二三四五六七八九十])"
)
SPOT = re.compile(
    r"地下[一二三]?层?(?:车库|停车场)|负[一二三]楼?层?(?:车库|停车场)?|b[123](?![\d栋幢座号区])(?:车库|停车场|层)?|地库|停车场|车库出?入?口?"
    r"|[东南西北]{1,2}大?门(?!口?店)|[正后侧大]门口?|小区门口|入户门|单元门|"
    r"楼顶|天台|屋顶|平台|大堂|门厅|架空层|电梯间|电梯(?:里|内|口)|楼道|楼梯间|消防楼梯|安全通道|消防通道|走廊|过道|"
    r"中庭|中心花园|花园|草坪|绿化带|水池|喷泉|凉亭|儿童乐园|游乐场|滑梯|健身区|健身器材|篮球场|游泳池|泳池|广场|会所|活动室|"
    r"垃圾站|垃圾房|垃圾桶|垃圾投放点|快递柜|信报箱|信箱区|车棚|充电桩|充电棚|配电房|配电室|水泵房|门卫室?|岗亭|围墙|人行道|化粪池"
)


def find_place(text: str) -> Place:
    """Read the place from a text in either script; numbers come back in Arabic digits."""
    text = _plain(text)
    if dashed := DASHED.search(text):
        return Place(dashed[1], dashed[2], dashed[3].upper(), _spot(text))
    building = _building(text)
    if not building and (dashed := DASHED_ROOM.search(text)):
        return Place(dashed[1], None, dashed[2].upper(), _spot(text))
    return Place(_name(building), _name(UNIT.search(text)), _room(text, building), _spot(text))


def _plain(text: str) -> str:
    text = simplify(unicodedata.normalize("NFKC", text)).lower()
    return CHINESE_NUMBER.sub(lambda found: str(chinese_number(found[0])), text)


def chinese_number(characters: str) -> int:
    """The value of a number up to 999 written in Chinese: 十二, 二十, 一百零八, 三〇一."""
    if not set(characters) & set("十百"):
        return int("".join(str(DIGITS[character]) for character in characters))
    total, pending = 0, 0
    for character in characters:
        if character in DIGITS:
            pending = DIGITS[character]
        else:
            total += (pending or 1) * (100 if character == "百" else 10)
            pending = 0
    return total + pending


def _building(text: str) -> re.Match[str] | None:
    """The first sure building; «5号» alone counts only when a unit or a room follows at once."""
    sure = SURE_BUILDING.search(text)
    if sure:
        return sure
    loose = BUILDING.search(text)
    follows = loose and (p.match(text, loose.end()) for p in (UNIT, ROOM_AFTER, FLOOR))
    return loose if follows and any(follows) else None


def _room(text: str, building: re.Match[str] | None) -> str | None:
    unit = UNIT.search(text)
    for before in (unit, building):
        after = before and ROOM_AFTER.match(text, before.end())
        if after:
            return after[1].upper()
    if one := FLOOR_OF.search(text):
        return f"{one[1]}楼之{one[2] if one[2].isdecimal() else chinese_number(one[2])}"
    floor = FLOOR_ROOM.search(text)
    if floor:
        return (floor[1] + (floor[2] if floor[2].isalpha() else floor[2].zfill(2))).upper()
    return _name(ROOM.search(text))


def _spot(text: str) -> str | None:
    found = SPOT.search(text)
    return found[0].upper() if found and found[0].isascii() else found and found[0]


def _name(found: re.Match[str] | None) -> str | None:
    return found[1].upper() if found else None
