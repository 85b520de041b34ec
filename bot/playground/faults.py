"""What can be made to go wrong with the next calls, and which call a fault strikes."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.playground.errors import Impossible, Refusal, bad_request, forbidden, too_many, unauthorized

KINDS = {
    "too_many": "429 with retry_after",
    "server_error": "5xx with an HTML page",
    "hang": "nothing happens for `seconds`, then the connection breaks; not carried out",
    "lost_answer": "carried out, then silence for `seconds`, then the connection breaks",
    "reset": "the connection is reset at once; not carried out",
    "forbidden": "403 bot was blocked by the user",
    "chat_not_found": "400 chat not found",
    "migrate": "400 with migrate_to_chat_id",
    "unauthorized": "401",
}


@dataclass
class Fault:
    """A trap for the next `times` calls that fit; a field that is None fits every call."""

    kind: str
    method: str | None = None
    chat_id: str | None = None
    contains: str | None = None
    token: str | None = None
    times: int = 1
    skip: int = 0
    """How many fitting calls pass unharmed first."""
    seconds: float = 0.0
    retry_after: int = 1
    status: int = 502
    migrate_to_chat_id: int = 0
    struck: int = 0

    def fits(self, token: str, method: str, chat_id: str | None, text: str | None) -> bool:
        return (
            (self.method is None or self.method.lower() == method.lower())
            and (self.chat_id is None or self.chat_id == chat_id)
            and (self.contains is None or self.contains in (text or ""))
            and (self.token is None or self.token == token)
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_fault(data: dict[str, Any]) -> Fault:
    """A fault from its JSON form; raises Impossible with the known kinds and fields."""
    known = {field.name for field in fields(Fault)} - {"struck"}
    if data.get("kind") not in KINDS or set(data) - known:
        raise Impossible(f"unknown fault {data}: kinds are {sorted(KINDS)}, fields are {sorted(known)}")
    if data.get("chat_id") is not None:
        data = {**data, "chat_id": str(data["chat_id"])}
    return Fault(**data)


def strike(
    faults: list[Fault], token: str, method: str, chat_id: str | None, text: str | None
) -> Fault | None:
    """The fault that hits this call, if any; uses one of its `times` up and drops it when spent."""
    for fault in faults:
        if fault.fits(token, method, chat_id, text):
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.struck += 1
            fault.times -= 1
            if fault.times <= 0:
                faults.remove(fault)
            return fault
    return None


REFUSALS: dict[str, Callable[[Fault], Refusal]] = {
    "too_many": lambda fault: too_many(fault.retry_after),
    "forbidden": lambda fault: forbidden("bot was blocked by the user"),
    "chat_not_found": lambda fault: bad_request("chat not found"),
    "migrate": lambda fault: bad_request(
        "group chat was upgraded to a supergroup chat", migrate_to_chat_id=fault.migrate_to_chat_id
    ),
    "unauthorized": lambda fault: unauthorized(),
}
