"""What a ledger leads to: objections, time to improve, and cases that two coordinators leave out."""

import pytest
from sqlmodel import col, select

from bot.playground.phone import Phone
from data.engine import transaction
from data.keys import fetch
from data.tables import Appeal, Exclusion, Improvement, Ledger, Member, Person
from data.vocabulary import Role
from tests.acceptance.test_ledger import line, quarter, skip, view
from tests.acceptance.world import World, texts

__all__ = ["quarter"]
NUMBER = "CT-2026-0002"


@pytest.fixture
def ding(world: World) -> Phone:
    """丁主任 of the committee, a second coordinator."""
    phone = world.member(3002, "丁主任")
    with transaction(world.engine) as session:
        person = session.exec(select(Person).where(col(Person.telegram_id) == 3002)).one()
        row = session.exec(select(Member).where(col(Member.person_id) == person.id)).one()
        row.role = Role.COORDINATOR
        session.add(row)
    return phone


@pytest.fixture
def published(quarter: World, ding: Phone, zhou: Phone) -> World:
    """The quarter's ledger, approved; whoever had one case late has to improve."""
    quarter.tune(ledger={"fewest": 2})
    quarter.say(zhou, "/ledger 2026Q4")
    quarter.tap(zhou, "approve")
    return quarter


def object_to(world: World, phone: Phone, words: str) -> None:
    """Object to one's own line."""
    world.tap(phone, "appeal")
    world.say(phone, words)


def test_an_objection_that_is_upheld_is_worked_in_and_the_published_ledger_stays(
    published: World, li: Phone, zhou: Phone
) -> None:
    before = view(published)
    object_to(published, li, f"{NUMBER} 邻居出差，敲不开门，不该算过期")
    assert published.told(li)[-1] == "appeal_sent"
    assert "敲不开门" in texts(zhou)[-1]
    published.tap(zhou, "uphold")
    published.say(zhou, f"查过了，{NUMBER} 不算")
    assert published.told(li)[-2:] == ["improvement_lifted", "improvement_lifted"]
    assert "appeal_decided" in published.told(li)
    assert f"不再算的：{NUMBER}" in texts(li)[-3]
    assert view(published) == before
    published.say(li, "/ledger 2026Q4")
    assert "按时 1 件，过期 0 件，按时率 100%" in texts(li)[-1]
    published.say(zhou, "/ledger 2026Q4")
    assert "3号楼中心户：答应 2，守约 1，办好 2，按时率 100%" in texts(zhou)[-1]
    assert "改过 李姐：查过了" in texts(zhou)[-1]


def test_an_objection_that_is_not_upheld_changes_nothing_but_has_a_reason(
    published: World, li: Phone, zhou: Phone
) -> None:
    object_to(published, li, "我觉得不公平")
    published.tap(zhou, "reject")
    published.say(zhou, "时间线上写得清楚")
    assert "时间线上写得清楚" in texts(li)[-1]
    (appeal,) = published.rows(Appeal)
    assert (appeal.upheld, appeal.struck) == (False, [])
    assert published.tap(zhou, "uphold").alert
    published.say(li, "/ledger 2026Q4")
    assert "按时 1 件，过期 1 件" in texts(li)[-1]


def test_one_objects_once_in_time_and_to_ones_own_line(published: World, li: Phone, wang: Phone) -> None:
    (row,) = published.rows(Ledger)
    own = line(published, "李姐")["id"]
    press = f"apl:{row.id}:{own}"
    assert published.words("refusals", "not_your_line") in published.forge(wang, press)
    object_to(published, li, "说说看")
    assert published.words("refusals", "appealed_already") in published.forge(li, press)


def test_after_the_window_nobody_objects(published: World, li: Phone) -> None:
    (row,) = published.rows(Ledger)
    skip(published, 7)
    press = f"apl:{row.id}:{line(published, '李姐')['id']}"
    assert published.words("refusals", "appeals_closed") in published.forge(li, press)
    published.say(li, "/ledger 2026Q4")
    assert not any(published.label("appeal") in m.labels for m in li.messages()[-1:])


