"""The rating of a year counted from rows, and recomputed from what it prints, without its own formulas."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from casework.cases import rectification, reviews
from casework.cases.progress import finish, sign
from casework.clockwork import sweep_timers
from casework.errors import Refused
from casework.ledger import exclusions, ratings, yearly
from data import queries
from data.keys import fetch, key
from data.tables import Case, Member, Person, Review
from data.vocabulary import Role, Solved
from tests.casework.compound import NOON, Compound, chen_of, named

DAY = timedelta(days=1)
LATER = NOON + 20 * DAY


def solve(compound: Compound, who: str, words: str, solved: Solved, stars: int, after: timedelta) -> int:
    """Let somebody do a case so long after it was written, and 陈阿姨 judge it."""
    case_id = compound.report(words)
    with compound.at(NOON) as desk:
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        work, due = key(leading), fetch(desk.session, Case, case_id).due_at
        assert due is not None
        sign(desk, named(desk, who), work, due)
    sweep_timers(compound.engine, NOON + after)
    with compound.at(NOON + after) as desk:
        finish(desk, named(desk, who), work, "办好了")
    sweep_timers(compound.engine, NOON + after + 2 * DAY)
    with compound.at(NOON + after + 2 * DAY) as desk:
        review = desk.session.exec(select(Review).where(col(Review.case_id) == case_id)).one()
        reviews.answer_solved(desk, chen_of(desk), key(review), solved)
        reviews.answer_satisfied(desk, chen_of(desk), key(review), stars)
    return case_id


@pytest.fixture
def year(compound: Compound) -> Compound:
    """李姐 did three cases, one of them late; 王师傅 one."""
    solve(compound, "李姐", "3号楼门口的大门吱呀响", Solved.YES, 5, DAY)
    solve(compound, "李姐", "3号楼楼上敲到十一点", Solved.PARTLY, 3, DAY)
    solve(compound, "李姐", "3号楼楼下也吱呀响", Solved.YES, 4, 8 * DAY)
    solve(compound, "王师傅", "3号楼前的路灯不亮", Solved.YES, 4, DAY)
    return compound


def drawn(compound: Compound) -> ratings.View:
    """The rating as it is drawn up later in the year."""
    with compound.at(LATER) as desk:
        return ratings.draw_up(desk, 2026)


def of(view: ratings.View, name: str) -> dict[str, object]:
    """A body's line."""
    (line,) = [line for line in view["bodies"] if line["name"] == name]
    return line  # type: ignore[no-any-return]


def test_its_inputs_are_what_happened(year: Compound) -> None:
    inputs = of(drawn(year), "3号楼中心户")["inputs"]
    counted = {name: (one["reached"], one["whole"]) for name, one in inputs.items()}  # type: ignore[attr-defined]
    assert counted == {
        "on_time": (2, 3),
        "solved": (2.5, 3),
        "satisfied": (2.25, 3),  # (4 + 2 + 3) ÷ 4
        "resolutions": (0, 0),
        "part": (1, 1),
    }


def test_a_person_can_recompute_every_body_from_what_is_printed(year: Compound) -> None:
    view = drawn(year)
    weights, strength = view["weights"], view["strength"]
    rated = [line for line in view["bodies"] if line["points"] is not None]
    assert len(rated) == 2
    for line in rated:
        top = bottom = 0.0
        for name, one in line["inputs"].items():
            whole = sum(other["inputs"][name]["whole"] for other in rated)
            if whole == 0:
                continue
            mean = sum(other["inputs"][name]["reached"] for other in rated) / whole
            assert view["means"][name] == pytest.approx(mean)
            top += weights[name] * (one["reached"] + strength * mean) / (one["whole"] + strength)
            bottom += weights[name]
        assert line["points"] == pytest.approx(100 * top / bottom)
        expected = "advanced" if line["points"] >= 85 else "behind" if line["points"] < 60 else "average"
        assert line["grade"] == expected


def test_the_printed_decimals_are_enough_for_a_pocket_calculator(year: Compound) -> None:
    with year.at(LATER) as desk:
        view = ratings.draw_up(desk, 2026)
        line = of(view, "3号楼中心户")
        _, card = yearly.show_body(desk, named(desk, "王师傅"), 2026, int(str(line["id"])))
    weights = [float(one["weight"]) for one in card["inputs"]]
    sum_of = sum(float(one["weight"]) * float(one["shrunk"]) for one in card["inputs"])
    assert f"{100 * sum_of / sum(weights):.1f}" == card["line"]["points"]
    for one in card["inputs"]:
        strength = float(card["strength"])
        again = (float(one["reached"]) + strength * float(one["mean"])) / (float(one["whole"]) + strength)
        assert again == pytest.approx(float(one["shrunk"]), abs=2e-4)


