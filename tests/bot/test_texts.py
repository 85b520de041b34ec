"""Every message the bot can send has words in every language, and words that people can read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest

from bot.keyboards import keyboard
from bot.render import MAX_BUTTON, MAX_TEXT, Rendered, in_script, render
from bot.routes import COMMANDS
from bot.texts import SECTIONS, Texts, load, read
from casework.cases.residents import TOLD_TO_RESIDENT
from casework.notice import Notice
from data.vocabulary import LANGUAGES, Outcome, ReturnReason, State
from tests.bot import sample_facts

ROOT = Path(__file__).parents[2]
SOURCES = [path for package in ("bot", "casework") for path in sorted((ROOT / package).rglob("*.py"))]
NOTICES = list(Notice)
TO_RESIDENTS = NOTICES[: NOTICES.index(Notice.JOINED)]
EMERGENCY_NUMBERS = sample_facts.CASE["emergency_numbers"]
# Their words are names, dates and categories, which nobody here writes.
FILLED_BUTTONS = {
    *("named", "category", "date", "date_off", "extension_yes", "case_line", "claim_line", "merge_with"),
    *("rc_own", "rc_day", "rc_time", "rc_desk_day", "rc_desk_day_of", "rc_guest"),
}
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u23e9-\u23fa\u21a9\u2b06]")
OFFICE_WORDS = ("诉求", "受理", "工单", "派单", "办结", "转办", "敬请", "予以", "特此", "反馈")
MAX_REFUSAL = 180  # Telegram cuts the answer to a press at 200 characters


@pytest.fixture(scope="module")
def texts() -> dict[str, Texts]:
    return load(sample_facts.CATEGORY_NAMES)


def source(language: str) -> dict[str, dict[str, str]]:
    return read(language)


def written(language: str) -> str:
    """Everything that stands in the files of a language, comments included."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files("bot.texts").joinpath(language).iterdir()
    )


def rendered(texts: Texts, notice: Notice) -> Iterator[Rendered]:
    for facts in sample_facts.of_notice(notice.value):
        yield render(texts, notice, facts)