def test_nobody_decides_their_own_objection(quarter: World, ding: Phone, zhou: Phone) -> None:
    with transaction(quarter.engine) as session:
        person = session.exec(select(Person).where(col(Person.telegram_id) == ding.user_id)).one()
        seat = session.exec(select(Member).where(col(Member.person_id) == person.id)).one()
        row = fetch(session, Ledger, 1)
        own = row.view["members"][0] | {"id": seat.id, "person": person.id, "name": person.name}
        row.view = row.view | {"members": [own]}
        session.add(row)
    quarter.say(zhou, "/ledger 2026Q4")
    quarter.tap(zhou, "approve")
    object_to(quarter, ding, "不对")
    assert quarter.words("refusals", "own_appeal") in quarter.forge(ding, "aplu:1")
    assert quarter.told(zhou)[-1] == "appeal_card"


def test_who_falls_short_improves_by_a_day_and_a_coordinator_confirms(
    published: World, li: Phone, zhou: Phone
) -> None:
    assert "improve" in published.told(li)
    assert any("按时率 50%，至少要 70%" in text for text in texts(li))
    assert {(i.member_id is None, i.done_at) for i in published.rows(Improvement)} == {
        (True, None),
        (False, None),
    }
    published.tap(zhou, "improved")
    (done,) = [i for i in published.rows(Improvement) if i.done_at]
    assert "improved" in published.told(li)
    assert published.words("refusals", "improved_already") in published.forge(zhou, f"impd:{done.id}")


def test_what_has_not_improved_in_time_is_told_once(published: World, li: Phone, zhou: Phone) -> None:
    told = published.told(li).count("improve")
    skip(published, 31)
    assert published.told(li).count("improve") == 2 * told
    skip(published, 31)
    assert published.told(li).count("improve") == 2 * told
    published.say(zhou, "/ledger 2026Q4")
    assert "整改：过期还没改好" in texts(zhou)[-1]


def test_a_member_confirms_no_improvement(published: World, li: Phone) -> None:
    improvement = published.rows(Improvement)[0].id
    assert published.words("refusals", "coordinators_only") in published.forge(li, f"impd:{improvement}")


def test_two_signatures_leave_a_case_out_of_a_draft_and_the_reason_stands_there(
    quarter: World, ding: Phone, zhou: Phone, chen: Phone
) -> None:
    quarter.say(zhou, f"/case {NUMBER}")
    quarter.tap(zhou, "leave_out")
    quarter.say(zhou, "楼上业主住院，谁也进不去")
    (row,) = quarter.rows(Exclusion)
    assert quarter.words("refusals", "needs_another_signature") in quarter.forge(zhou, f"lvoy:{row.id}")
    assert NUMBER in line(quarter, "李姐")["cases"]["late"]
    quarter.tap(ding, "leave_out_yes")
    assert "late" not in line(quarter, "李姐")["cases"]
    assert view(quarter)["excluded"] == [
        {"number": NUMBER, "reason": "楼上业主住院，谁也进不去", "signed": ["周书记", "丁主任"]}
    ]
    quarter.say(zhou, "/ledger 2026Q4")
    assert "楼上业主住院" in texts(zhou)[-1]
    quarter.say(chen, "/my")
    quarter.press(chen, NUMBER)
    assert "不算进台账：楼上业主住院" in texts(chen)[-1]


def test_a_second_coordinator_may_refuse_and_it_counts_on(quarter: World, ding: Phone, zhou: Phone) -> None:
    quarter.say(zhou, f"/case {NUMBER}")
    quarter.tap(zhou, "leave_out")
    quarter.say(zhou, "不好办")
    quarter.tap(ding, "leave_out_no")
    assert NUMBER in line(quarter, "李姐")["cases"]["late"]
    assert "没有同意" in texts(zhou)[-1]
    quarter.say(zhou, f"/case {NUMBER}")
    quarter.tap(zhou, "leave_out")
    assert quarter.told(zhou)[-1] == "ask_leave_out_words"


def test_one_coordinator_alone_leaves_nothing_out(quarter: World, zhou: Phone) -> None:
    quarter.say(zhou, f"/case {NUMBER}")
    assert quarter.tap(zhou, "leave_out").text == quarter.words("refusals", "needs_second_coordinator")


def test_a_published_ledger_stays_when_a_case_is_left_out_later(
    published: World, ding: Phone, zhou: Phone
) -> None:
    before = view(published)
    published.say(zhou, f"/case {NUMBER}")
    published.tap(zhou, "leave_out")
    published.say(zhou, "楼上业主住院")
    published.tap(ding, "leave_out_yes")
    assert view(published) == before
