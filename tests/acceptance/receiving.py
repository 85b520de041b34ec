"""Ways through the reception days that several stories go."""

from collections.abc import Callable

from bot.playground.phone import Phone
from casework.people.community_file import check
from casework.people.organisation import import_community
from classifier.labels import load_labels
from data.engine import transaction
from data.tables import Appointment
from data.vocabulary import AppointmentState
from tests.acceptance.world import COMMUNITY, World, labels

PROPERTY = "members: [{name: 王师傅}, {name: 赵师傅}]"
DAYS = """
    reception:
      - {days: wed, hours: 19:00-20:00, slot: 20 min, where: 物业前台, who: 王师傅}
      - {days: sat, hours: 09:00-10:00, slot: 30 min, at_once: 2, where: 活动室}"""
WEDNESDAY, NEXT_WEDNESDAY, SATURDAY = "11月25日（周三）", "12月2日（周三）", "11月28日（周六）"


def import_again(world: World, change: Callable[[str], str]) -> None:
    """Bring in the community's file once more, changed."""
    text = change(COMMUNITY.read_text("utf-8"))
    file = check(text, "community.yaml", load_labels().concerns)
    with transaction(world.engine) as session:
        import_community(session, file, world.now)


def open_reception_days(world: World, old: str = "", new: str = "") -> None:
    """The property company receives on Wednesday evenings and Saturday mornings, or as was changed."""
    days = DAYS.replace(old, new) if old else DAYS
    import_again(world, lambda text: text.replace(PROPERTY, PROPERTY + days))


def choose(world: World, phone: Phone, day: str, at: str) -> None:
    """Walk from /reception to the question whether this is the time."""
    world.say(phone, "/reception")
    world.press(phone, "物业服务中心")
    world.press(phone, next(label for label in labels(phone) if label.startswith(day)))
    world.press(phone, next(label for label in labels(phone) if label.startswith(at)))


def book(world: World, phone: Phone, day: str = WEDNESDAY, at: str = "19:20") -> None:
    """Book a time."""
    choose(world, phone, day, at)
    world.tap(phone, "rc_book")


def states(world: World) -> list[AppointmentState]:
    """Return what became of all appointments, oldest first."""
    return [row.state for row in world.rows(Appointment)]
