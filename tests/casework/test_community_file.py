"""A community file is read, or everything that is wrong with it is said: line, field and mend."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from casework.errors import BadOrganisation
from casework.people.community_file import check, read
from casework.people.community_shape import Body, Buildings, CommunityFile, Kind, Person
from casework.people.numbers import parse_numbers
from casework.rules.parameters import Deadlines, Parameters, Quiet, ReviewHabits
from classifier.labels import load_labels

LABELS = load_labels().concerns
SAMPLE = files("app.samples").joinpath("sample.yaml").read_text(encoding="utf-8")
DOCS = Path(__file__).parents[2] / "docs" / "community-file.md"

SMALL = """\
key: chunlin
name: 春林苑
prefix: CL
timezone: Asia/Shanghai
languages: [zh-Hans]
parameters:
  digest_at: 08:30
  deadlines:
    rectification: 7 d
kinds:
  - {key: branch, name: 党支部, tier: 3}
  - {key: centre, name: 党员中心户, tier: 1}
buildings:
  - {number: 1-2, name: "{number}号楼", units: 1-3}
bodies:
  - key: branch
    name: 春林苑党支部
    kind: branch
    categories: [noise, pets]
    members:
      - {name: 周书记, role: coordinator}
  - key: door
    name: 1号楼中心户
    kind: centre
    parent: branch
    buildings: [1]
    categories: [noise]
    members:
      - {name: 蒋桂芳, telegram: 77}
