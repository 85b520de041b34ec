"""Reception days in the community file: what is wrong is said with its line, and an import brings them in."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from casework.people.community_file import check
from casework.people.organisation import import_community
from casework.rules.parameters import ReceptionHabits
from casework.rules.reception import Reception
from data.tables import Body
from tests.acceptance.world import COMMUNITY, NOON
from tests.casework.compound import Compound
from tests.casework.test_community_file import DOCS, LABELS, SMALL, SMALL_LABELS, problems

SAMPLES = Path(__file__).parents[2] / "app" / "samples"
LAST_LINE = len(SMALL.splitlines())
ENTRY = "{days: wed, hours: 19:00-21:00, slot: 20 min, where: 党群服务站, who: 蒋桂芳}"


def small(*entries: str) -> str:
    """The small community, whose last body receives on these lines."""
    return SMALL + "    reception:\n" + "".join(f"      - {entry}\n" for entry in entries)


def test_a_line_is_read() -> None:
    (line,) = check(small(ENTRY), "my.yaml", SMALL_LABELS).bodies[1].reception
    assert (line.who, line.where, line.at_once, line.holidays) == ("蒋桂芳", "党群服务站", 1, False)


@pytest.mark.parametrize(
    ("old", "new", "field", "mend"),
    [
        ("蒋桂芳", "蒋桂芬", "who", "there is no member «蒋桂芬»; write «蒋桂芳»"),
        ("19:00-21:00", "21:00-19:00", "hours", "end before they begin"),
        ("19:00-21:00", "evening", "hours", "such as 19:00-21:00"),
        ("20 min", "3 h", "reception", "longer than the hours (120 min)"),
        ("20 min", "soon", "slot", "such as «24 h»"),
        ("wed", "midweek", "days", "such as wed"),
        ("where: 党群服务站, ", "", "where", "missing; add it"),
        ("slot", "slots", "slots", "write «slot»"),
        ("who: 蒋桂芳", "who: 蒋桂芳, at_once: 0", "at_once", "it must be greater"),
        ("who: 蒋桂芳", "who: 蒋桂芳, holidays: perhaps", "holidays", "true or false"),
    ],
)
def test_it_says_line_field_and_mend(old: str, new: str, field: str, mend: str) -> None:
    assert old in ENTRY
    (said,) = problems(small(ENTRY.replace(old, new, 1)))
    assert said.startswith(f"my.yaml, line {LAST_LINE + 2}, bodies › door › reception")
    assert field in said
    assert mend in said


@pytest.mark.parametrize(
    ("second", "clashes"),
    [
        (ENTRY.replace("19:00-21:00", "20:00-22:00"), True),
        (ENTRY.replace("wed", "first wed"), True),
        (ENTRY.replace("19:00-21:00", "21:00-22:00"), False),
        (ENTRY.replace("wed", "thu"), False),
        (ENTRY.replace(", who: 蒋桂芳", ""), False),
    ],
)
def test_nobody_receives_twice_at_one_time(second: str, clashes: bool) -> None:
    if clashes:
        (said,) = problems(small(ENTRY, second))
        assert f"line {LAST_LINE + 3}" in said
        assert "overlap those of entry 1" in said
    else:
        assert check(small(ENTRY, second), "my.yaml", SMALL_LABELS)


@pytest.mark.parametrize("sample", ["sample.yaml", "taiwan.yaml", "hongkong.yaml"])
def test_the_samples_receive(sample: str) -> None:
    community = check((SAMPLES / sample).read_text("utf-8"), sample, LABELS)
    assert sum(bool(body.reception) for body in community.bodies) >= 2


def test_an_import_brings_the_calendar_in_and_a_second_one_changes_nothing(compound: Compound) -> None:
    line = "    members: [{name: 王师傅}, {name: 赵师傅}]"
    entry = "\n    reception: [{days: wed, hours: 19:00-20:00, where: 前台, who: 王师傅}]"
    file = check(COMMUNITY.read_text("utf-8").replace(line, line + entry), "community.yaml", LABELS)
    seen = []
    for _ in range(2):
        with compound.at(NOON) as desk:
            import_community(desk.session, file, NOON)
        with compound.at(NOON) as desk:
            body = desk.session.exec(select(Body).where(col(Body.key) == "property")).one()
            seen.append((body.reception, body.list_at))
    assert seen[0] == seen[1]
    assert Reception.model_validate(seen[0][0][0]) == file.bodies[5].reception[0]
    assert seen[0][1] is not None


@pytest.mark.parametrize("section", [Reception, ReceptionHabits])
def test_every_field_is_in_the_docs(section: type[Reception] | type[ReceptionHabits]) -> None:
    docs = DOCS.read_text(encoding="utf-8")
    assert [field for field in section.model_fields if f"`{field}`" not in docs] == []
