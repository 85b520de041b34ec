"""The connection of phones and control to a running stand-in."""

from __future__ import annotations

import ssl
import weakref
from typing import Any

import httpx

Json = dict[str, Any]
PATIENCE = 15.0
"""Seconds an HTTP request may take beyond the wait it asks for."""


class PhoneError(Exception):
    """The stand-in couldn't do what was asked; the sentence says why."""


class NothingCame(PhoneError):
    """A wait ended without the message waited for; the sentence shows the screen."""


class Line:
    """A connection to a stand-in."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        # Without certificates: stand-ins speak plain HTTP, and loading them takes 50 ms a phone.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = httpx.Client(base_url=self.base_url, timeout=PATIENCE, trust_env=False, verify=bare)
        # Closes the sockets of a phone that nobody closed, so that tests needn't.
        self.close = weakref.finalize(self, self._client.close)

    def ask(self, path: str, data: Json, wait: float = 0.0) -> Json:
        answer = self._client.post(path, json=data, timeout=wait + PATIENCE)
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise PhoneError(answer.json()["error"])
        answer.raise_for_status()
        result: Json = answer.json()
        return result
