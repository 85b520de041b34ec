"""From a letter's facts to an e-mail: plain text, photos beside it, one link to answer."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from casework.letters.texts import Words
from data.tables import Letter

_STARTS = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"))


def compose(
    letter: Letter, words: Words, sender: str, link: str, photos: Sequence[bytes], now: datetime
) -> EmailMessage:
    """Write the e-mail. Sent again after a crash it has the same id, so that a mailbox can tell."""
    facts = letter.facts | {"link": link, "attached": len(photos)}
    message = EmailMessage()
    message["Subject"] = " ".join(words.say("letters", f"{letter.kind.value}_subject", **facts).split())
    message["From"] = sender
    message["To"] = letter.address
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<letter-{letter.id}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.say("letters", letter.kind.value, **facts) + "\n", cte="base64")
    for number, photo in enumerate(photos, 1):
        kind = next((kind for start, kind in _STARTS if photo.startswith(start)), None)
        main, sub, end = ("image", kind, kind) if kind else ("application", "octet-stream", "bin")
        message.add_attachment(
            photo, maintype=main, subtype=sub, filename=f"{letter.facts['number']}-{number}.{end}"
        )
    return message


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
