"""Settings from the environment or .env; what is wrong is told in a sentence that names it."""

from pathlib import Path

import pytest

from app.settings import BadSettings, load_settings

SECRET = "x" * 16


def setting(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Set LINLI_… variables."""
    for name, value in values.items():
        monkeypatch.setenv(f"LINLI_{name.upper()}", value)


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///var/linli.db"
    assert settings.webhook_url is None
    assert settings.log_level == "INFO"


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("LINLI_BOT_TOKEN=1:file\nLINLI_LOG_JSON=true\nOTHERS=mind their own\n")
    setting(monkeypatch, bot_token="1:environment")
    settings = load_settings()
    assert (settings.token(), settings.log_json) == ("1:environment", True)


def test_a_line_without_a_value_counts_as_not_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("LINLI_BOT_TOKEN=\nLINLI_COMMUNITY=\n")
    setting(monkeypatch, webhook_url="", database_url="")
    settings = load_settings()
    assert (settings.community, settings.webhook_url) == (None, None)
    assert settings.database_url == "sqlite:///var/linli.db"
    with pytest.raises(BadSettings, match="LINLI_BOT_TOKEN is not set"):
        settings.token()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("log_level", "LOUD", "LINLI_LOG_LEVEL: .*'ERROR'"),
        ("log_json", "perhaps", "LINLI_LOG_JSON: .*boolean"),
        ("telegram_api", "api.telegram.org", "LINLI_TELEGRAM_API: «api.telegram.org».*https://"),
        ("webhook_url", "desk.example.org", "LINLI_WEBHOOK_URL: «desk.example.org».*https://"),
        ("webhook_secret", "short", "LINLI_WEBHOOK_SECRET: write 16 to 256"),
        ("webhook_secret", "with spaces and 中文 in it", "LINLI_WEBHOOK_SECRET: write 16 to 256"),
    ],
)
def test_a_wrong_value_is_told_with_the_setting_and_the_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    setting(monkeypatch, **{name: value})
    with pytest.raises(BadSettings, match=said):
        load_settings()


def test_every_wrong_value_has_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    setting(monkeypatch, log_level="LOUD", log_json="perhaps")
    with pytest.raises(BadSettings) as wrong:
        load_settings()
    assert len(str(wrong.value).splitlines()) == 2


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    setting(monkeypatch, webhook_secret="hush hush")
    with pytest.raises(BadSettings) as wrong:
        load_settings()
    assert "hush" not in str(wrong.value)
    assert wrong.value.__cause__ is None


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    setting(monkeypatch, webhook_url="https://desk.example.org")
    with pytest.raises(BadSettings, match=r"^LINLI_WEBHOOK_URL needs LINLI_WEBHOOK_SECRET"):
        load_settings()
    setting(monkeypatch, webhook_secret=SECRET)
    assert load_settings().webhook_url == "https://desk.example.org"


@pytest.mark.parametrize("level", ["debug", "Warning", "ERROR"])
def test_the_log_level_is_read_in_any_case(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    setting(monkeypatch, log_level=level)
    assert load_settings().log_level == level.upper()


def test_the_token_may_stand_in_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "token").write_text("1:from-file\n")
    setting(monkeypatch, bot_token_file=str(folder / "token"))
    assert load_settings().token() == "1:from-file"


@pytest.mark.parametrize(
    ("content", "why"), [(None, "No such file"), (b"\n", "is empty"), (b"\xff\xfe\x80", "no text")]
)
def test_a_token_file_that_holds_none_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, why: str
) -> None:
    if content is not None:
        (folder / "token").write_bytes(content)
    setting(monkeypatch, bot_token_file="token")
    with pytest.raises(BadSettings, match=f"LINLI_BOT_TOKEN_FILE: token .*{why}.*; name a file"):
        load_settings().token()


def test_without_a_token_the_demo_is_recommended() -> None:
    with pytest.raises(BadSettings, match=r"LINLI_BOT_TOKEN is not set.*@BotFather.*linli demo"):
        load_settings().token()


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    setting(monkeypatch, bot_token="1:hush", webhook_secret=SECRET)
    assert "hush" not in repr(load_settings())
    assert SECRET not in repr(load_settings())


@pytest.mark.parametrize(
    ("bind", "address"), [("desk.local:80", ("desk.local", 80)), ("[::1]:8443", ("::1", 8443))]
)
def test_an_address_to_listen_at_is_read(
    monkeypatch: pytest.MonkeyPatch, bind: str, address: tuple[str, int]
) -> None:
    setting(monkeypatch, webhook_bind=bind)
    assert load_settings().webhook_address() == address


@pytest.mark.parametrize("bind", ["8443", "localhost", "localhost:", ":8443", "localhost:http"])
def test_an_address_without_host_or_port_is_told(monkeypatch: pytest.MonkeyPatch, bind: str) -> None:
    setting(monkeypatch, webhook_bind=bind)
    with pytest.raises(BadSettings, match=r"LINLI_WEBHOOK_BIND is «.*»: write host:port"):
        load_settings().webhook_address()
