"""Puts the parts together: each gets the callables it needs, none knows the others."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Engine
from telegram import Bot, BotCommand

from app.live_labels import LiveLabels
from app.settings import BadSettings
from bot.client import DeskBot
from bot.delivery import Delivery
from bot.documents import Documents
from bot.handling import Handling
from bot.sending import Sender
from bot.texts import Texts
from casework.conduct.kept_bans import mark_of
from casework.rules.parameters import Parameters
from casework.rules.words import Words
from classifier.registry import Registry
from data import migrations, queries
from data.engine import open_engine, transaction
from data.keys import fetch, key
from data.tables import Community

LANGUAGE_CODES = {"zh-Hans": "zh", "zh-Hant": None, "en": "en"}
MENU = ("my", "address", "reception", "work", "help", "cancel")


def utc_now() -> datetime:
    """Read the clock; only edges do."""
    return datetime.now(UTC)


def secret_for(token: str, purpose: str) -> bytes:
    """Return a key of its own for a purpose; it comes from the bot's token: one secret less to keep."""
    return hmac.digest(token.encode(), purpose.encode(), hashlib.sha256)


def open_database(url: str) -> Engine:
    """Open the database and bring it to this version; raise DatabaseNewer when it is ahead of us."""
    try:
        engine = open_engine(url)
    except ImportError as error:
        raise BadSettings(
            f"LINLI_DATABASE_URL needs the Python package «{error.name}»: install linli[postgres] "
            "for PostgreSQL."
        ) from error
    migrations.upgrade(engine)
    return engine


class NoCommunity(Exception):
    """The database holds no community; the message has the mend."""


def community_id_in(engine: Engine) -> int:
    """Return the id of the database's community; raise NoCommunity before one was imported."""
    with transaction(engine) as session:
        community = queries.community(session)
        if community is None:
            raise NoCommunity(
                "no community yet: copy app/samples/sample.yaml, change it to your compound, and run "
                "«linli org import FILE», or set LINLI_COMMUNITY to that file."
            )
        return key(community)


def words_in(engine: Engine, community_id: int) -> Words:
    """Return what a stored community calls things."""
    with transaction(engine) as session:
        return Parameters.model_validate(fetch(session, Community, community_id).parameters).words


@dataclass(frozen=True)
class Desk:
    """The running parts and the bells between them."""

    handling: Handling
    delivery: Delivery
    stored: asyncio.Event
    written: asyncio.Event


def wire(
    engine: Engine,
    bot: DeskBot,
    registry: Registry,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """Build handling and delivery for an initialised bot, around one database and one model registry."""
    community_id = community_id_in(engine)
    labels = LiveLabels(registry.directory, words_in(engine, community_id))
    texts = labels.texts
    stored, written = asyncio.Event(), asyncio.Event()
    handling = Handling(
        engine=engine,
        bot=bot,
        bot_id=bot.id,
        bot_username=bot.username,
        community_id=community_id,
        texts=texts,
        labels=labels,
        models=registry,
        clock=clock,
        mark=partial(mark_of, secret_for(bot.token, "bans of the forgotten")),
    )
    documents = Documents(engine, texts, community_id, clock)
    delivery = Delivery(engine, Sender(bot, texts, documents), community_id, clock, written)
    return Desk(handling, delivery, stored, written)


async def publish_menu(bot: Bot, texts: dict[str, Texts]) -> None:
    """Tell Telegram the commands that its menu button shows, in each language."""
    for language, code in LANGUAGE_CODES.items():
        commands = [BotCommand(name, texts[language].say("commands", name)) for name in MENU]
        await bot.set_my_commands(commands, language_code=code)