@cache
def all_calls() -> dict[str | None, list[ast.Call]]:
    """Every call in the sources, by the name of the function or method."""
    found: dict[str | None, list[ast.Call]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", None))
                found.setdefault(name, []).append(node)
    return found


def calls(name: str) -> list[ast.Call]:
    """Find every call of a function or method in the sources."""
    return all_calls().get(name, [])


def literals(node: ast.AST) -> set[str]:
    """Find the texts an argument may be; a text built from a reason for returning is all of them."""
    if isinstance(node, ast.JoinedStr):
        start = str(getattr(node.values[0], "value", ""))
        return {f"{start}{reason.value}" for reason in ReturnReason}
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    return {text for child in ast.iter_child_nodes(node) for text in literals(child)}


def refusals() -> dict[str, list[list[str]]]:
    """Find what is raised as Refused: each reason with the facts that every place gives it."""
    found: dict[str, list[list[str]]] = {}
    for call in calls("Refused"):
        for reason in literals(call.args[0]):
            found.setdefault(reason, []).append([word.arg for word in call.keywords if word.arg])
    return found


# ── one text for every key ──


def test_the_language_files_have_the_same_keys() -> None:
    keys = [{(section, key) for section, texts in source(one).items() for key in texts} for one in LANGUAGES]
    for one, other in pairwise(keys):
        assert one ^ other == set()


def test_the_language_files_have_no_section_that_is_never_read() -> None:
    for language in LANGUAGES:
        assert set(source(language)) == set(SECTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_code_says_has_a_text(language: str) -> None:
    words = source(language)
    to_triage = [*calls("send_to_triage"), *calls("show_triage_card")]
    said: dict[str, set[str]] = {
        "notices": {notice.value for notice in Notice},
        "states": {state.value for state in State},
        "outcomes": {outcome.value for outcome in Outcome},
        "refusals": set(refusals()),
        "triage_reasons": {text for call in to_triage for text in literals(call)},
        "events": set(TOLD_TO_RESIDENT),
        "toasts": {text for call in calls("toast") for text in literals(call)},
        "commands": {"start", *COMMANDS},
        # The labels that are put together from an answer are tried where the notices are rendered.
        "buttons": {str(c.args[0].value) for c in calls("Button") if isinstance(c.args[0], ast.Constant)},
    }
    for section, keys in said.items():
        assert keys, f"nothing found that says {section}"
        assert keys - set(words[section]) == set(), f"add to {section} in {language}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_for_a_notice_that_is_gone(language: str) -> None:
    assert set(source(language)["notices"]) == {notice.value for notice in Notice}
    assert set(sample_facts.NOTICES) <= {notice.value for notice in Notice}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_written_twice_in_a_file(language: str) -> None:
    # The later one would be said and the earlier one forgotten, and nobody told.
    for path in files("bot.texts").joinpath(language).iterdir():
        section, seen = "", set[tuple[str, str]]()
        for line in path.read_text(encoding="utf-8").splitlines():
            if name := re.match(r"(  )?(\w+):", line):
                section = section if name[1] else name[2]
                assert not name[1] or (section, name[2]) not in seen, f"{language}/{path.name}: {line}"
                seen.add((section, name[2]))


# ── every notice, as it arrives ──


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_renders_with_full_and_with_bare_facts(
    texts: dict[str, Texts], language: str, notice: Notice
) -> None:
    for message in rendered(texts[language], notice):
        assert 0 < len(message.text) <= MAX_TEXT
        assert not re.search(r"None|Undefined|[{}]|\n\n\n| $", message.text, re.MULTILINE), message.text
        assert not re.search(r"[（(][）)]|“”|「」", message.text), message.text
        assert all(len(EMOJI.findall(line)) <= 1 for line in message.text.splitlines()), message.text


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_buttons_have_words_and_fit_into_telegram(
    texts: dict[str, Texts], language: str, notice: Notice
) -> None:
    for message in rendered(texts[language], notice):
        rows = message.markup.inline_keyboard if message.markup else ()
        for button in chain.from_iterable(rows):
            assert 0 < len(button.text) <= MAX_BUTTON
            assert not re.search(r"None|[{}\n]", button.text), button.text
            assert 0 < len(str(button.callback_data).encode()) <= 64


@pytest.mark.parametrize("notice", TO_RESIDENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_a_resident_no_more_than_one_thing(
    texts: dict[str, Texts], language: str, notice: Notice
) -> None:
    for message in rendered(texts[language], notice):
        assert len(re.findall("[？?]", message.text)) <= 1, message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_words_leave_room_for_what_is_below_them(texts: dict[str, Texts], language: str) -> None:
    for facts in sample_facts.NOTICES["planned"]:
        last = source(language)["notices"]["planned"].strip().rpartition("}}")[2]
        assert render(texts[language], Notice.PLANNED, facts).text.endswith(last)


# ── what is said, by whom it is said to ──


@pytest.mark.parametrize("notice", [Notice.RECEIPT_EMERGENCY, Notice.RECEIPT_TRIAGE, Notice.ASK_CATEGORY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_begins_with_the_numbers_to_call(
    texts: dict[str, Texts], language: str, notice: Notice
) -> None:
    for facts in sample_facts.of_notice(notice.value):
        if facts["urgency"] == "emergency":
            assert EMERGENCY_NUMBERS in render(texts[language], notice, facts).text.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_number_category_owner_and_date(texts: dict[str, Texts], language: str) -> None:
    facts = sample_facts.CASE | sample_facts.OWNER
    receipt = render(texts[language], Notice.RECEIPT, facts).text
    category = sample_facts.CATEGORY_NAMES["noise"][language]
    shown = in_script(facts, language)
    for said in (facts["number"], category, shown["owner"], shown["handler"], "29"):
        assert said in receipt
    assert len(receipt.splitlines()) <= 5


@pytest.mark.parametrize(
    ("language", "cheers", "sorry"),
    [("zh-Hans", "太好了", "对不起"), ("zh-Hant", "太好了", "對不起"), ("en", "Wonderful", "sorry")],
)
def test_it_is_glad_or_sorry_as_the_answer_was(
    texts: dict[str, Texts], language: str, cheers: str, sorry: str
) -> None:
    def after(notice: Notice, **answer: Any) -> str:
        return render(texts[language], notice, {"number": "XFL-2026-0042", "review": 9} | answer).text

    assert cheers in after(Notice.ASK_SATISFIED, solved="yes")
    for answer in ("partly", "no"):
        assert cheers not in after(Notice.ASK_SATISFIED, solved=answer)
    assert sorry in after(Notice.ASK_SATISFIED, solved="no")
    assert sorry in after(Notice.ASK_REVIEW_WORDS, solved="yes", satisfied=1)
    assert sorry not in after(Notice.ASK_REVIEW_WORDS, solved="yes", satisfied=5)


@pytest.mark.parametrize("notice", NOTICES)
def test_chinese_buttons_are_short_and_shorter_side_by_side(texts: dict[str, Texts], notice: Notice) -> None:
    for facts in sample_facts.of_notice(notice.value):
        for row in keyboard(notice, facts):
            for button in row:
                words = texts["zh-Hans"].say("buttons", button.label, **button.facts)
                limit = 14 if len(row) == 1 else 8
                assert button.label in FILLED_BUTTONS or len(words) <= limit, words


# ── refusals, reasons and events ──


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_a_sentence_that_fits_an_answer_to_a_press(
    texts: dict[str, Texts], language: str
) -> None:
    for reason, places in refusals().items():
        for given in places:
            facts = {name: sample_facts.REFUSALS.get(name, "3") for name in given}
            assert 0 < len(texts[language].say("refusals", reason, **facts)) <= MAX_REFUSAL


@pytest.mark.parametrize("kind", sorted(TOLD_TO_RESIDENT))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_is_one_short_line(texts: dict[str, Texts], language: str, kind: str) -> None:
    for data in sample_facts.EVENTS.get(kind, [{}]):
        event = {"at": sample_facts.DUE, "kind": kind, **data}
        line = texts[language].say("events", kind, **event)
        assert 0 < len(line) <= 160
        assert not re.search(r"None|[{}\n]", line), line


# ── the two scripts, and whose words they are ──


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_it_talks_like_a_neighbour_and_not_like_an_office(language: str) -> None:
    text = opencc.OpenCC("t2s").convert(str(source(language)))
    assert [word for word in OFFICE_WORDS if word in text] == []


def test_simplified_has_no_traditional_character() -> None:
    text = written("zh-Hans")
    assert opencc.OpenCC("t2s").convert(text) == text


def test_traditional_has_no_simplified_character() -> None:
    text = written("zh-Hant")
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    # A character is simplified when it changes on the way to Traditional and not on the way back.
    wrong = {c for c in set(text) if to_traditional.convert(c) != c and to_simplified.convert(c) == c}
    assert wrong - set("群里后只台面准") == set()
