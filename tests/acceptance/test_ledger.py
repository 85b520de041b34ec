"""The quarter's account: what was promised and what became of it, looked over, published, opened."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from casework.clockwork import sweep_ledgers, sweep_timers
from casework.rules.scores import Figure
from data.tables import Event, Ledger, Pledge, Review
from tests.acceptance.test_handling import GATE, give_back, sign
from tests.acceptance.world import TOKEN, World, texts


@pytest.fixture
def quarter(world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone) -> World:
    """A quarter with one case done as promised, one done late, and one nobody did."""
    world.say(chen, GATE)
    sign(world, li)
    world.tap(li, "done")
    world.say(li, "门轴上了油")
    world.pass_time(timedelta(days=1))
    world.tap(chen, "solved_yes")
    world.tap(chen, "satisfied_5")
    world.tap(chen, "no_words")
    world.say(chen, "3号楼楼上每晚敲到十一点")
    sign(world, li)
    skip(world, 8)
    world.tap(li, "done")
    world.say(li, "说通了")
    for _ in range(3):  # asked, reminded, closed: 陈阿姨 says nothing
        skip(world, 3)
    world.say(chen, "3号楼二单元的门也吱呀响")
    give_back(world, li, "not_ours", "物业服务中心")
    skip(world, 30)
    return world


def skip(world: World, days: int) -> None:
    """Let days go by in one step, as for a desk that was down: what fell due is done once."""
    world.now += timedelta(days=days)
    sweep_timers(world.engine, world.now)
    sweep_ledgers(world.engine, world.now)
    world.pump()


def view(world: World) -> dict[str, object]:
    """The only ledger, as it was counted."""
    (row,) = world.rows(Ledger)
    return row.view


def line(world: World, name: str) -> dict[str, object]:
    """The line of a member or body."""
    kept = view(world)
    (found,) = [one for one in [*kept["bodies"], *kept["members"]] if one["name"] == name]  # type: ignore[misc]
    return found  # type: ignore[no-any-return]


def test_it_is_drafted_when_the_quarter_ends_and_shown_to_the_coordinator(
    quarter: World, zhou: Phone
) -> None:
    assert "ledger_drafted" in quarter.told(zhou)
    assert "2026年第四季度" in next(text for text in texts(zhou) if "记好了" in text)
    (row,) = quarter.rows(Ledger)
    assert (row.year, row.quarter, row.approved_at) == (2026, 4, None)
    assert view(quarter)["complete"] is True


def test_every_figure_opens_into_its_cases(quarter: World) -> None:
    li = line(quarter, "李姐")
    assert li["cases"] == {
        "made": ["CT-2026-0001", "CT-2026-0002"],
        "kept": ["CT-2026-0001"],
        "broken": ["CT-2026-0002"],
        "handled": ["CT-2026-0001", "CT-2026-0002"],
        "returned": ["CT-2026-0003"],
        "solved": ["CT-2026-0001"],
        "silent": ["CT-2026-0002"],
        "on_time": ["CT-2026-0001"],
        "late": ["CT-2026-0002"],
    }
    assert li["grades"] == [["CT-2026-0001", 5]]
    assert li["figures"]["on_time_rate"] == 0.5  # type: ignore[index]
    assert line(quarter, "物业服务中心")["cases"]["late"] == ["CT-2026-0003"]  # type: ignore[index]


def test_its_counts_are_what_the_timeline_says(quarter: World) -> None:
    events = [event.kind for event in quarter.rows(Event)]
    total = view(quarter)["total"]["figures"]  # type: ignore[index]
    said = {Figure.MADE: "signed", Figure.RETURNED: "returned", Figure.SILENT: "fell_silent"}
    said |= {
        Figure.REDONE: "rectification_opened",
        Figure.HANDLED: "finished",
        Figure.BROKEN: "pledge_passed",
    }
    assert {figure: total[figure.value] for figure in said} == {
        f: events.count(kind) for f, kind in said.items()
    }
    assert total["made"] == len(quarter.rows(Pledge))
    assert total["solved"] + total["silent"] == len(quarter.rows(Review))


def test_after_approval_it_goes_to_everybody_and_never_changes(
    quarter: World, li: Phone, zhou: Phone
) -> None:
    assert "ledger_published" not in quarter.told(li)
    quarter.tap(zhou, "approve")
    before = view(quarter)
    assert quarter.told(li)[-2:] == ["ledger_published", "ledger_own"]
    assert "按时率 50%" in texts(li)[-1]
    skip(quarter, 40)
    assert view(quarter) == before
    assert len(quarter.rows(Ledger)) == 1


def test_with_a_group_it_goes_to_the_group_and_each_member_reads_their_own(
    quarter: World, li: Phone, zhou: Phone
) -> None:
    chat = quarter.control.group("小区群", [zhou, TOKEN])
    quarter.pump()
    quarter.say(zhou, "/here", chat=chat)
    quarter.tap(zhou, "approve")
    assert quarter.told(li)[-1] == "ledger_own"
    assert "ledger_published" not in quarter.told(li)
    assert any("践诺台账" in text for text in texts(zhou, chat=chat))


def test_a_member_opens_their_own_line_and_nobody_elses(quarter: World, li: Phone, wang: Phone) -> None:
    quarter.say(li, "/ledger 2026Q4")
    quarter.tap(li, "open_cases")
    assert "失约：CT-2026-0002" in texts(li)[-1]
    member = line(quarter, "李姐")["id"]
    assert quarter.words("refusals", "coordinators_only") in quarter.forge(wang, f"ldgm:2026Q4:{member}")


def test_a_coordinator_opens_a_body_and_its_members(quarter: World, zhou: Phone) -> None:
    quarter.say(zhou, "/ledger 2026Q4")
    quarter.press(zhou, "3号楼中心户")
    assert "过期：CT-2026-0002" in texts(zhou)[-1]
    quarter.press(zhou, "李姐")
    assert "李姐" in texts(zhou)[-1]
    assert "CT-2026-0001 5/5" in texts(zhou)[-1]


def test_a_member_cannot_approve(quarter: World, li: Phone) -> None:
    (row,) = quarter.rows(Ledger)
    assert quarter.words("refusals", "coordinators_only") in quarter.forge(li, f"ldga:{row.id}")


def test_a_resident_is_told_where_their_own_cases_are(world: World, chen: Phone) -> None:
    world.say(chen, "/ledger")
    assert texts(chen)[-1] == world.words("refusals", "members_only")


def test_what_is_no_quarter_is_said(world: World, li: Phone) -> None:
    world.say(li, "/ledger 去年")
    assert texts(li)[-1] == world.words("refusals", "no_quarter")


def test_a_compound_without_a_case_before_the_quarter_gets_no_draft(
    world: World, chen: Phone, li: Phone
) -> None:
    world.say(chen, GATE)
    world.pass_time(timedelta(days=2))
    assert world.rows(Ledger) == []
