"""Settings from the environment or ``.env``; each is documented in docs/settings.md."""

import re
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.client import TELEGRAM_API


class BadSettings(Exception):
    """The settings are wrong or incomplete; the message names the setting and the mend."""


Embedding = Literal["auto", "none", "small", "accurate"]
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
    embedding: Embedding = Field("auto", description="The sentence encoder that a first training takes.")
    webhook_url: Annotated[str | None, AfterValidator(_check_address)] = Field(
        None, description="Public https address that Telegram posts updates to; empty means long polling."
    )
    webhook_bind: str = Field("127.0.0.1:8443", description="Where the webhook listens, behind a TLS proxy.")
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_check_secret)] = Field(
        None, description="The secret that Telegram sends with each update."
    )
    public_url: Annotated[str | None, AfterValidator(_check_address)] = Field(
        None, description="Address under which people open the desk's pages, such as links in letters."
    )
    console_bind: str = Field("127.0.0.1:8444", description="Where those pages listen, behind a TLS proxy.")
    smtp_host: str | None = Field(None, description="The server that takes letters by e-mail.")
    smtp_port: int = Field(587, gt=0, lt=65536, description="Its port.")
    smtp_user: str | None = Field(None, description="The name it asks for.")
    smtp_password: SecretStr | None = Field(None, description="The password it asks for.")
    smtp_password_file: Path | None = Field(None, description="A file that holds the password instead.")
    smtp_from: str | None = Field(None, description="The address that letters come from.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="starttls (port 587), tls (port 465), or none for a server on this machine."
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
            return _read_secret(self.bot_token_file, "LINLI_BOT_TOKEN_FILE", "token")
        raise BadSettings(
            "LINLI_BOT_TOKEN is not set: ask @BotFather on Telegram for a bot, and put its token into .env. "
            "To try everything without one, run «linli demo»."
        )

    def webhook_address(self) -> tuple[str, int]:
        """Return host and port to listen at; raise BadSettings for anything else."""
        return _host_and_port(self.webhook_bind, "LINLI_WEBHOOK_BIND", 8443)

    def console_address(self) -> tuple[str, int]:
        """Return host and port that the pages listen at; raise BadSettings for anything else."""
        return _host_and_port(self.console_bind, "LINLI_CONSOLE_BIND", 8444)

    def smtp_secret(self) -> str | None:
        """Return the password for letters; raise BadSettings when its file can't be read."""
        if self.smtp_password is not None:
            return self.smtp_password.get_secret_value()
        if self.smtp_password_file is not None:
            return _read_secret(self.smtp_password_file, "LINLI_SMTP_PASSWORD_FILE", "password")
        return None


def _host_and_port(value: str, setting: str, such_as: int) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal():
        raise BadSettings(f"{setting} is «{value}»: write host:port, such as 127.0.0.1:{such_as}.")
    return host.strip("[]"), int(port)


def _read_secret(file: Path, setting: str, one: str) -> str:
    mend = f"name a file that holds the {one} and nothing else."
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise BadSettings(f"{setting}: {file} cannot be read ({why}); {mend}") from error
    if not secret:
        raise BadSettings(f"{setting}: {file} is empty; {mend}")
    return secret


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
