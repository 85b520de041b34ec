"""getUpdates: long polling by one poller, with offsets that confirm."""

from bot.playground.chat import Json
from bot.playground.errors import bad_request, conflict
from bot.playground.params import Params
from bot.playground.updates import DEFAULT, KINDS, Queue, Update
from bot.playground.world import Bot, World

LONGEST_POLL = 50
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def allow(queue: Queue, params: Params) -> None:
    """Keep the wanted kinds of updates; an empty list means the usual ones, none given means as before."""
    wanted = params.object("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list):
        raise bad_request("can't parse allowed updates JSON object")
    queue.allowed = frozenset(str(kind) for kind in wanted) & frozenset(KINDS) or DEFAULT


def confirm(world: World, bot: Bot, offset: int) -> None:
    """Forget what the bot confirmed; its messages get their second tick."""
    gone = bot.queue.confirm(offset)
    for update in gone:
        _seen(world, update)
    if gone:
        world.beat()


def _seen(world: World, update: Update) -> None:
    if update.message and not update.message.seen:
        update.message.seen = True
        world.touch(update.message)


async def get_updates(world: World, bot: Bot, params: Params) -> list[Json]:
    """The waiting updates from `offset` on, after a wait of up to `timeout` seconds."""
    queue = bot.queue
    if queue.webhook:
        raise conflict(WEBHOOK_ACTIVE)
    limit = min(100, max(1, params.integer("limit", 100)))
    seconds = min(LONGEST_POLL, max(0, params.integer("timeout")))
    allow(queue, params)
    queue.poller += 1
    mine, queue.polled_by = (
        queue.poller,
        "getUpdates request; make sure that only one bot instance is running",
    )
    world.pulse.beat()
    if params.integer("offset"):
        confirm(world, bot, params.integer("offset"))

    def look() -> list[Update] | None:
        if queue.poller != mine:
            raise conflict(f"terminated by other {queue.polled_by}")
        return list(queue.waiting)[:limit] or ([] if world.closing else None)

    batch = await world.pulse.until(look, seconds) or []
    for update in batch:
        update.deliveries += 1
    return [update.json for update in batch]
