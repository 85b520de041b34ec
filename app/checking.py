"""The check before opening: configuration, database, model and Telegram, each in a line."""

from collections.abc import Awaitable, Callable

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from app.classifier_commands import ensure_model
from app.settings import BadSettings, Settings
from app.wiring import NoCommunity, community_id_in, open_database
from bot.client import build_bot
from classifier.failures import ClassifierError
from data import migrations
from data.migrations import DatabaseNewer


async def check_all(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check each part, say a line for each, and return whether all are in order."""
    parts: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("database", _database),
        ("model", _model),
        ("Telegram", _telegram),
    )
    in_order = True
    for name, check in parts:
        try:
            say(f"✓ {name}: {await check(settings)}")
        except (BadSettings, NoCommunity, DatabaseNewer, ClassifierError) as error:
            in_order = False
            say(f"✗ {name}: {error}")
    return in_order


async def _database(settings: Settings) -> str:
    engine = open_database(settings.database_url)
    community_id_in(engine)
    return f"at revision {migrations.revision(engine)}, a community is there"


async def _model(settings: Settings) -> str:
    return f"{ensure_model(settings.model_dir).serving().version} serves"


async def _telegram(settings: Settings) -> str:
    try:
        async with build_bot(settings.token(), settings.telegram_api) as bot:
            return f"the token is @{bot.username}'s"
    except (InvalidToken, EndPointNotFound) as error:
        raise BadSettings(
            "the token is refused: check LINLI_BOT_TOKEN; @BotFather shows the present one."
        ) from error
    except TelegramError as error:
        raise BadSettings(
            f"{settings.telegram_api} cannot be reached ({type(error).__name__}): check the network or "
            "LINLI_TELEGRAM_API."
        ) from error
