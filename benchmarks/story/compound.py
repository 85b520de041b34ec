"""The compound of the story as its community file: 24 buildings, 60 members, three tiers, three parties."""

from collections.abc import Callable, Iterator
from typing import Any

BUILDINGS = 24
UNITS = 2
NEAR = ["noise", "pets", "neighbours", "care"]
KINDS = (
    ("centre", "党员中心户", "1"),
    ("volunteers", "志愿服务队", "1"),
    ("group", "楼院党小组", "2"),
    ("property", "物业", "2"),
    ("owners", "业主委员会", "3"),
    ("branch", "网格党支部", "3"),
    ("committee", "社区居委会", "4"),
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
    "陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)


def rooms(households: int) -> Iterator[tuple[str, str, str]]:
    """Yield an address (building, unit, room) for each household, spread evenly over the doors."""
    for number in range(households):
        door, flat = number % (BUILDINGS * UNITS), number // (BUILDINGS * UNITS)
        floor, side = divmod(flat, 2)
        yield str(door // UNITS + 1), str(door % UNITS + 1), f"{floor + 1}0{side + 1}"


def community_file() -> dict[str, Any]:
    """Return the community file as data; every label has an owner and every tier somebody above it."""
    names = iter(f"{surname}{number:02d}" for number, surname in enumerate(SURNAMES, start=1))

    def members(count: int, **more: str) -> list[dict[str, str]]:
        return [{"name": next(names), **more} for _ in range(count)]

    bodies = [
        *_one_of_a_kind(members),
        *(_group(number, members(2)) for number in range(1, 5)),
        *(_centre(number, members(2)) for number in range(1, 13)),
    ]
    return {
        "key": "story",
        "name": "故事里小区",
        "prefix": "GS",
        "timezone": "Asia/Shanghai",
        "languages": ["zh-Hans", "zh-Hant", "en"],
        "kinds": [{"key": key, "name": name, "tier": tier} for key, name, tier in KINDS],
        "buildings": [{"number": f"1-{BUILDINGS}", "name": "{number}号楼", "units": f"1-{UNITS}"}],
        "bodies": bodies,
    }


def _one_of_a_kind(members: Callable[..., list[dict[str, str]]]) -> Iterator[dict[str, Any]]:
    """Yield the bodies that serve the whole compound; `members` names so many people."""
    outside = ["housing", "public_services"]
    upkeep = ["facilities", "utilities", "sanitation", "parking", "fees"]
    yield _body("committee", "社区居委会", "committee", outside, members(3))
    people = [*members(2, role="coordinator"), *members(2)]
    yield _body("branch", "网格党支部", "branch", ["illegal_building", *NEAR], people, parent="committee")
    yield _body("owners", "业主委员会", "owners", ["governance"], members(4), parent="committee")
    yield _body("property", "物业服务中心", "property", upkeep, members(8), parent="committee")
    watch = ["security", "fire_safety"]
    yield _body("guards", "秩序维护队", "property", watch, members(4), parent="property-desk")
    yield _body("property-desk", "物业经理室", "owners", [], members(1), parent="committee")
    helpers = members(4)
    yield _body(
        "volunteers", "志愿服务队", "volunteers", ["greening"], helpers, parent="branch", claim="4 wh"
    )


def _body(
    key: str, name: str, kind: str, categories: list[str], members: list[dict[str, str]], **more: str
) -> dict[str, Any]:
    owned = {"categories": categories} if categories else {}
    return {"key": key, "name": name, "kind": kind, **more, **owned, "members": members}


def _group(number: int, members: list[dict[str, str]]) -> dict[str, Any]:
    area = [str(building) for building in range(6 * number - 5, 6 * number + 1)]
    return {
        "key": f"group-{number}",
        "name": f"第{number}党小组",
        "kind": "group",
        "parent": "branch",
        "buildings": area,
        "members": members,
    }


def _centre(number: int, members: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "key": f"centre-{number}",
        "name": f"{2 * number - 1}、{2 * number}号楼中心户",
        "kind": "centre",
        "parent": f"group-{(number + 2) // 3}",
        "buildings": [str(2 * number - 1), str(2 * number)],
        "categories": [*NEAR],
        "members": members,
    }
