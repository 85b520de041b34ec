"""Asks Telegram who the bot is, and says what to mend when there is no answer."""

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from app.settings import BadSettings, Settings
from bot.client import build_bot

ASK_BOTFATHER = (
    "Telegram refuses the token: check LINLI_BOT_TOKEN; @BotFather shows the present one under «API Token»."
)


async def username(settings: Settings) -> str:
    """Return what the bot is called, without «@»; raise BadSettings when Telegram does not answer."""
    try:
        async with build_bot(settings.token(), settings.telegram_api) as bot:
            return bot.username
    except (InvalidToken, EndPointNotFound) as error:
        raise BadSettings(ASK_BOTFATHER) from error
    except TelegramError as error:
        raise BadSettings(
            f"{settings.telegram_api} cannot be reached ({type(error).__name__}): check the network or "
            "LINLI_TELEGRAM_API."
        ) from error
