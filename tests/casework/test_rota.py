"""Who is on duty by the clock on the wall, and the holes of a rota."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlmodel import col, select

from casework.errors import BadOrganisation
from casework.people import offices
from casework.people.community_file import check
from casework.people.rota_check import uncovered
from casework.rules.calendar import Calendar
from casework.rules.rota import Shift, holes, on_duty
from classifier.labels import load_labels
from data.tables import Body
from tests.acceptance.world import COMMUNITY, NOON
from tests.casework.compound import Compound, named

SHANGHAI = Calendar(ZoneInfo("Asia/Shanghai"), off=frozenset({date(2026, 10, 1)}))
BERLIN = Calendar(ZoneInfo("Europe/Berlin"))
DAY = {"who": "王师傅", "days": "mon-fri", "hours": "08:00-18:00"}
NIGHT = {"who": "魏队长", "days": "daily", "hours": "22:00-06:00"}
HOLIDAY = {"who": "金主管", "days": "holiday", "hours": "09:00-12:00"}


def rota(*lines: dict[str, str]) -> list[Shift]:
    """Read a rota as a file has it."""
    return [Shift.model_validate(line) for line in lines]


def at(calendar: Calendar, *parts: int, fold: int = 0) -> datetime:
    """The moment at which the community's clock shows this."""
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=calendar.zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "who"),
    [
        ((2026, 11, 24, 8, 0), {"王师傅"}),
        ((2026, 11, 24, 7, 59), set()),
        ((2026, 11, 24, 18, 0), set()),
        ((2026, 11, 28, 12, 0), set()),  # a Saturday
        ((2026, 11, 28, 23, 30), {"魏队长"}),
        ((2026, 11, 29, 5, 59), {"魏队长"}),  # since Saturday evening
        ((2026, 11, 29, 6, 0), set()),
        ((2026, 10, 1, 10, 0), {"金主管"}),  # a holiday: only its own line holds
        ((2026, 10, 1, 14, 0), set()),
        ((2026, 10, 1, 3, 0), {"魏队长"}),  # since the evening before, no holiday
        ((2026, 10, 2, 3, 0), set()),  # that evening was a holiday's
    ],
)
def test_who_is_on_duty(when: tuple[int, ...], who: set[str]) -> None:
    assert on_duty(rota(DAY, NIGHT, HOLIDAY), at(SHANGHAI, *when), SHANGHAI) == who


def test_without_a_line_for_holidays_a_holiday_is_a_day_like_any_other() -> None:
    assert on_duty(rota(DAY), at(SHANGHAI, 2026, 10, 1, 10, 0), SHANGHAI) == {"王师傅"}


def test_the_clock_on_the_wall_counts_when_clocks_are_moved() -> None:
    early = rota({"who": "王师傅", "days": "sun", "hours": "02:00-03:00"})
    twice = [at(BERLIN, 2026, 10, 25, 2, 30, fold=fold) for fold in (0, 1)]
    assert twice[0] != twice[1]
    assert all(on_duty(early, moment, BERLIN) == {"王师傅"} for moment in twice)
    night = rota(NIGHT)
    assert on_duty(night, at(BERLIN, 2026, 3, 29, 3, 30), BERLIN) == {"魏队长"}, "in the night with a gap"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([{"who": "王师傅", "days": "daily"}], []),
        ([{"who": "王师傅", "days": "daily", "hours": "08:00-20:00"}, NIGHT | {"hours": "20:00-08:00"}], []),
        ([{"who": "王师傅", "days": "mon-sat"}], ["sun 00:00-24:00"]),
        ([{"who": "王师傅", "days": "mon-sat"}, NIGHT | {"days": "sat, sun"}], ["sun 06:00-22:00"]),
        ([{"who": "王师傅", "days": "daily"}, HOLIDAY], ["holiday 00:00-09:00", "holiday 12:00-24:00"]),
    ],
)
def test_the_holes_of_a_week(lines: list[dict[str, str]], found: list[str]) -> None:
    assert [str(hole) for hole in holes(rota(*lines))] == found


minutes = st.integers(0, 1439)


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 6), min_size=1), minutes, minutes), min_size=1, max_size=4),
    st.integers(0, 6),
    minutes,
)
def test_a_hole_is_where_nobody_is_on_duty(
    lines: list[tuple[set[int], int, int]], weekday: int, minute: int
) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    shifts = rota(
        *(
            {
                "who": "王师傅",
                "days": ", ".join(names[day] for day in days),
                "hours": f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}",
            }
            for days, a, b in lines
            if a != b
        )
    )
    if not shifts:
        return
    moment = at(SHANGHAI, 2026, 11, 23 + weekday, minute // 60, minute % 60)
    in_a_hole = any(h.day == weekday and h.starts <= minute < h.ends for h in holes(shifts))
    assert in_a_hole == (on_duty(shifts, moment, SHANGHAI) == frozenset())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hours": "8-18"}, "are no hours"),
        ({"hours": "08:00-25:00"}, "no clock shows that"),
        ({"hours": "08:00-08:00"}, "for a whole day write 00:00-24:00"),
        ({"days": "someday"}, "names no days"),
        ({"days": "first sat"}, "the same every week"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_mend(change: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Shift.model_validate(DAY | change)


def test_a_file_with_a_stranger_on_duty_is_refused_and_holes_are_named() -> None:
    members = "    members: [{name: 郑组长}]"
    labels = load_labels().concerns
    text = COMMUNITY.read_text("utf-8").replace(members, members + "\n    rota: [{who: 郑组, days: mon}]")
    with pytest.raises(BadOrganisation, match="there is no member «郑组»; write «郑组长»"):
        check(text, "my.yaml", labels)
    (hole,) = uncovered(check(text.replace("who: 郑组,", "who: 郑组长,"), "my.yaml", labels))
    assert "bodies › group › rota: nobody is on duty on tue 00:00-24:00" in hole
    assert "and 3 more times" in hole


def test_the_rota_says_who_is_on_duty_and_in_a_hole_all_count_as_before(compound: Compound) -> None:
    with compound.at() as desk:
        body = desk.session.exec(select(Body).where(col(Body.key) == "property")).one()
        body.rota = [{"who": "赵师傅", "days": ["tue"], "hours": "08:00-18:00"}]
    assert duty(compound, NOON) == {"赵师傅"}
    assert duty(compound, NOON.replace(hour=13)) == {"王师傅", "赵师傅"}, "21:00, a hole"
    compound.report("电梯里有人被困")
    pinged = {notice.person_id for notice in compound.notices("ping_emergency")}
    with compound.at() as desk:
        assert named(desk, "赵师傅").id in pinged
        assert named(desk, "王师傅").id not in pinged


def duty(compound: Compound, now: datetime) -> set[str]:
    """Return who of the property company is on duty at a moment."""
    with compound.at(now) as desk:
        organisation = offices.load(desk)
        office = next(o for o in organisation.offices.values() if o.key == "property")
        return {organisation.person_of(s.member_id).name for s in office.seats if s.on_duty}
