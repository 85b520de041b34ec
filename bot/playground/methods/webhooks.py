"""Setting, deleting and describing the webhook."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlparse

from bot.playground.chat import Json
from bot.playground.errors import bad_request
from bot.playground.methods.polling import allow, confirm
from bot.playground.params import Params
from bot.playground.world import Bot, World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def set_webhook(world: World, bot: Bot, params: Params) -> bool:
    """Plain http to this machine is accepted besides https, so that tests need no certificate."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(world, bot, params)
    parts = urlparse(url)
    local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not local and (parts.scheme != "https" or not parts.hostname):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    allow(bot.queue, params)
    _end_polls(world, bot, "setWebhook request")
    if params.boolean("drop_pending_updates"):
        confirm(world, bot, 1 << 62)
    connections = params.integer("max_connections", 40)
    bot.queue.webhook = {"url": url, "secret_token": secret, "max_connections": connections}
    world.beat()
    return True


def _end_polls(world: World, bot: Bot, by: str) -> None:
    bot.queue.poller += 1
    bot.queue.polled_by = by
    world.pulse.beat()


def delete_webhook(world: World, bot: Bot, params: Params) -> bool:
    bot.queue.webhook = {}
    if params.boolean("drop_pending_updates"):
        confirm(world, bot, 1 << 62)
    world.beat()
    return True


def get_webhook_info(world: World, bot: Bot, params: Params) -> Json:
    hook = bot.queue.webhook
    public = {name: value for name, value in hook.items() if name != "secret_token"}
    return {
        "url": "",
        **public,
        "has_custom_certificate": False,
        "pending_update_count": bot.queue.pending,
        "allowed_updates": sorted(bot.queue.allowed),
    }


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
