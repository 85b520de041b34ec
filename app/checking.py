"""The check before opening: configuration, database, model and Telegram, each in a line."""

from collections.abc import Awaitable, Callable

from app.classifier_commands import ensure_model
from app.reaching import username
from app.sentences import EXPECTED
from app.settings import Settings
from app.wiring import community_id_in, open_database
from data import migrations


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
        except EXPECTED as error:
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
    return f"the token is @{await username(settings)}'s"
