"""Three communities that are shipped: what a dozen messages are about, and whose a local says it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from sqlmodel import select

from casework.desk import Desk
from casework.people import offices
from casework.people.community_file import check
from casework.people.community_shape import CommunityFile
from casework.people.organisation import import_community
from casework.rules.routing import Choice, choose, climb
from classifier.labels import load_labels
from classifier.place import find_place
from data.base import Table
from data.engine import open_engine, transaction
from data.keys import fetch, key
from data.tables import Community, Person

NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)

TAIWAN = [
    ("3棟樓上半夜還在拖椅子，睡不著", "noise", "wing-3"),
    ("整個社區都聽得到對面工地施工", "noise", "office"),
    ("6棟有人遛狗不牽繩", "pets", "wing-5"),
    ("A梯電梯卡住不動", "facilities", "office"),
    ("2棟5樓的水壓很小", "utilities", "office"),
    ("垃圾子車旁邊都是廚餘味", "sanitation", "office"),
    ("1棟逃生梯堆滿鞋櫃", "fire_safety", "office"),
    ("有陌生人跟著住戶進大門", "security", "guards"),
    ("我的車位被別人停走", "parking", "guards"),
    ("管理費怎麼又漲了", "fees", "committee"),
    ("區權會會議紀錄沒有公告", "governance", "committee"),
    ("頂樓住戶加蓋鐵皮屋", "illegal_building", "committee"),
    ("3棟5樓之2漏水到我家天花板，對方不處理", "neighbours", "wing-3"),
    ("獨居的阿嬤好幾天沒出門", "care", "village"),
    ("巷口路燈不亮，路面有坑洞", "public_services", "village"),
]
HONGKONG = [
    ("B座18樓C室半夜打麻雀好嘈", "noise", "lobby-ab"),
    ("平台裝修由朝鑽到晚", "noise", "office"),
    ("E座有人養大狗，周圍大小便", "pets", "lobby-ef"),
    ("C座大堂有陌生人跟住入嚟", "security", "lobby-cd"),
    ("停車場單車畀人偷咗", "security", "office"),
    ("D座2號𨋢成日壞", "facilities", "office"),
    ("A座食水有鐵銹", "utilities", "office"),
    ("垃圾房好臭，有曱甴", "sanitation", "office"),
    ("後樓梯擺滿雜物，走火通道塞死", "fire_safety", "office"),
    ("有車霸住我個車位", "parking", "office"),
    ("樓上滲水，天花剝落", "neighbours", "office"),
    ("天台有人僭建", "illegal_building", "office"),
    ("管理費又加，單數不清楚", "fees", "corporation"),
    ("業主大會幾時開，招標點解唔公開", "governance", "corporation"),
    ("長者想申請家居照顧服務", "care", "councillor"),
    ("門口巴士站班次太疏", "public_services", "councillor"),
]
SAMPLE = [
    ("3号楼楼上半夜拖桌子", "noise", "centre-east-2"),
    ("广场舞太吵", "noise", "branch"),
    ("8号楼有人遛狗不牵绳", "pets", "centre-middle-3"),
    ("12号楼电梯坏了", "facilities", "property"),
    ("楼道里堆满鞋柜", "fire_safety", "property"),
    ("我的车位被占了", "parking", "property"),
    ("物业费凭什么涨", "fees", "property"),
    ("业委会什么时候换届", "governance", "owners-committee"),
    ("9号楼楼上漏水不管", "neighbours", "centre-west-1"),
    ("独居老人没人照看", "care", "branch"),
    ("房产证什么时候办", "housing", "committee"),
    ("小区门口的公交站太远", "public_services", "committee"),
]


def community(name: str) -> CommunityFile:
    """A community that is shipped."""
    text = files("app.samples").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return check(text, f"{name}.yaml", load_labels().concerns)


@pytest.fixture(scope="module", params=["sample", "taiwan", "hongkong"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Place"]:
    yield from _opened(request.param, tmp_path_factory.mktemp(request.param))


class Place:
    """An imported community, everybody of which has joined."""

    def __init__(self, name: str, desk: Desk) -> None:
        self.name, self.desk = name, desk
        self.organisation = offices.load(desk)

    def owner(self, message: str, label: str) -> str:
        """Whose body gets a message of this label."""
        building = find_place(message).building
        assert building is None or building in self.desk.community.building_numbers, building
        choice = choose(self.organisation.offices.values(), label, building)
        assert choice is not None
        return self.key_of(choice)

    def key_of(self, choice: Choice) -> str:
        """The key of the chosen body."""
        return self.organisation.bodies[choice.office.body_id].key


def _opened(name: str, folder: Path) -> Iterator[Place]:
    engine = open_engine(f"sqlite:///{folder / 'linli.db'}")
    Table.metadata.create_all(engine)
    with transaction(engine) as session:
        community_id = key(import_community(session, community(name), NOON).community)
        for number, person in enumerate(session.exec(select(Person)).all(), start=1):
            person.telegram_id, person.started_at = number, NOON
        session.flush()
        yield Place(name, Desk(session, NOON, fetch(session, Community, community_id)))
    engine.dispose()


def test_it_goes_where_a_local_would_take_it(place: Place) -> None:
    table = {"sample": SAMPLE, "taiwan": TAIWAN, "hongkong": HONGKONG}[place.name]
    assert len(table) >= 12
    wrong = [
        (message, expected, place.owner(message, label))
        for message, label, expected in table
        if place.owner(message, label) != expected
    ]
    assert wrong == []


def test_every_label_has_an_owner_with_and_without_a_building(place: Place) -> None:
    for label in load_labels().concerns:
        for building in (None, *place.desk.community.building_numbers):
            assert choose(place.organisation.offices.values(), label, building) is not None


def test_nobody_is_sent_to_a_department_that_only_comes_when_called(place: Place) -> None:
    for label in load_labels().concerns:
        choice = choose(place.organisation.offices.values(), label, None)
        assert choice is not None
        assert not place.organisation.bodies[choice.office.body_id].by_whistle


def test_what_a_neighbour_cannot_settle_climbs_to_somebody(place: Place) -> None:
    for body_id, office in place.organisation.offices.items():
        above = climb(office.parent_id, place.organisation.offices) if office.parent_id else None
        top = place.organisation.bodies[body_id].parent_id is None
        assert top or (above is not None and above.office.tier > office.tier)


@pytest.mark.parametrize(
    ("name", "numbers", "first", "zone"),
    [
        ("sample", "119 / 110 / 120", "zh-Hans", "Asia/Shanghai"),
        ("taiwan", "119 / 110", "zh-Hant", "Asia/Taipei"),
        ("hongkong", "999", "zh-Hant", "Asia/Hong_Kong"),
    ],
)
def test_numbers_languages_and_zone_are_those_of_the_place(
    name: str, numbers: str, first: str, zone: str
) -> None:
    file = community(name)
    assert (file.parameters.emergency_numbers, file.languages[0], file.timezone) == (numbers, first, zone)
