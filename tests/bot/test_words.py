"""Three communities, each with its own words in every notice, button, refusal and letter."""

import re
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

import opencc
import pytest
import yaml

from bot.keyboards import keyboard
from bot.render import render
from bot.texts import SECTIONS, Texts, load, read
from casework.notice import Notice
from casework.people.community_file import check
from casework.people.community_shape import CommunityFile
from casework.rules.words import REGIONS, WORDS, Words
from classifier.labels import load_labels
from data.vocabulary import LANGUAGES
from tests.bot import sample_facts
from tests.bot.test_texts import refusals

OF_A_COMPOUND = (
    "小區|號樓|單元|物業|網格|黨|支部|居委|業委會|鄰里幫辦|協調員|吹哨|居民|踐諾|台帳|一老一小|120"
)
MAINLAND = re.compile(f"{OF_A_COMPOUND}|郵箱|短信|視頻|鏈接|信息")
ABROAD = re.compile(
    "管委會|管理中心|總幹事|里長|區公所|機關|社區服務台|法團|管業處|屋苑|區議員|政府部門|承諾紀錄|999"
)
FOREIGN = {"sample": ABROAD, "taiwan": MAINLAND, "hongkong": MAINLAND}
LABELS = load_labels()
NAMES = {one.name: {"zh-Hans": one.zh_hans, "zh-Hant": one.zh_hant, "en": one.en} for one in LABELS}
TO_SIMPLIFIED = opencc.OpenCC("t2s")


@cache
def community(name: str) -> CommunityFile:
    """One of the communities that are shipped."""
    text = files("app.samples").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return check(text, f"{name}.yaml", LABELS.concerns)


@cache
def spoken(name: str) -> dict[str, Texts]:
    """The texts as a community's desk loads them."""
    return load(NAMES, community(name).parameters.words)


def at_home(facts: Any, place: CommunityFile) -> Any:
    """The same facts as they would come here: names and words of this place, its emergency number."""
    if isinstance(facts, dict):
        moved = {name: at_home(fact, place) for name, fact in facts.items()}
        if "emergency_numbers" in moved:
            moved["emergency_numbers"] = place.parameters.emergency_numbers
        return moved
    if isinstance(facts, list):
        return [at_home(fact, place) for fact in facts]
    if isinstance(facts, str) and re.search("[\u4e00-\u9fff]", facts):
        return place.bodies[0].name
    return facts


@pytest.mark.parametrize("notice", list(Notice))
@pytest.mark.parametrize("name", FOREIGN)
def test_no_notice_and_no_button_has_a_word_of_another_place(name: str, notice: Notice) -> None:
    place, texts = community(name), spoken(name)["zh-Hant"]
    for facts in sample_facts.of_notice(notice.value):
        message = render(texts, notice, at_home(facts, place))
        rows = message.markup.inline_keyboard if message.markup else ()
        said = "\n".join([message.text, *(button.text for button in chain.from_iterable(rows))])
        # A community's own names are its own affair.
        assert FOREIGN[name].findall(said.replace(place.bodies[0].name, "")) == [], said


@pytest.mark.parametrize("name", FOREIGN)
def test_no_refusal_has_a_word_of_another_place(name: str) -> None:
    place, texts = community(name), spoken(name)["zh-Hant"]
    for reason, places in refusals().items():
        for given in places:
            facts = at_home({fact: sample_facts.REFUSALS.get(fact, "3") for fact in given}, place)
            said = texts.say("refusals", reason, **facts).replace(place.bodies[0].name, "")
            assert FOREIGN[name].findall(said) == []


@pytest.mark.parametrize("name", FOREIGN)
def test_no_text_whatsoever_is_written_with_a_word_of_another_place(name: str) -> None:
    simplified = TO_SIMPLIFIED.convert(ABROAD.pattern if name == "sample" else OF_A_COMPOUND)
    for language, foreign in (("zh-Hant", FOREIGN[name]), ("zh-Hans", re.compile(simplified))):
        for section, texts in spoken(name)[language].source.items():
            for key, text in texts.items():
                assert foreign.findall(str(text)) == [], f"{language}: {section}.{key}: {text}"


