"""What somebody leaves behind: the corners that the stories don't come by."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from app.org_commands import build
from casework.absence import pending
from casework.absence.leaving import hand_over_what_was_left
from casework.audit import audit
from casework.cases import extensions, progress, reviews, whistle
from casework.clockwork import sweep_timers
from casework.conduct import declining
from casework.desk import Desk
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Body, Case, Decline, Letter, Member, Person, Rectification, Review
from data.vocabulary import AssignmentState, Part, Role, Solved, State
from tests.acceptance.world import COMMUNITY
from tests.casework.compound import NOON, Compound, chen_of, named

GATE = "3号楼门口的大门吱呀响"
DAY = timedelta(days=1)


def seats(desk: Desk, name: str) -> list[Member]:
    """Return the seats of the person of this name."""
    found = select(Member).where(col(Member.person_id) == key(named(desk, name)))
    return list(desk.session.exec(found).all())


def leave(desk: Desk, *names: str) -> None:
    """Let people leave all their seats, as an import does."""
    for name in names:
        for seat in seats(desk, name):
            seat.left_at = desk.now


def promote(desk: Desk, name: str) -> Person:
    """Make somebody a coordinator."""
    for seat in seats(desk, name):
        seat.role = Role.COORDINATOR
    return named(desk, name)


def lead(desk: Desk, case_id: int) -> Assignment:
    """Return the lead of a case."""
    found = queries.lead(desk.session, case_id)
    assert found is not None
    return found


def holder(desk: Desk, case_id: int) -> str:
    """Return the name of who leads a case."""
    member = fetch(desk.session, Member, lead(desk, case_id).member_id or 0)
    return fetch(desk.session, Person, member.person_id).name


def cards(compound: Compound, kind: str) -> list[str]:
    """Return the names of those who were sent a kind of notice."""
    ids = [notice.person_id for notice in compound.notices(kind)]
    with compound.at() as desk:
        return [fetch(desk.session, Person, person_id or 0).name for person_id in ids]


def test_whoever_gave_it_back_does_not_get_it_again(compound: Compound) -> None:
    case_id = compound.report("路灯不亮")
    with compound.at() as desk:
        lead(desk, case_id).state = AssignmentState.RETURNED
        other = next(
            s for s in seats(desk, "赵师傅") + seats(desk, "王师傅") if s.id != lead(desk, case_id).member_id
        )
        desk.session.add(
            Assignment(case_id=case_id, body_id=other.body_id, member_id=other.id, offered_at=NOON)
        )
        desk.session.flush()
        leave(desk, fetch(desk.session, Person, other.person_id).name)
        hand_over_what_was_left(desk)
        assert holder(desk, case_id) == "丁主任"
        assert audit(desk.session, 1) == []


def test_where_nobody_stands_above_it_goes_to_whoever_has_the_category_now(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        leave(desk, "李姐", "郑组长", "周书记", "丁主任")
        hand_over_what_was_left(desk)
        assert holder(desk, case_id) == "孙阿姨", "the group's desk has noise, wherever it is"


def test_a_second_round_whose_first_handler_left_goes_to_somebody_who_is_there(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        progress.finish(desk, named(desk, "李姐"), key(lead(desk, case_id)), "上了油")
    with compound.at() as desk:
        leave(desk, "李姐")
        assert hand_over_what_was_left(desk).people == [], "it is done, so nothing is open"
    sweep_timers(compound.engine, NOON + DAY)
    with compound.at(NOON + DAY) as desk:
        review = desk.session.exec(select(Review)).one()
        reviews.answer_solved(desk, chen_of(desk), key(review), Solved.NO)
        second = desk.session.exec(select(Rectification)).one()
        assert (holder(desk, case_id), second.handler_id) == ("郑组长", review.handler_id)
        assert fetch(desk.session, Case, case_id).state is State.RECTIFICATION
        assert audit(desk.session, 1) == []


def test_a_second_round_that_nobody_is_left_for_waits_in_triage(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        progress.finish(desk, named(desk, "李姐"), key(lead(desk, case_id)), "上了油")
    with compound.at() as desk:
        for person in desk.session.exec(select(Person)).all():
            if person.name not in ("陈阿姨", "李姐"):
                person.blocked_at = NOON
        leave(desk, "李姐")
    sweep_timers(compound.engine, NOON + DAY)
    with compound.at(NOON + DAY) as desk:
        review = desk.session.exec(select(Review)).one()
        reviews.answer_solved(desk, chen_of(desk), key(review), Solved.NO)
        assert fetch(desk.session, Case, case_id).state is State.TRIAGE
        assert audit(desk.session, 1) == []


def test_what_waited_to_be_claimed_in_a_retired_body_goes_up(compound: Compound) -> None:
    case_id = compound.report("柜子太重搬不动")
    with compound.at() as desk:
        assert lead(desk, case_id).member_id is None
        fetch(desk.session, Body, lead(desk, case_id).body_id).retired = True
        leave(desk, "谢阿姨", "戚小雨", "高老师")
        handed = hand_over_what_was_left(desk)
        assert (handed.people, dict(handed.moved)) == (["红马甲志愿队"], {("网格党支部", "周书记"): 1})
        assert audit(desk.session, 1) == []


def test_a_department_without_telegram_gets_a_letter_when_its_member_left(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        office = next(b for b in queries.seats(desk.session, 1, NOON) if b.body.key == "enforcement").body
        fan = Person(community_id=1, name="范队长", language="zh-Hans", telegram_id=77, started_at=NOON)
        desk.session.add(fan)
        post = next(s for s in seats(desk, "街道执法队"))
        fetch(desk.session, Person, post.person_id).telegram_id = None
        desk.session.flush()
        desk.session.add(Member(body_id=key(office), person_id=key(fan), joined_at=NOON))
        desk.session.flush()
        whistle.whistle(desk, named(desk, "周书记"), key(lead(desk, case_id)), key(office), "来看看违建")
    assert cards(compound, "ping_assist") == ["范队长"]
    with compound.at() as desk:
        leave(desk, "范队长")
        assert dict(hand_over_what_was_left(desk).moved) == {("街道执法队", "街道执法队"): 1}
        letter = desk.session.exec(select(Letter)).one()
        assert (letter.address, letter.facts["whistler"]) == ("zhifa@example.org", "网格党支部")
        (part,) = [a for a in queries.open_assignments(desk.session, case_id) if a.part is Part.ASSIST]
        assert part.words == "来看看违建"


@pytest.mark.parametrize("waits", ["decline", "extension"])
def test_a_signature_that_waits_is_asked_of_whoever_can_give_it_now(compound: Compound, waits: str) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        promote(desk, "丁主任")
        work = key(lead(desk, case_id))
        li = named(desk, "李姐")
        progress.sign(desk, li, work, progress.offers(desk, li, work)[-1])
        if waits == "decline":
            declining.propose(desk, named(desk, "周书记"), case_id, "不是小区能办的事")
        else:
            extensions.ask(desk, li, work, "12月8日，配件要从厂家订")
    kind = {"decline": "decline_asked", "extension": "decide_extension"}[waits]
    asked = cards(compound, kind)
    assert "丁主任" in asked
    with compound.at() as desk:
        leave(desk, "丁主任")
        hand_over_what_was_left(desk)
        pending.ask_anew(desk)
    assert cards(compound, kind) == asked, "郑组长 coordinates nothing"
    with compound.at() as desk:
        promote(desk, "郑组长")
        hand_over_what_was_left(desk)
        pending.ask_anew(desk)
    assert cards(compound, kind) == [*asked, "郑组长"], "asked once"
    if waits == "decline":
        with compound.at() as desk:
            decline = desk.session.exec(select(Decline)).one()
            declining.decide(desk, named(desk, "郑组长"), key(decline), agree=True)
            assert fetch(desk.session, Case, case_id).state is State.ARCHIVED


def test_the_import_command_says_who_left_and_who_has_it_now(compound: Compound, tmp_path: Path) -> None:
    compound.report("路灯不亮")
    file = tmp_path / "community.yaml"
    file.write_text(COMMUNITY.read_text("utf-8").replace("{name: 王师傅}, ", ""), encoding="utf-8")
    result = CliRunner().invoke(build(lambda: compound.engine), ["import", str(file)])
    assert result.exit_code == 0, result.output
    assert "王师傅 left, and 1 open case changed hands:" in result.stdout
    assert "  1 to 赵师傅 (物业服务中心)" in result.stdout
    again = CliRunner().invoke(build(lambda: compound.engine), ["import", str(file)])
    assert "left:" not in again.stdout
