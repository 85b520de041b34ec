"""A year whose days off nobody has written down is told to the coordinators, once."""

from datetime import timedelta

from bot.playground.phone import Phone
from casework.clockwork import sweep_calendars
from tests.acceptance.world import World, texts


def look(world: World) -> int:
    """Let the desk look at its calendar, and say what it has to."""
    count = sweep_calendars(world.engine, world.now)
    world.pump()
    return count


def test_coordinators_hear_of_a_year_without_days_off_once(world: World, zhou: Phone, li: Phone) -> None:
    world.tune(calendar={"country": "CN"}, holidays=["2026-10-01"])
    world.pass_time(timedelta(days=30))  # 24 December
    known = look(world)
    if known:  # the library may know the make-up days of 2027 by the time this runs
        assert "2027" in texts(zhou)[-1]
    world.tune(calendar={"country": None}, holidays=["2026-10-01"])
    assert known + look(world) == 1
    assert world.told(zhou).count("calendar_gap") == 1
    assert "2027" in [text for text in texts(zhou) if "📅" in text][-1]
    assert look(world) == 0
    world.pass_time(timedelta(days=3))
    assert look(world) == 0, "once a year"
    assert "calendar_gap" not in world.told(li)


def test_nothing_is_said_of_a_year_that_is_written_down(world: World, zhou: Phone) -> None:
    world.tune(calendar={"country": None}, holidays=["2026-10-01", "2027-01-01"])
    world.pass_time(timedelta(days=30))
    assert look(world) == 0
    world.pass_time(timedelta(days=340))  # the end of November 2027
    assert look(world) == 1
    assert "2028" in texts(zhou)[-1]


def test_who_keeps_no_holidays_hears_nothing(world: World, zhou: Phone) -> None:
    world.tune(calendar={"country": None}, holidays=[])
    world.pass_time(timedelta(days=30))
    assert look(world) == 0
