"""The refusals of the Bot API, worded as Telegram words them."""

from typing import Any


class Refusal(Exception):
    """A call that Telegram would not carry out; becomes the JSON error body."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, Any]:
        """The error body, with `parameters` only where Telegram sends them."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str, **parameters: Any) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def not_found(what: str = "") -> Refusal:
    return Refusal(404, f"Not Found: {what}" if what else "Not Found")


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class Impossible(Exception):
    """What a person asked of her phone can't be done; the sentence says why."""
