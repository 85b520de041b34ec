"""The compound of the story as its community file: 24 buildings, 60 members, three tiers, three parties."""

from collections.abc import Iterator
from typing import Any

BUILDINGS = 24
UNITS = 2
NEAR = ["noise", "pets", "neighbours", "care"]
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

    bodies: list[dict[str, Any]] = [
        {
            "key": "committee",
            "name": "社区居委会",
            "kind": "committee",
            "categories": ["housing", "public_services"],
            "members": members(3),
        },
        {
            "key": "branch",
            "name": "网格党支部",
            "kind": "branch",
            "parent": "committee",
            "categories": ["illegal_building", *NEAR],
            "members": [*members(2, role="coordinator"), *members(2)],
        },
        {
            "key": "owners",
            "name": "业主委员会",
            "kind": "owners",
            "parent": "committee",
            "categories": ["governance"],
            "members": members(4),
        },
        {
            "key": "property",
            "name": "物业服务中心",
            "kind": "property",
            "parent": "committee",
            "categories": ["facilities", "utilities", "sanitation", "parking", "fees"],
            "members": members(8),
        },
        {
            "key": "guards",
            "name": "秩序维护队",
            "kind": "property",
            "parent": "property-desk",
            "categories": ["security", "fire_safety"],
            "members": members(4),
        },
        {
            "key": "property-desk",
            "name": "物业经理室",
            "kind": "owners",
            "parent": "committee",
            "members": members(1),
        },
        {
            "key": "volunteers",
            "name": "志愿服务队",
            "kind": "volunteers",
            "parent": "branch",
            "categories": ["greening"],
            "claim": "4 wh",
            "members": members(4),
        },
    ]
    bodies += [_group(number, members(2)) for number in range(1, 5)]
    bodies += [_centre(number, members(2)) for number in range(1, 13)]
    return {
        "key": "story",
        "name": "故事里小区",
        "prefix": "GS",
        "timezone": "Asia/Shanghai",
        "languages": ["zh-Hans", "zh-Hant", "en"],
        "kinds": [
            {"key": "centre", "name": "党员中心户", "tier": "1"},
            {"key": "volunteers", "name": "志愿服务队", "tier": "1"},
            {"key": "group", "name": "楼院党小组", "tier": "2"},
            {"key": "property", "name": "物业", "tier": "2"},
            {"key": "owners", "name": "业主委员会", "tier": "3"},
            {"key": "branch", "name": "网格党支部", "tier": "3"},
            {"key": "committee", "name": "社区居委会", "tier": "4"},
        ],
        "buildings": [{"number": f"1-{BUILDINGS}", "name": "{number}号楼", "units": f"1-{UNITS}"}],
        "bodies": bodies,
    }


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