"""
SMALL_LABELS = ("noise", "pets")


def problems(text: str) -> list[str]:
    """What is wrong with a text, in the order it is said."""
    with pytest.raises(BadOrganisation) as caught:
        check(text, "my.yaml", SMALL_LABELS)
    return caught.value.problems


def test_the_sample_is_right() -> None:
    community = check(SAMPLE, "sample.yaml", LABELS)
    assert [house.name for house in community.houses()] == [f"{n}号楼" for n in range(1, 13)]
    assert community.houses()[0].units == ("1", "2", "3")
    assert community.houses()[11].units == ()


def test_every_chain_of_the_sample_ends_at_the_committee_or_a_department() -> None:
    bodies = {body.key: body for body in check(SAMPLE, "sample.yaml", LABELS).bodies}
    for body in bodies.values():
        while body.parent:
            body = bodies[body.parent]
        assert body.kind in ("committee", "department")


def test_every_building_of_the_sample_has_one_household_centre() -> None:
    community = check(SAMPLE, "sample.yaml", LABELS)
    served = [n for body in community.bodies if body.kind == "household_centre" for n in body.buildings]
    assert sorted(served) == sorted(house.number for house in community.houses())


def test_the_small_file_is_right() -> None:
    community = check(SMALL, "my.yaml", SMALL_LABELS)
    assert community.bodies[1].members[0].telegram == 77
    assert community.bodies[0].buildings == ()


def test_a_time_of_day_means_what_is_written() -> None:
    """YAML 1.1 would read 22:00 as the number 1320."""
    community = check(SMALL.replace("08:30", "22:00"), "my.yaml", SMALL_LABELS)
    assert community.parameters.digest_at.isoformat() == "22:00:00"


def test_an_empty_section_counts_as_left_out() -> None:
    text = SMALL.replace("  digest_at: 08:30\n  deadlines:\n    rectification: 7 d\n", "")
    assert check(text, "my.yaml", SMALL_LABELS).parameters == Parameters()


def test_quiet_hours_can_be_switched_off() -> None:
    text = SMALL.replace("  digest_at: 08:30\n", "  quiet: null\n")
    assert check(text, "my.yaml", SMALL_LABELS).parameters.quiet is None


# What is replaced, by what → the line, the field and a piece of the mend.
BROKEN = [
    # YAML itself
    ("name: 春林苑\n", "name：春林苑\n", 2, "column", "not «：»"),
    ("parent: branch", 'parent: "branch', 25, "column 13", "close the quotation mark"),
    ("  digest_at", "\tdigest_at", 7, "column", "spaces, not with tabs"),
    ("name: 春林苑\n", "name: 春林: 苑\n", 2, "column 9", "in quotation marks"),
    ('"{number}号楼"', "{number}号楼", 14, "column", "in quotation marks"),
    ("[noise, pets]", "[noise, pets", 20, "column", "close the bracket"),
    ("categories: [noise]", "categories: *all", 27, "column", "once more"),
    ("bodies:\n", "---\nbodies:\n", 15, "column", "remove the line «---»"),
    ("name: 春林苑\n", "name: 春林\x07苑\n", 2, "U+0007", "delete it"),
    # fields
    ("key: chunlin\n", "", 1, "key", "missing; add it"),
    ("    kind: centre\n", "", 22, "bodies › door › kind", "missing; add it"),
    ("timezone", "timezon", 4, "timezon", "write «timezone»"),
    ("digest_at", "digest", 7, "parameters › digest", "write «digest_at»"),
    (
        "telegram: 77",
        "phone: 77",
        29,
        "bodies › door › members › 蒋桂芳 › phone",
        "remove it; the fields here are",
    ),
    ("name: 春林苑\n", "name: 春林苑\nname: 春苑\n", 3, "name", "second time (first on line 2); remove one"),
    ("name: 春林苑\n", "name:\n", 2, "name", "missing; add it"),
    ("name: 春林苑\n", "name: [春林苑]\n", 2, "name", "write a text"),
    ("name: 春林苑\n", 'name: " "\n', 2, "name", "write a text"),
    ("name: 春林苑\n", "name: null\n", 2, "name", "write a value"),
    ("key: chunlin", "key: 春林", 1, "key", "small letters"),
    ("prefix: CL", "prefix: cl-", 3, "prefix", "capital letters"),
    ("languages: [zh-Hans]", "languages: [zh]", 5, "languages", "write one of: zh-Hans, zh-Hant, en"),
    ("languages: [zh-Hans]", "languages: zh-Hans", 5, "languages", "write a list"),
    ("languages: [zh-Hans]", "languages: []", 5, "languages", "add an entry"),
    ("Asia/Shanghai", "Asia/Qingdao", 4, "timezone", "such as Asia/Shanghai"),
    ("Asia/Shanghai", "Asia", 4, "timezone", "such as Asia/Shanghai"),
    ("7 d\n", "a week\n", 9, "parameters › deadlines › rectification", "such as «24 h»"),
    ("7 d\n", "99999999999999 d\n", 9, "parameters › deadlines › rectification", "such as «24 h»"),
    ("08:30", "8:3", 7, "parameters › digest_at", "such as 08:30"),
    ("digest_at: 08:30", "holidays: [2026-02-30]", 7, "parameters › holidays", "such as 2026-10-01"),
    ("digest_at: 08:30", "max_returns: -1", 7, "parameters › max_returns", "it must be greater"),
    ("tier: 3", "tier: high", 11, "kinds › branch › tier", "write a whole number"),
    ("role: coordinator", "role: boss", 21, "members › 周书记 › role", "'handler' or 'coordinator'"),
    ("telegram: 77", "duty: maybe", 29, "members › 蒋桂芳 › duty", "true or false"),
    ("telegram: 77", "telegram: 99999999999999999999", 29, "members › 蒋桂芳 › telegram", "it must be less"),
    ("number: 1-2", "number: 2-1", 14, "buildings › 2-1 › number", "smaller number first"),
    ("number: 1-2", "number: A-C", 14, "buildings › A-C › number", 'write a list: ["A-C"]'),
    ('"{number}号楼"', "号楼", 14, "buildings › 1-2", "put {number} into the name"),
    ("buildings: [1]", "buildings: [1号楼]", 26, "bodies › door › buildings", "the bare number, 1"),
    ("buildings: [1]", "buildings: []", 26, "bodies › door › buildings", "leave the line out"),
    # how the parts hang together
    (
        "  - {key: centre",
        "  - {key: branch, name: 支部, tier: 3}\n  - {key: centre",
        12,
        "branch › key",
        "another key",
    ),
    ("key: door", "key: branch", 22, "bodies › branch › key", "another key"),
    ("number: 1-2,", 'number: "1, 2, 2",', 14, "buildings › 1, 2, 2 › number", "another number"),
    ("kind: centre", "kind: center", 24, "bodies › door › kind", "write «centre»"),
    ("parent: branch", "parent: brnch", 25, "bodies › door › parent", "write «branch»"),
    (
        "parent: branch",
        "parent: door",
        25,
        "bodies › door › parent",
        "(door → door); give one of them a parent",
    ),
    ("buildings: [1]", "buildings: [7]", 26, "bodies › door › buildings", "write one of: 1, 2"),
    ("categories: [noise]", "categories: [nois]", 27, "bodies › door › categories", "write «noise»"),
    ("[noise, pets]", "[noise， pets]", 19, "bodies › branch › categories", "separate the names with «,»"),
    ("[noise, pets]", "[noise]", 15, "bodies", "add it to the categories"),
    ("    categories: [noise, pets]\n", "    categories: [pets]\n", 15, "bodies", "has no line «buildings»"),
    ("tier: 3", "tier: 1", 25, "bodies › door › parent", "choose a parent of a higher tier"),
    (", role: coordinator", "", 15, "bodies", "role: coordinator"),
    ("telegram: 77}", "telegram: 77}\n      - {name: 蒋桂芳}", 30, "蒋桂芳 › name", "two different names"),
    ("role: coordinator", "role: coordinator, telegram: 77", 29, "telegram", "mend the name or the account"),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "mend"), BROKEN)
def test_it_says_line_field_and_mend(old: str, new: str, line: int, field: str, mend: str) -> None:
    assert old in SMALL
    (said,) = problems(SMALL.replace(old, new, 1))
    place, _, says = said.partition(": ")
    assert place.startswith(f"my.yaml, line {line}")
    assert field in place + says
    assert mend in said
    assert said.endswith(".")


def test_it_tells_a_circle_once() -> None:
    text = SMALL.replace("kind: branch\n", "kind: branch\n    parent: door\n")
    (said,) = problems(text)
    assert (
        "line 19, bodies › branch › parent: the parents go round in a circle (branch → door → branch)" in said
    )


def test_it_tells_all_problems_at_once_in_the_order_of_their_lines() -> None:
    text = (
        SMALL.replace("Asia/Shanghai", "Mars")
        .replace("7 d", "soon")
        .replace("parent: branch", "parent: nobody")
        .replace("telegram: 77", "telegramm: 77")
        .replace("[noise, pets]", "[noise]")
    )
    lines = [said.split(",")[1] for said in problems(text)]
    assert lines == [" line 4", " line 9", " line 15", " line 25", " line 29"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert problems(text) == ["my.yaml: the file is empty; begin with a copy of the sample community."]


@pytest.mark.parametrize("text", ["- a\n- b\n", "春林苑\n"])
def test_a_file_without_fields_is_refused(text: str) -> None:
    assert problems(text) == ["my.yaml, line 1: this is no list of fields; begin with «key: …»."]


def test_endless_brackets_are_refused() -> None:
    assert "nested too deep" in problems("[" * 5000)[0]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOrganisation, match="there is no such file; check the name"):
        read(tmp_path / "nothing.yaml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOrganisation, match="can't be read"):
        read(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gbk.yaml"
    file.write_bytes("key: a\nname: 幸福里\n".encode("gb18030"))
    with pytest.raises(BadOrganisation, match=r"line 2: the file is not UTF-8; save it as UTF-8"):
        read(file)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8-sig"))
    assert check(read(file), "windows.yaml", SMALL_LABELS).name == "春林苑"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3", ("3",)),
        ("1-3", ("1", "2", "3")),
        ("1–2、4，6", ("1", "2", "4", "6")),
        ("9至11", ("9", "10", "11")),
        ("甲, 乙", ("甲", "乙")),
        (["3-1", "3-2"], ("3-1", "3-2")),
    ],
)
def test_numbers_are_read_as_people_write_them(written: object, meant: tuple[str, ...]) -> None:
    assert parse_numbers(written) == meant


LINES = SAMPLE.splitlines()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(
        ["", "  x: [", "- ", "key: branch", "    parent: group-east", "buildings: 5-", "  : ?", '"', "~"]
    ),
)
def test_a_mangled_line_is_told_and_never_a_crash(line: int, scrawl: str) -> None:
    text = "\n".join([*LINES[:line], scrawl, *LINES[line + 1 :]])
    try:
        check(text, "my.yaml", LABELS)
    except BadOrganisation as error:
        assert error.problems
        assert all(said.startswith("my.yaml, line ") and said.endswith(".") for said in error.problems)


@pytest.mark.parametrize(
    "section", [CommunityFile, Kind, Buildings, Body, Person, Parameters, Deadlines, ReviewHabits, Quiet]
)
def test_every_field_is_in_the_docs(section: type[BaseModel]) -> None:
    docs = DOCS.read_text(encoding="utf-8")
    assert [field for field in section.model_fields if f"`{field}`" not in docs] == []


DEPARTMENT = """\
  - key: enforcement
    name: 执法队
    kind: department
