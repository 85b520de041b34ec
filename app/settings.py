"""Settings from the environment or ``.env``; each is documented in docs/settings.md."""

import re
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.client import TELEGRAM_API


class BadSettings(Exception):
    """The settings are wrong or incomplete; the message names the setting and the mend."""


Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
Address = TypeVar("Address", str, str | None)


def _check_address(value: Address) -> Address:
    if value is not None and not value.startswith(("http://", "https://")):
        raise ValueError(f"«{value}» is no address; it begins with https:// or http://")
    return value


def _check_secret(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError("write 16 to 256 letters, digits, _ and -; Telegram takes no others")
    return value


class Settings(BaseSettings):
    """What an operator sets. Every name is prefixed with ``LINLI_``."""

    model_config = SettingsConfigDict(
        env_prefix="LINLI_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = Field(None, description="The bot's token, from @BotFather.")
    bot_token_file: Path | None = Field(None, description="A file that holds the token instead.")
    telegram_api: Annotated[str, AfterValidator(_check_address)] = Field(
        TELEGRAM_API, description="Base address of the Bot API."
    )
    database_url: str = Field("sqlite:///var/linli.db", description="The database, as an SQLAlchemy URL.")
    community: Path | None = Field(None, description="The community file (YAML), imported at each start.")
    model_dir: Path = Field(Path("var/models"), description="Where the classifier's models are kept.")
    webhook_url: Annotated[str | None, AfterValidator(_check_address)] = Field(
        None, description="Public https address that Telegram posts updates to; empty means long polling."
    )
    webhook_bind: str = Field("127.0.0.1:8443", description="Where the webhook listens, behind a TLS proxy.")
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_check_secret)] = Field(
        None, description="The secret that Telegram sends with each update."
    )
    log_level: Annotated[Level, BeforeValidator(str.upper)] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR."
    )
    log_json: bool = Field(False, description="Write logs as JSON, one object a line.")

    @model_validator(mode="after")
    def _webhook_needs_secret(self) -> "Settings":
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("LINLI_WEBHOOK_URL needs LINLI_WEBHOOK_SECRET: 16 or more letters and digits")
        return self

    def token(self) -> str:
        """Return the bot's token; raise BadSettings where there is none."""
        if self.bot_token is not None:
            return self.bot_token.get_secret_value().strip()
        if self.bot_token_file is not None:
            return _read_token(self.bot_token_file)
        raise BadSettings(
            "LINLI_BOT_TOKEN is not set: ask @BotFather on Telegram for a bot, and put its token into .env. "
            "To try everything without one, run «linli demo»."
        )

    def webhook_address(self) -> tuple[str, int]:
        """Return host and port to listen at; raise BadSettings for anything else."""
        host, _, port = self.webhook_bind.rpartition(":")
        if not host or not port.isdecimal():
            raise BadSettings(
                f"LINLI_WEBHOOK_BIND is «{self.webhook_bind}»: write host:port, such as 127.0.0.1:8443."
            )
        return host.strip("[]"), int(port)


def _read_token(file: Path) -> str:
    mend = "name a file that holds the token and nothing else."
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise BadSettings(f"LINLI_BOT_TOKEN_FILE: {file} cannot be read ({why}); {mend}") from error
    if not token:
        raise BadSettings(f"LINLI_BOT_TOKEN_FILE: {file} is empty; {mend}")
    return token


def load_settings() -> Settings:
    """Read the settings; raise BadSettings with a sentence for each one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        sentences = [
            f"{'LINLI_' + str(problem['loc'][0]).upper() + ': ' if problem['loc'] else ''}"
            f"{problem['msg'].removeprefix('Value error, ')}."
            for problem in error.errors(include_input=False)
        ]
        # Without the cause: its words repeat what was set, a secret among it.
        raise BadSettings("\n".join(sentences)) from None
