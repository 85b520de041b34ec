"""Routing rules in the community file: what is wrong is said with line, field and mend; the rest is kept."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casework.errors import BadOrganisation
from casework.people.community_file import check
from casework.rules.routes import Helper, Rule
from data.engine import transaction
from data.tables import Community
from data.vocabulary import Urgency
from tests.casework.test_community_file import SMALL, SMALL_LABELS, problems
from tests.casework.test_organisation import LATER, bring_in, changes, engine

__all__ = ["engine"]

FIRST_RULE = SMALL.count("\n") + 2  # the line below «routing:»


def with_rules(*rules: str) -> str:
    """The small community with rules, a line each."""
    return SMALL + "routing:\n" + "".join(f"  - {rule}\n" for rule in rules)


@pytest.mark.parametrize(
    ("rules", "line", "field", "mend"),
    [
        (["{body: brnch}"], 0, "entry 1 › body", "there is no body «brnch»; write «branch»"),
        (["{nearest: centr}"], 0, "entry 1 › nearest", "there is no kind «centr»; write «centre»"),
        (["{categories: nois, body: door}"], 0, "categories", "there is no label «nois»; write «noise»"),
        (["{buildings: 9, body: door}"], 0, "buildings", "there is no building «9»; write one of: 1, 2"),
        (["{body: branch, helpers: [dor]}"], 0, "helpers", "there is no body «dor»; write «door»"),
        (["{body: door, helpers: [{body: door}]}"], 0, "helpers", "can't help itself; remove it"),
        (["{categories: noise}"], 0, "entry 1", "either «body» (a body's key) or «nearest» (a kind)"),
        (["{body: door, nearest: centre}"], 0, "entry 1", "and not both"),
        (["{body: door, urgency: soon}"], 0, "urgency", "'normal', 'urgent' or 'emergency'"),
        (["{body: door, places: [' ']}"], 0, "places", "write a shared place such as 地下车库"),
        (["{body: door, category: noise}"], 0, "category", "write «categories»"),
        (["{buildings: 2, nearest: centre}"], 0, "entry 1", "serves these buildings, so it chooses nobody"),
        (
            ["{categories: noise, body: door}", "{categories: noise, buildings: 1, body: branch}"],
            1,
            "entry 2",
            "it can never match, because all that it describes goes to entry 1 before it; move it up",
        ),
        (
            [
                "{urgency: [urgent, emergency], body: door}",
                "{urgency: normal, body: branch}",
                "{body: door}",
            ],
            2,
            "entry 3",
            "goes to entry 1 and 2 before it",
        ),
        (
            ["{places: 车库, body: door}", "{places: [地下车库], body: branch}"],
            1,
            "entry 2",
            "goes to entry 1",
        ),
        (
            ["{nearest: centre}", "{buildings: 1, body: branch}"],
            1,
            "entry 2",
            "goes to entry 1",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(rules: list[str], line: int, field: str, mend: str) -> None:
    (problem,) = problems(with_rules(*rules))
    assert f"line {FIRST_RULE + line}, routing" in problem
    assert field in problem
    assert mend in problem


@pytest.mark.parametrize(
    "rules",
    [
        ["{categories: noise, buildings: 1, body: door}", "{categories: noise, body: branch}"],
        ["{places: 地下车库, body: door}", "{places: 车库, body: branch}"],  # wider than the one before
        ["{places: 车库, body: door}", "{body: branch}"],
        ["{nearest: centre}", "{body: branch}"],  # building 2 has no centre
        ["{urgency: urgent, body: door}", "{categories: noise, body: branch}"],
    ],
)
def test_a_rule_for_which_something_is_left_is_right(rules: list[str]) -> None:
    assert len(check(with_rules(*rules), "my.yaml", SMALL_LABELS).routing) == len(rules)


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(problems(with_rules("{categories: nois, body: brnch, urgncy: urgent}", "{body: dor}"))) == 4


def test_a_department_that_is_whistled_for_is_not_called_by_a_rule() -> None:
    kinds = "tier: 3, may_whistle: true}\n  - {key: department, name: 部门, tier: 5, by_whistle: true}"
    fire = "  - {key: fire, name: 消防, kind: department, email: fire@example.gov.cn}\n"
    text = (SMALL + fire).replace("tier: 3}", kinds)
    assert check(text, "my.yaml", SMALL_LABELS)
    found = problems(text + "routing:\n  - {body: fire}\n  - {buildings: 1, body: door, helpers: [fire]}\n")
    assert sum("whistles for it; name a body that may be asked" in problem for problem in found) == 2


def test_a_rule_can_be_the_owner_of_a_label() -> None:
    orphan = SMALL.replace("categories: [noise, pets]", "categories: [noise]")
    with pytest.raises(BadOrganisation, match="no body handles «pets»"):
        check(orphan, "my.yaml", SMALL_LABELS)
    rules = "routing:\n  - {categories: pets, body: door}\n"
    assert check(orphan + rules, "my.yaml", SMALL_LABELS).routing[0].body == "door"
    with pytest.raises(BadOrganisation, match="no body handles «pets»"):
        check(orphan + rules.replace("body: door", "nearest: centre"), "my.yaml", SMALL_LABELS)


def test_rules_are_kept_and_the_same_file_changes_nothing(engine: Engine) -> None:
    text = with_rules(
        "{categories: noise, places: [地下車庫], urgency: urgent, buildings: 1-2, body: branch,"
        " helpers: [door], because: 先找支部}"
    )
    bring_in(engine, check(text, "my.yaml", SMALL_LABELS))
    with changes(engine) as seen:
        bring_in(engine, check(text, "my.yaml", SMALL_LABELS), LATER)
    assert seen == []
    with transaction(engine) as session:
        (kept,) = session.exec(select(Community)).one().routing
        assert Rule.model_validate(kept) == Rule(
            categories=("noise",),
            places=("地下车库",),
            urgency=(Urgency.URGENT,),
            buildings=("1", "2"),
            body="branch",
            helpers=(Helper(body="door"),),
            because="先找支部",
        )
    bring_in(engine, check(SMALL, "my.yaml", SMALL_LABELS), LATER)
    with transaction(engine) as session:
        assert session.exec(select(Community)).one().routing == []