def test_who_had_no_work_stands_last_and_is_not_rated(year: Compound) -> None:
    view = drawn(year)
    assert [line["grade"] == "unrated" for line in view["bodies"]] == sorted(
        line["grade"] == "unrated" for line in view["bodies"]
    )
    assert of(view, "7号楼中心户")["points"] is None


def test_only_the_chosen_kinds_are_rated_and_compared(year: Compound) -> None:
    with year.at(LATER) as desk:
        desk.community.parameters = {**desk.community.parameters, "rating": {"kinds": ["centre"]}}
        view = ratings.draw_up(desk, 2026)
    assert {line["name"] for line in view["bodies"]} == {"3号楼中心户", "7号楼中心户"}
    assert view["means"]["on_time"] == pytest.approx(2 / 3)


def test_a_case_left_out_by_two_counts_nowhere_and_is_shown(year: Compound) -> None:
    with year.at(LATER) as desk:
        ding = named(desk, "丁主任")
        seat = desk.session.exec(select(Member).where(col(Member.person_id) == ding.id)).one()
        seat.role = Role.COORDINATOR
        desk.session.add(seat)
        desk.session.flush()
        late = desk.session.exec(select(Case).where(col(Case.due_breached_at).is_not(None))).one()
        row = exclusions.propose(desk, named(desk, "周书记"), key(late), "楼上住院，进不去")
        exclusions.decide(desk, ding, key(row), confirmed=True)
        number = late.number
    view = drawn(year)
    assert [(case["number"], case["signed"]) for case in view["excluded"]] == [(number, ["周书记", "丁主任"])]
    one = of(view, "3号楼中心户")["inputs"]["on_time"]  # type: ignore[index]
    assert (one["reached"], one["whole"]) == (2, 2)


def test_a_resolution_counts_once_the_resident_has_said_what_came_of_it(compound: Compound) -> None:
    case_id = solve(compound, "李姐", "3号楼门口的大门吱呀响", Solved.NO, 1, DAY)
    with compound.at(NOON + 4 * DAY) as desk:
        leading = queries.lead(desk.session, case_id)
        assert leading is not None
        finish(desk, named(desk, "李姐"), key(leading), "又修了")
        supervisor = fetch(desk.session, Case, case_id).supervisor_id
        member = fetch(desk.session, Member, supervisor or 0)
        rectification.confirm(desk, fetch(desk.session, Person, member.person_id), case_id)
    answer(compound, case_id, Solved.NO, NOON + 6 * DAY)
    assert of(drawn(compound), "3号楼中心户")["inputs"]["resolutions"]["whole"] == 0  # type: ignore[index]
    with compound.at(NOON + 7 * DAY) as desk:
        rectification.settle(desk, named(desk, "周书记"), case_id, "换一扇新门")
    answer(compound, case_id, Solved.YES, NOON + 9 * DAY)
    one = of(drawn(compound), "3号楼中心户")["inputs"]["resolutions"]  # type: ignore[index]
    assert (one["reached"], one["whole"]) == (1, 1)


def answer(compound: Compound, case_id: int, solved: Solved, at: object) -> None:
    """Let the question fall due and 陈阿姨 answer it."""
    sweep_timers(compound.engine, at)  # type: ignore[arg-type]
    with compound.at(at) as desk:  # type: ignore[arg-type]
        asked = select(Review).where(col(Review.case_id) == case_id).order_by(col(Review.round).desc())
        review = desk.session.exec(asked).first()
        assert review is not None
        reviews.answer_solved(desk, chen_of(desk), key(review), solved)


@pytest.mark.parametrize("words", ["去年", "26", "1999", "2027", "20261"])
def test_what_is_no_year_is_said(compound: Compound, words: str) -> None:
    with compound.at(LATER) as desk, pytest.raises(Refused, match="no_year"):
        yearly.show(desk, named(desk, "李姐"), words)


def test_a_resident_who_is_no_member_is_not_shown_it(compound: Compound) -> None:
    with compound.at(LATER) as desk, pytest.raises(Refused, match="members_only"):
        yearly.show(desk, chen_of(desk))
