"""Delivering updates to webhooks: one at a time, with the secret, and again after a growing pause."""

from __future__ import annotations

import asyncio
import json

import httpx

from bot.playground.updates import Update
from bot.playground.world import Bot, World

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds; real pauses are longer, these keep tests short while still growing."""
ANSWER_TIMEOUT = 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


async def deliver_webhooks(world: World) -> None:
    """Keep one courier for every bot with a webhook, until cancelled."""
    couriers: dict[str, asyncio.Task[None]] = {}
    async with httpx.AsyncClient(timeout=ANSWER_TIMEOUT, trust_env=False) as client:
        try:
            while True:
                new = await world.pulse.until(lambda: _unserved(world, couriers) or None, 3600)
                for bot in new or []:
                    couriers[bot.token] = asyncio.create_task(_courier(world, bot, client))
        finally:
            for task in couriers.values():
                task.cancel()
            await asyncio.gather(*couriers.values(), return_exceptions=True)


def _unserved(world: World, couriers: dict[str, asyncio.Task[None]]) -> list[Bot]:
    hooked = [bot for bot in world.bots.values() if bot.queue.webhook]
    return [bot for bot in hooked if bot.token not in couriers or couriers[bot.token].done()]


async def _courier(world: World, bot: Bot, client: httpx.AsyncClient) -> None:
    """Bring one bot its updates, oldest first, as long as it has a webhook."""
    pause = FIRST_PAUSE
    while bot.queue.webhook:
        await world.pulse.until(lambda: bool(bot.queue.waiting or not bot.queue.webhook) or None, 3600)
        if not bot.queue.waiting or not bot.queue.webhook:
            continue
        update = bot.queue.waiting[0]
        if await _delivered(world, bot, update, client):
            _take_off(world, bot, update)
            pause = FIRST_PAUSE
        else:
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)


def _take_off(world: World, bot: Bot, update: Update) -> None:
    """Remove exactly this update; the same one queued twice is delivered twice."""
    queue = bot.queue
    if queue.waiting and queue.waiting[0] is update:
        queue.waiting.popleft()
    queue.confirmed.append(update)
    if update.message and not update.message.seen:
        update.message.seen = True
        world.touch(update.message)
    world.beat()


async def _delivered(world: World, bot: Bot, update: Update, client: httpx.AsyncClient) -> bool:
    hook = bot.queue.webhook
    headers = {"Content-Type": "application/json"}
    if hook.get("secret_token"):
        headers[SECRET_HEADER] = hook["secret_token"]
    update.deliveries += 1
    try:
        answer = await client.post(hook["url"], content=json.dumps(update.json), headers=headers)
        problem = None if answer.is_success else f"Wrong response from the webhook: {answer.status_code}"
    except httpx.HTTPError as failure:
        problem = f"Connection failed: {failure.__class__.__name__}"
    if problem:
        hook.update(last_error_date=world.now(), last_error_message=problem)
    return problem is None
