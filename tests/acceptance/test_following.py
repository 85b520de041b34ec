"""Several households, one matter: nobody is merged silently, and whoever follows gets the news."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Case, Concern, Supporter
from data.vocabulary import Outcome, State
from tests.acceptance.world import World, labels, texts

LAMP = "东门的路灯不亮好几天了"
SAME_LAMP = "东门那盏路灯又不亮了，晚上看不清"
OTHER_LAMP = "西门的路灯不亮"


def wu(world: World) -> Phone:
    return world.resident(1002, "吴先生")


def test_it_asks_before_a_second_case_is_opened(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    assert len(world.cases()) == 1
    question = texts(neighbour)[-1]
    assert "CT-2026-0001" in question
    assert "陈阿姨" not in question
    assert LAMP not in question, "another resident's words are theirs"
    assert labels(neighbour) == [world.label("same"), world.label("not_same")]


def test_whoever_follows_counts_as_a_household_and_gets_the_news(
    world: World, chen: Phone, wang: Phone
) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    world.tap(neighbour, "same")
    assert [case.supporters for case in world.cases()] == [1]
    assert world.told(neighbour)[-1] == "following"
    assert "supported" in world.told(wang)
    assert any(SAME_LAMP in text and "2 户" in text for text in texts(wang))
    world.tap(wang, "sign")
    world.press(wang, labels(wang)[0])
    assert world.told(neighbour)[-1] == "followed_news"
    world.tap(wang, "done")
    world.say(wang, "换了新灯泡")
    assert "换了新灯泡" in texts(neighbour)[-1]
    world.pass_time(timedelta(days=2))
    assert "ask_solved" in world.told(chen)
    assert "ask_solved" not in world.told(neighbour), "the reporter judges"


def test_another_matter_is_opened_by_itself(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    world.tap(neighbour, "not_same")
    assert len(world.cases()) == 2
    assert world.told(neighbour)[-1] == "receipt"
    assert world.rows(Supporter) == []


def test_another_place_is_another_matter(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, OTHER_LAMP)
    assert len(world.cases()) == 2


def test_a_question_that_nobody_answers_opens_the_case(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    world.pass_time(timedelta(minutes=11))
    assert len(world.cases()) == 2
    assert world.told(neighbour)[-1] == "receipt"
    answer = world.tap(neighbour, "same")
    assert answer.alert, "it is too late to say that it is the same"
    assert len(world.cases()) == 2


def test_an_emergency_is_never_asked_about(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, "3号楼电梯里有人被困")
    neighbour = wu(world)
    world.say(neighbour, "3号楼电梯里有人被困，快来人")
    assert len(world.cases()) == 2


def test_what_the_reporter_says_again_is_added(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    world.say(chen, SAME_LAMP)
    assert labels(chen) == [world.label("same_own"), world.label("not_same")]
    world.tap(chen, "same_own")
    assert len(world.cases()) == 1
    assert [concern.case_id for concern in world.rows(Concern)] == [1, 1]
    assert any(SAME_LAMP in text for text in texts(wang))
    assert world.case().supporters == 0


def test_a_followed_case_outlives_its_reporter(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    world.tap(neighbour, "same")
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    case = world.case()
    assert case.state is State.ASSIGNED
    assert case.outcome is not Outcome.WITHDRAWN
    assert world.told(neighbour)[-1] == "yours_now"
    world.say(neighbour, "/my")
    assert world.shows(neighbour, "withdraw") or "CT-2026-0001" in " ".join(labels(neighbour))


def test_a_follower_may_stop(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    world.tap(neighbour, "same")
    world.tap(neighbour, "unfollow")
    assert world.case().supporters == 0
    world.tap(wang, "sign")
    world.press(wang, labels(wang)[0])
    assert "followed_news" not in world.told(neighbour)


def test_only_who_was_asked_may_answer(world: World, chen: Phone, wang: Phone, charlie: Phone) -> None:
    world.say(chen, LAMP)
    neighbour = wu(world)
    world.say(neighbour, SAME_LAMP)
    assert world.forge(charlie, "same:2") == world.words("refusals", "not_yours")
    assert world.rows(Supporter) == []
    assert world.forge(charlie, "unf:1") == world.words("refusals", "not_yours")
    assert [case.id for case in world.rows(Case)] == [1]


# ── two concerns in one message ──

TWO = "3号楼楼下饭店油烟大，晚上还吵到一点"


def test_the_split_is_shown_and_one_tap_makes_two_cases(
    world: World, chen: Phone, wang: Phone, li: Phone
) -> None:
    world.say(chen, TWO)
    assert world.cases() == []
    assert "环境卫生" in texts(chen)[-1]
    assert "噪音扰民" in texts(chen)[-1]
    world.tap(chen, "split")
    assert [case.category for case in world.cases()] == ["sanitation", "noise"]
    assert world.told(chen)[-2:] == ["receipt", "receipt"]
    assert "ping" in world.told(wang)
    assert world.tap(chen, "split").alert if world.shows(chen, "split") else True
    assert len(world.cases()) == 2


def test_it_may_be_one_concern_after_all(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, TWO)
    world.tap(chen, "only_this", category="noise")
    assert [case.category for case in world.cases()] == ["noise"]


def test_a_split_that_nobody_confirms_becomes_one_case(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, TWO)
    world.pass_time(timedelta(minutes=11))
    assert [case.category for case in world.cases()] == ["sanitation"]
    assert world.told(chen)[-1] == "receipt"


def test_photos_go_with_both(world: World, chen: Phone, wang: Phone, li: Phone) -> None:
    world.let(chen.photo, TWO)
    world.tap(chen, "split")
    assert len(world.cases()) == 2
    assert len(world.notices("attachment")) >= 2