"""


@pytest.mark.parametrize(
    ("kinds", "body", "said"),
    [
        ("by_whistle: true", "    email: zhifa@example.org\n", "nobody may whistle for it"),
        ("by_whistle: true, may_whistle: true", "    email: zhifa@example.org\n", "leave one of the two out"),
        ("by_whistle: true", "", "no whistle would reach it; add an «email» or members"),
        ("by_whistle: true", "    email: zhifa@@example\n", "is no e-mail address; write one such as"),
        ("by_whistle: perhaps", "    email: zhifa@example.org\n", "write true or false"),
    ],
)
def test_a_whistle_that_nobody_blows_or_hears_is_told(kinds: str, body: str, said: str) -> None:
    tier = "{key: centre, name: 党员中心户, tier: 1}"
    department = f"{{key: department, name: 部门, tier: 5, {kinds}}}"
    text = SMALL.replace(tier, f"{tier}\n  - {department}") + DEPARTMENT + body
    assert any(said in problem for problem in problems(text)), problems(text)


def test_a_department_with_an_address_is_right() -> None:
    text = SMALL.replace("tier: 3}", "tier: 3, may_whistle: true}")
    tier = "{key: centre, name: 党员中心户, tier: 1}"
    text = text.replace(tier, f"{tier}\n  - {{key: department, name: 部门, tier: 5, by_whistle: true}}")
    community = check(f"{text}{DEPARTMENT}    email: zhifa@example.org\n", "my.yaml", SMALL_LABELS)
    assert [(seat.name, seat.email) for seat in community.bodies[-1].seats()] == [
        ("执法队", "zhifa@example.org")
    ]


def test_a_label_given_to_a_body_needs_no_line_in_the_file() -> None:
    labels, given = [*SMALL_LABELS, "lost_things"], {"lost_things": "branch"}
    with pytest.raises(BadOrganisation, match="no body handles «lost_things»"):
        check(SMALL, "my.yaml", labels)
    community = check(SMALL, "my.yaml", labels, (), given)
    assert [body.key for body in community.bodies if "lost_things" in body.categories] == ["branch"]
    with pytest.raises(BadOrganisation, match="no body handles «lost_things»"):
        check(SMALL, "my.yaml", labels, (), {"lost_things": "gone"})
