"""Settings for letters, and the check that opens a session with the server."""

import asyncio
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from app import checking
from app.posting import smtp_server
from app.settings import BadSettings, Settings
from app.wiring import open_database
from casework.people.community_file import check
from casework.people.organisation import import_community
from classifier.labels import load_labels
from data.engine import transaction
from tests.acceptance.post_office import Mailbox, free_port
from tests.acceptance.world import COMMUNITY, NOON

WHOLE = {
    "smtp_host": "127.0.0.1",
    "smtp_from": "linli@example.org",
    "public_url": "https://linli.example.org",
}


def settings(**more: object) -> Settings:
    """Settings without those of this machine."""
    return Settings(**more, _env_file=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["smtp_from", "public_url"])
def test_a_server_without_an_address_is_told(missing: str) -> None:
    half = {name: value for name, value in WHOLE.items() if name != missing}
    with pytest.raises(BadSettings, match=f"LINLI_{missing.upper()}"):
        smtp_server(settings(**half))


def test_the_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("open sesame\n")
    server = smtp_server(settings(**WHOLE, smtp_user="linli", smtp_password_file=file))
    assert server is not None
    assert server.password == "open sesame"
    assert "sesame" not in repr(server)
    with pytest.raises(BadSettings, match="LINLI_SMTP_PASSWORD_FILE"):
        smtp_server(settings(**WHOLE, smtp_password_file=tmp_path / "nowhere"))


def test_the_check_opens_a_session() -> None:
    port = free_port()
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        said = asyncio.run(checking._letters(settings(**WHOLE, smtp_port=port, smtp_tls="none")))
        assert said == "127.0.0.1 takes them"
        with pytest.raises(BadSettings, match="LINLI_SMTP_TLS"):  # this one knows no STARTTLS
            asyncio.run(checking._letters(settings(**WHOLE, smtp_port=port)))
    finally:
        controller.stop()
    with pytest.raises(BadSettings, match="LINLI_SMTP_HOST"):
        asyncio.run(checking._letters(settings(**WHOLE, smtp_port=port, smtp_tls="none")))


def test_addresses_without_a_server_are_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine = open_database(url)
    assert asyncio.run(checking._letters(settings(database_url=url))) == "nobody needs any"
    with transaction(engine) as session:
        text = COMMUNITY.read_text(encoding="utf-8")
        import_community(session, check(text, "community.yaml", load_labels().concerns), NOON)
    engine.dispose()
    with pytest.raises(BadSettings, match="LINLI_SMTP_HOST is not set"):
        asyncio.run(checking._letters(settings(database_url=url, bot_token=SecretStr("1:x"))))
