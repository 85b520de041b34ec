"""The link in a letter: the letter's id and a signature that only this desk can write."""

import base64
import hashlib
import hmac
import re

SIGNATURE_BYTES = 18
_TOKEN = re.compile(r"([0-9]{1,12})-([A-Za-z0-9_-]{24})")


def sign(secret: bytes, letter_id: int) -> str:
    """Return the token that stands for a letter."""
    digest = hmac.digest(secret, f"letter:{letter_id}".encode(), hashlib.sha256)
    return f"{letter_id}-{base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()}"


def read(secret: bytes, token: str) -> int | None:
    """Return the letter that a token stands for; None for one that this desk did not write."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    letter_id = int(match[1])
    return letter_id if hmac.compare_digest(sign(secret, letter_id), token) else None
