"""The check before opening: database, model, Telegram and letters, each in a line."""

import asyncio
from collections.abc import Awaitable, Callable
from smtplib import SMTPAuthenticationError, SMTPException

from app.classifier_commands import ensure_model
from app.posting import smtp_server
from app.reaching import username
from app.sentences import EXPECTED
from app.settings import BadSettings, Settings
from app.wiring import community_id_in, open_database
from classifier.failures import ModelError
from data import migrations, queries
from data.engine import transaction
from mail.smtp import Server, connect


async def check_all(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check each part, say a line for each, and return whether all are in order."""
    parts: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("database", _database),
        ("model", _model),
        ("Telegram", _telegram),
        ("letters", _letters),
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
    registry = ensure_model(settings.model_dir, settings.embedding)
    trouble = registry.trouble()
    if trouble:
        raise ModelError(f"{registry.serving().version} serves in place of the promoted one. {trouble}")
    return f"{registry.serving().version} serves"


async def _telegram(settings: Settings) -> str:
    return f"the token is @{await username(settings)}'s"


async def _letters(settings: Settings) -> str:
    """Open a session with the server for letters; without one, nobody may be waiting for letters."""
    server = smtp_server(settings)
    if server is None:
        with transaction(open_database(settings.database_url)) as session:
            waiting = queries.addresses(session)
        if waiting:
            raise BadSettings(
                f"the community file names {waiting} e-mail address(es), but LINLI_SMTP_HOST is not set: "
                "set it, LINLI_SMTP_FROM and LINLI_PUBLIC_URL, or take the addresses out."
            )
        return "nobody needs any"
    settings.console_address()
    try:
        await asyncio.to_thread(_knock, server)
    except SMTPAuthenticationError as error:
        raise BadSettings(
            f"{server.host} refuses the name or the password: check LINLI_SMTP_USER and LINLI_SMTP_PASSWORD."
        ) from error
    except (SMTPException, OSError) as error:
        raise BadSettings(
            f"{server.host}:{server.port} cannot be used ({type(error).__name__}): check LINLI_SMTP_HOST, "
            "LINLI_SMTP_PORT and LINLI_SMTP_TLS."
        ) from error
    return f"{server.host} takes them"


def _knock(server: Server) -> None:
    with connect(server) as smtp:
        smtp.noop()