@pytest.mark.parametrize("name", FOREIGN)
def test_no_category_has_a_name_of_another_place(name: str) -> None:
    texts = spoken(name)["zh-Hant"]
    for label in LABELS.concerns:
        said = texts.fill("{{ label|category }}", label=label)
        assert FOREIGN[name].findall(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_a_building_unit_or_room_past_the_words(language: str) -> None:
    for section in set(SECTIONS) - {"words"}:
        for key, text in read(language).get(section, {}).items():
            assert not re.search(
                r"(?:building|unit|room) ~|~ (?:building|unit|room)\b(?!\|)|\{\{ unit \}\}", str(text)
            ), f"{language}: {section}.{key}: write building|building, unit|unit, room|room"


@pytest.mark.parametrize("notice", [Notice.RECEIPT_EMERGENCY, Notice.RECEIPT_TRIAGE, Notice.PING_EMERGENCY])
@pytest.mark.parametrize(("name", "number"), [("hongkong", "999"), ("taiwan", "119 / 110")])
def test_the_emergency_number_is_that_of_the_place(name: str, number: str, notice: Notice) -> None:
    facts = sample_facts.CASE | sample_facts.OWNER | {"urgency": "emergency", "words": ""}
    for texts in spoken(name).values():
        said = render(texts, notice, at_home(facts, community(name))).text
        assert number in said
        assert "120" not in said


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("sample", "zh-Hans", "3号楼"),
        ("sample", "en", "Building 3"),
        ("taiwan", "zh-Hant", "3棟"),
        ("taiwan", "zh-Hans", "3栋"),
        ("hongkong", "zh-Hant", "3座"),
        ("hongkong", "en", "Block 3"),
    ],
)
def test_a_building_is_named_the_local_way(name: str, language: str, said: str) -> None:
    facts = sample_facts.CASE | sample_facts.OWNER
    assert said in render(spoken(name)[language], Notice.RECEIPT, facts).text


def test_an_address_is_read_back_in_local_words() -> None:
    kept = {"building": "B座", "unit": "", "room": "18C"}
    assert "B座 18C室" in render(spoken("hongkong")["zh-Hant"], Notice.ADDRESS_SAVED, kept).text
    kept = {"building": "3棟", "unit": "", "room": "5樓之2"}
    assert "3棟 5樓之2\n" in render(spoken("taiwan")["zh-Hant"], Notice.ADDRESS_SAVED, kept).text


def test_a_communitys_own_word_stands_above_its_regions_in_either_script() -> None:
    words = Words(region="hk", zh={"desk": "管業處服務台", "building": "第{number}座"}, en={"house": "tower"})
    texts = load(NAMES, words)
    welcome: dict[str, Any] = {"community": "海晴", "buildings": []}
    assert "管業處服務台" in texts["zh-Hant"].say("notices", "welcome", **welcome)
    assert "管业处服务台" in texts["zh-Hans"].say("notices", "welcome", **welcome)
    assert texts["zh-Hant"].fill("{{ '3'|building }} {{ word.branch }}") == "第3座 法團"
    assert "Which tower" in texts["en"].say("notices", "ask_building")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    assert set(read(language)["words"]) == set(WORDS)


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_only_says_what_the_texts_say(region: str) -> None:
    path = files("bot.texts").joinpath("regions", f"{region}.yaml")
    for language, layer in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        known = read(language) | {"categories": dict.fromkeys(LABELS.concerns)}
        for section, texts in layer.items():
            assert set(texts) - set(known[section]) == set()


@pytest.mark.parametrize("region", REGIONS)
def test_regions_are_written_in_real_traditional(region: str) -> None:
    text = files("bot.texts").joinpath("regions", f"{region}.yaml").read_text(encoding="utf-8")
    to_traditional = opencc.OpenCC("s2t")
    wrong = {c for c in text if to_traditional.convert(c) != c and TO_SIMPLIFIED.convert(c) == c}
    assert wrong - set("群里后只台面准") == set()


@pytest.mark.parametrize("name", FOREIGN)
def test_buttons_fit_and_keyboards_render_in_every_language(name: str) -> None:
    place = community(name)
    for texts in spoken(name).values():
        for notice in Notice:
            for facts in sample_facts.of_notice(notice.value):
                for button in chain.from_iterable(keyboard(notice, at_home(facts, place))):
                    assert len(texts.say("buttons", button.label, **button.facts)) > 0
