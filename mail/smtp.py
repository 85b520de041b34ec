"""One letter, handed to an SMTP server; what goes wrong is told apart: for good, or for now."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Literal

Tls = Literal["starttls", "tls", "none"]
PATIENCE_SECONDS = 20
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_DOUBLINGS = 10
PERMANENT = 500  # RFC 5321: codes from 500 on are for good, those from 400 on for now


@dataclass(frozen=True, slots=True)
class Server:
    """The SMTP server that takes our letters. ``user`` None means that it asks for no name."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None
    tls: Tls = "starttls"

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"  # never the password


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that was not taken; ``pause`` is None for good."""

    reason: str
    pause: timedelta | None = None


def send(server: Server, letter: EmailMessage) -> None:
    """Hand over a letter; raise OSError or SMTPException as the server or the way to it has it."""
    with connect(server) as smtp:
        smtp.send_message(letter)


def connect(server: Server) -> smtplib.SMTP:
    """Open a session, with TLS and a name where the server wants them; it is left by ``with``."""
    if server.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE_SECONDS, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user is not None:
            smtp.login(server.user, server.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp


def classify(error: Exception, attempts: int) -> Failure:
    """Tell permanent errors from passing ones.

    A refused name or password is ours to mend, not the letter's fault: it waits.
    """
    reason = type(error).__name__
    pause = min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), MOST_DOUBLINGS), LONGEST_PAUSE)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Failure(reason, None if all(code >= PERMANENT for code in codes) else pause)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failure(reason, pause)
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(reason, None if error.smtp_code >= PERMANENT else pause)
    if isinstance(error, smtplib.SMTPException | OSError):
        return Failure(reason, pause)
    return Failure(reason)
