"""A community file becomes rows, and the rows follow the file without forgetting anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from app.org_commands import build
from casework.errors import BadOrganisation
from casework.people.community_file import check
from casework.people.community_shape import CommunityFile
from casework.people.organisation import import_community
from casework.rules.parameters import Parameters
from classifier.labels import load_labels
from data import queries
from data.base import Table
from data.engine import open_engine, transaction
from data.keys import key
from data.tables import Body, Building, Community, Household, Invite, Member, Person
from data.vocabulary import Role
from tests.casework.test_community_file import SAMPLE, SMALL, SMALL_LABELS

NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
LATER = NOON + timedelta(days=3)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database in a file."""
    engine = open_engine(f"sqlite:///{tmp_path / 'linli.db'}")
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


def small(old: str = "", new: str = "") -> CommunityFile:
    """The small community, with one thing changed."""
    assert old in SMALL
    return check(SMALL.replace(old, new, 1), "my.yaml", SMALL_LABELS)


def bring_in(engine: Engine, file: CommunityFile, now: datetime = NOON) -> int:
    """Import a file in a transaction of its own; return the community's id."""
    with transaction(engine) as session:
        return key(import_community(session, file, now).community)


def seats(session: Session, body_key: str) -> list[tuple[str, Role, bool]]:
    """Who sits in a body now: name, role, on duty."""
    rows = session.exec(
        select(Person, Member)
        .join(Member, col(Member.person_id) == col(Person.id))
        .join(Body, col(Body.id) == col(Member.body_id))
        .where(col(Body.key) == body_key, col(Member.left_at).is_(None))
        .order_by(col(Member.id))
    ).all()
    return [(person.name, member.role, member.on_duty) for person, member in rows]


def person(session: Session, name: str) -> Person:
    """The one person of this name."""
    return session.exec(select(Person).where(col(Person.name) == name)).one()


def body(session: Session, body_key: str) -> Body:
    """The body with this key."""
    return session.exec(select(Body).where(col(Body.key) == body_key)).one()


