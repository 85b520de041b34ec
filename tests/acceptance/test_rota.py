"""A body with a duty rota: by day one of it has the work, by night the other, in a hole either."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from tests.acceptance.world import World

MEMBERS = "members: [{name: 王师傅}, {name: 赵师傅}]"
ROTA = (
    MEMBERS,
    MEMBERS
    + """
    rota:
      - {who: 赵师傅, days: mon-fri, hours: 08:00-18:00}
      - {who: 王师傅, days: mon-fri, hours: 18:00-08:00}""",
)
LAMP, TRAPPED = "东门的路灯不亮了", "3号楼电梯有人被困"


@pytest.mark.parametrize(
    ("hours", "who"),
    [
        (0, "赵师傅"),  # Tuesday noon
        (8, "王师傅"),  # Tuesday evening
        (15, "王师傅"),  # three in the morning
        (20, "赵师傅"),  # Wednesday morning
    ],
)
def test_whoever_is_on_duty_by_the_rota_has_it(
    world: World, chen: Phone, wang: Phone, zhao: Phone, hours: int, who: str
) -> None:
    world.import_again(ROTA)
    world.pass_time(timedelta(hours=hours))
    world.say(chen, LAMP)
    others = {"赵师傅": (zhao, wang), "王师傅": (wang, zhao)}
    on, off = others[who]
    if hours == 15:  # nothing normal is sent at night
        world.pass_time(timedelta(hours=6))
    assert "ping" in world.told(on)
    assert "ping" not in world.told(off)


def test_an_emergency_in_a_hole_reaches_everybody(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.import_again(ROTA)
    world.pass_time(timedelta(days=4))  # Saturday noon: nobody stands in the rota
    world.say(chen, TRAPPED)
    assert "ping_emergency" in world.told(wang)
    assert "ping_emergency" in world.told(zhao)


def test_an_emergency_by_day_leaves_the_night_shift_asleep(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.import_again(ROTA)
    world.say(chen, TRAPPED)
    assert "ping_emergency" in world.told(zhao)
    assert "ping_emergency" not in world.told(wang)
