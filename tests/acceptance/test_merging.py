"""Two cases about one matter: a coordinator merges them, nobody is merged silently, and it can be undone."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from casework.desk import Desk
from casework.ledger.counting import entries
from casework.rules.scores import ADVERSE
from data.engine import transaction
from data.keys import fetch
from data.tables import Assignment, Case, Community, Supporter
from data.vocabulary import AssignmentState, Outcome, State
from tests.acceptance.world import NOON, World, labels, texts

LAMP = "东门的路灯不亮好几天了"
SAME_LAMP = "东门那盏路灯又不亮了，晚上看不清"
DAY = timedelta(days=1)


@pytest.fixture
def wu(world: World) -> Phone:
    """吴先生, who reports the same lamp and says that it is another."""
    return world.resident(1002, "吴先生")


@pytest.fixture
def two(world: World, chen: Phone, wu: Phone, wang: Phone, zhou: Phone) -> World:
    """Case 1 is 陈阿姨's lamp, case 2 吴先生's, both with 王师傅."""
    world.say(chen, LAMP)
    world.say(wu, SAME_LAMP)
    world.tap(wu, "not_same")
    return world


def merge(world: World, zhou: Phone) -> None:
    """Let 周书记 merge case 2 with case 1, which looks alike."""
    world.say(zhou, "/case 2")
    world.tap(zhou, "merge")
    world.press(zhou, labels(zhou)[0])
    world.tap(zhou, "merge_yes")


def test_it_is_closed_and_its_resident_follows_the_other(
    two: World, chen: Phone, wu: Phone, wang: Phone, zhou: Phone
) -> None:
    merge(two, zhou)
    lamp, merged = two.cases()
    assert (merged.state, merged.outcome, merged.merged_into_id) == (State.ARCHIVED, Outcome.MERGED, lamp.id)
    assert lamp.supporters == 1
    assert [row.case_id for row in two.rows(Supporter)] == [lamp.id]
    assert "您说的 CT-2026-0002 和“设施维修”（CT-2026-0001）是同一件" in texts(wu)[-1]
    assert "陈阿姨" not in texts(wu)[-1]
    assert LAMP not in texts(wu)[-1], "another resident's words are theirs"
    assert two.timeline(2)[-1] == "merged"
    assert two.timeline(1)[-1] == "merged_in"
    # 王师傅 hears of both, and the card of the merged one is put away.
    assert "merged_away" in two.told(wang)
    assert any("CT-2026-0002 说的也是这件事" in text and SAME_LAMP in text for text in texts(wang))
    works = two.rows(Assignment)
    assert [work.state for work in works] == [AssignmentState.OFFERED, AssignmentState.CANCELLED]


def test_the_news_reaches_both_and_only_the_reporter_judges(
    two: World, chen: Phone, wu: Phone, wang: Phone, zhou: Phone
) -> None:
    merge(two, zhou)
    two.forge(wang, f"done:{two.rows(Assignment)[0].id}")
    two.say(wang, "换了新灯泡")
    assert "换了新灯泡" in texts(wu)[-1]
    two.pass_time(2 * DAY)
    assert "ask_solved" in two.told(chen)
    assert "ask_solved" not in two.told(wu)


def test_its_resident_says_it_is_another_and_it_goes_on(
    two: World, wu: Phone, wang: Phone, zhou: Phone
) -> None:
    merge(two, zhou)
    two.pass_time(DAY)
    two.tap(wu, "unmerge")
    lamp, again = two.cases()
    assert (again.state, again.outcome, again.merged_into_id) == (State.ASSIGNED, None, None)
    assert again.dispatched_at == two.now, "its clock starts anew"
    assert again.due_at == two.now + 7 * DAY
    assert lamp.supporters == 0
    assert "receipt" in two.told(wu)
    assert "👌 好的，另外办" in "".join(texts(wu))
    assert "unmerged" in two.told(zhou)
    assert two.timeline(2)[-2:] == ["unmerged", "dispatched"]
    assert two.timeline(1)[-1] == "merged_out"
    # What the resident said once is not merged with it again.
    two.say(zhou, "/case 2")
    two.tap(zhou, "merge")
    two.say(zhou, "1")
    assert texts(zhou)[-1] == two.words("refusals", "merge_undone", number="CT-2026-0001")


def test_after_two_weeks_it_stays_merged(two: World, wu: Phone, zhou: Phone) -> None:
    merge(two, zhou)
    two.pass_time(15 * DAY)
    refused = two.words("refusals", "merge_too_old", days=14)
    assert two.forge(wu, "unm:2") == refused


def test_nobody_else_undoes_it(two: World, chen: Phone, zhou: Phone) -> None:
    merge(two, zhou)
    for phone in (chen, zhou):
        assert two.forge(phone, "unm:2") == two.words("refusals", "not_yours")
    assert two.cases()[1].outcome is Outcome.MERGED


def test_the_other_is_found_by_its_number_and_only_coordinators_merge(
    two: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    two.say(zhou, "/case 2")
    two.tap(zhou, "merge")
    two.say(zhou, "CT-2026-0001")
    assert "要把 CT-2026-0002 并到 CT-2026-0001 吗" in texts(zhou)[-1]
    assert LAMP in texts(zhou)[-1]
    assert SAME_LAMP in texts(zhou)[-1]
    assert two.forge(wang, "mrgy:2:1") == two.words("refusals", "coordinators_only")
    two.tap(zhou, "merge_yes")
    assert two.cases()[1].outcome is Outcome.MERGED


def test_there_are_no_chains_and_nothing_merges_with_itself(two: World, chen: Phone, zhou: Phone) -> None:
    merge(two, zhou)
    two.say(chen, "西门的路灯不亮")
    assert two.forge(zhou, "mrgy:1:1") == two.words("refusals", "merge_itself")
    assert two.forge(zhou, "mrgy:3:2") == two.words("refusals", "case_closed", number="CT-2026-0002")
    other_way = two.words("refusals", "merge_other_way", number="CT-2026-0001")
    assert two.forge(zhou, "mrgy:1:3") == other_way


def test_what_is_more_urgent_is_not_hidden_under_what_is_not(two: World, chen: Phone, zhou: Phone) -> None:
    two.say(chen, "停水了")
    refused = two.words("refusals", "merge_less_urgent", number="CT-2026-0001")
    assert two.forge(zhou, "mrgy:3:1") == refused


def test_a_merged_case_counts_against_nobody(two: World, wu: Phone, wang: Phone, zhou: Phone) -> None:
    two.forge(wang, f"ret:{two.rows(Assignment)[1].id}")
    two.tap(wang, "return_no_means")
    two.tap(wang, "owner_unknown")
    two.pass_time(8 * DAY)  # both dates are missed
    assert "CT-2026-0002" in against(two)
    merge(two, zhou)
    assert "CT-2026-0002" not in against(two)
    assert "CT-2026-0001" in against(two)


def against(world: World) -> set[str]:
    """Return the cases that count against anybody so far."""
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, fetch(session, Community, 1))
        counted = entries(desk, NOON - DAY, world.now + DAY)
    return {entry.number for entry in counted if entry.figure in ADVERSE}


def test_the_resident_finds_it_among_their_cases(two: World, wu: Phone, zhou: Phone) -> None:
    merge(two, zhou)
    two.say(wu, "/my")
    two.press(wu, next(label for label in labels(wu) if "CT-2026-0002" in label))
    assert "和 CT-2026-0001 是同一件，合到那里一起办" in texts(wu)[-1]
    two.tap(wu, "unmerge")
    assert fetch_case(two, 2).state is State.ASSIGNED


def fetch_case(world: World, case_id: int) -> Case:
    """Return a case as it stands."""
    with transaction(world.engine) as session:
        return fetch(session, Case, case_id)