@contextmanager
def changes(engine: Engine) -> Iterator[list[str]]:
    """Collect every statement that changes something."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_it_writes_the_sample(engine: Engine) -> None:
    community_id = bring_in(engine, check(SAMPLE, "sample.yaml", load_labels().concerns))
    with transaction(engine) as session:
        community = session.get_one(Community, community_id)
        assert community.building_numbers == [str(n) for n in range(1, 13)]
        assert [b.number for b in queries.buildings(session, community_id)] == community.building_numbers
        assert body(session, "centre-east-2").parent_id == body(session, "group-east").id
        assert body(session, "property").tier == 2
        assert ("周书记", Role.COORDINATOR, True) in seats(session, "branch")
        assert ("沈副书记", Role.COORDINATOR, False) in seats(session, "branch")


def test_what_it_stores_can_be_read_again(engine: Engine) -> None:
    file = check(SAMPLE, "sample.yaml", load_labels().concerns)
    community_id = bring_in(engine, file)
    with transaction(engine) as session:
        stored = session.get_one(Community, community_id).parameters
        assert Parameters.model_validate(stored) == file.parameters


def test_members_get_their_first_digest_the_next_morning(engine: Engine) -> None:
    bring_in(engine, small())
    with transaction(engine) as session:
        for member in session.exec(select(Member)).all():
            assert member.joined_at == NOON
            assert member.digest_at == datetime(2026, 9, 2, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai


def test_a_member_with_an_account_has_not_started_yet(engine: Engine) -> None:
    bring_in(engine, small())
    with transaction(engine) as session:
        jiang = person(session, "蒋桂芳")
        assert (jiang.telegram_id, jiang.started_at, jiang.language) == (77, None, "zh-Hans")
        assert person(session, "周书记").telegram_id is None


@pytest.mark.parametrize("text", [SMALL, SAMPLE], ids=["small", "sample"])
def test_a_second_import_changes_nothing(engine: Engine, text: str) -> None:
    file = check(text, "my.yaml", SMALL_LABELS if text is SMALL else load_labels().concerns)
    bring_in(engine, file)
    with changes(engine) as seen:
        bring_in(engine, file, LATER)
    assert seen == []


def test_it_renews_what_the_file_says_otherwise(engine: Engine) -> None:
    bring_in(engine, small())
    changed = SMALL.replace("春林苑党支部", "春林支部").replace("tier: 3", "tier: 4").replace("1-3", "1-4")
    bring_in(
        engine, check(changed.replace("rectification: 7 d", "rectification: 5 d"), "", SMALL_LABELS), LATER
    )
    with transaction(engine) as session:
        branch = body(session, "branch")
        assert (branch.name, branch.tier) == ("春林支部", 4)
        assert session.exec(select(Building)).first().units == ["1", "2", "3", "4"]  # type: ignore[union-attr]
        stored = Parameters.model_validate(session.exec(select(Community)).one().parameters)
        assert stored.deadlines.rectification == timedelta(days=5)


def test_a_body_that_is_gone_is_retired_and_comes_back_with_its_members(engine: Engine) -> None:
    bring_in(engine, small())
    without_door = check(SMALL[: SMALL.index("  - key: door")], "my.yaml", SMALL_LABELS)
    bring_in(engine, without_door, LATER)
    with transaction(engine) as session:
        assert body(session, "door").retired
        assert seats(session, "door") == []
        assert session.exec(select(Member).where(col(Member.left_at) == LATER)).one().digest_at is None
    bring_in(engine, small(), LATER)
    with transaction(engine) as session:
        assert not body(session, "door").retired
        assert seats(session, "door") == [("蒋桂芳", Role.HANDLER, True)]
        assert len(session.exec(select(Member)).all()) == 2


def test_a_member_who_is_gone_leaves_and_another_comes(engine: Engine) -> None:
    bring_in(engine, small())
    bring_in(engine, small("{name: 蒋桂芳, telegram: 77}", "{name: 韩志强, duty: false}"), LATER)
    with transaction(engine) as session:
        assert seats(session, "door") == [("韩志强", Role.HANDLER, False)]
        jiang = person(session, "蒋桂芳")
        assert session.exec(select(Member).where(col(Member.person_id) == jiang.id)).one().left_at == LATER


def test_a_member_who_joined_by_invitation_stays(engine: Engine) -> None:
    community_id = bring_in(engine, small())
    with transaction(engine) as session:
        lin = Person(
            community_id=community_id, telegram_id=88, name="林叔", language="zh-Hans", started_at=NOON
        )
        session.add(lin)
        session.flush()
        door = key(body(session, "door"))
        session.add(Member(body_id=door, person_id=key(lin), joined_at=NOON, digest_at=NOON))
        invite = Invite(token="t", body_id=door, role=Role.HANDLER, created_at=NOON, expires_at=LATER)
        invite.used_at, invite.used_by = NOON, lin.id
        session.add(invite)
    with changes(engine) as seen:
        bring_in(engine, small(), LATER)
    assert seen == []


def test_an_invited_member_takes_the_place_of_the_name_in_the_file(engine: Engine) -> None:
    community_id = bring_in(engine, small())
    with transaction(engine) as session:
        zhou = Person(
            community_id=community_id, telegram_id=99, name="周书记", language="zh-Hans", started_at=NOON
        )
        session.add(zhou)
        session.flush()
        session.add(Member(body_id=key(body(session, "branch")), person_id=key(zhou), joined_at=NOON))
    bring_in(engine, small(), LATER)
    with transaction(engine) as session:
        assert seats(session, "branch") == [("周书记", Role.COORDINATOR, True)]
        assert [p.telegram_id for p in queries.coordinators(session, community_id)] == [99]


def test_a_resident_whose_account_the_file_names_becomes_the_member(engine: Engine) -> None:
    community_id = bring_in(engine, small(", telegram: 77", ""))
    with transaction(engine) as session:
        session.add(
            Person(
                community_id=community_id, telegram_id=77, name="Fang🌸", language="zh-Hant", started_at=NOON
            )
        )
    bring_in(engine, small(), LATER)
    with transaction(engine) as session:
        (seat,) = session.exec(
            select(Person).join(Member).where(col(Member.body_id) == body(session, "door").id)
        ).all()
        assert (seat.name, seat.telegram_id, seat.started_at) == ("蒋桂芳", 77, NOON)
        assert seats(session, "door") == [("蒋桂芳", Role.HANDLER, True)]


def test_one_account_in_two_bodies_is_one_person(engine: Engine) -> None:
    bring_in(engine, small("role: coordinator}", "role: coordinator}\n      - {name: 蒋桂芳, telegram: 77}"))
    with transaction(engine) as session:
        jiang = person(session, "蒋桂芳")
        assert len(queries.memberships(session, key(jiang))) == 2


def test_an_account_of_another_community_is_refused_and_nothing_is_written(engine: Engine) -> None:
    bring_in(engine, small())
    with pytest.raises(
        BadOrganisation, match="the account 77 belongs to somebody of another community; write"
    ):
        bring_in(engine, small("key: chunlin", "key: qiulin"))
    with transaction(engine) as session:
        assert [c.key for c in session.exec(select(Community)).all()] == ["chunlin"]


def test_two_communities_live_side_by_side(engine: Engine) -> None:
    bring_in(engine, small())
    bring_in(engine, check(SAMPLE, "sample.yaml", load_labels().concerns))
    with transaction(engine) as session:
        branches = session.exec(select(Body).where(col(Body.key) == "branch")).all()
        assert len({branch.community_id for branch in branches}) == 2


def test_a_building_that_is_gone_goes_unless_somebody_lives_in_it(engine: Engine) -> None:
    community_id = bring_in(engine, small("number: 1-2,", "number: 1-4,"))
    with transaction(engine) as session:
        fourth = queries.buildings(session, community_id)[3]
        session.add(Household(building_id=key(fourth), unit="1", room="402"))
    bring_in(engine, small(), LATER)
    with transaction(engine) as session:
        assert [b.number for b in queries.buildings(session, community_id)] == ["1", "2", "4"]
        assert session.get_one(Community, community_id).building_numbers == ["1", "2"]


def test_a_new_digest_time_holds_from_the_next_morning(engine: Engine) -> None:
    bring_in(engine, small())
    bring_in(engine, small("08:30", "07:00"), LATER)
    with transaction(engine) as session:
        falls_due = {member.digest_at for member in session.exec(select(Member)).all()}
        assert falls_due == {datetime(2026, 9, 4, 23, 0, tzinfo=UTC)}


def test_accounts_can_be_given_for_a_demonstration() -> None:
    shown = small().with_accounts({"周书记": 3001})
    assert [m.telegram for b in shown.bodies for m in b.members] == [3001, 77]


def test_the_commands_check_and_import_a_file(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "sample.yaml"
    file.write_text(SAMPLE, encoding="utf-8")
    commands = build(lambda: engine)
    checked = CliRunner().invoke(commands, ["check", str(file)])
    assert (checked.exit_code, "is in order: 幸福里小区 with 12 buildings" in checked.stdout) == (0, True)
    imported = CliRunner().invoke(commands, ["import", str(file)])
    assert imported.exit_code == 0
    with transaction(engine) as session:
        assert session.exec(select(Community)).one().name == "幸福里小区"


def test_the_commands_say_what_is_wrong_before_they_open_a_database(tmp_path: Path) -> None:
    def no_database() -> Engine:
        raise AssertionError("the database was opened")

    file = tmp_path / "broken.yaml"
    file.write_text(
        SAMPLE.replace("prefix: XFL", "prefix: x").replace("tier: 4", "tier: 2"), encoding="utf-8"
    )
    result = CliRunner().invoke(build(no_database), ["import", str(file)])
    assert result.exit_code == 1
    assert "broken.yaml, line 13, prefix: «x» can't begin a case number" in result.stderr
    assert result.stderr.endswith("linli: 2 problems; nothing was imported.\n")
