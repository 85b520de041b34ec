"""Parameters of a Bot API call, from the query, JSON, urlencoded or multipart bodies alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.errors import Refusal, bad_request
from bot.playground.files import UPLOAD_LIMIT


@dataclass(frozen=True)
class Upload:
    """One file of a multipart body."""

    name: str
    mime: str
    content: bytes


@dataclass
class Params:
    """The named values of one call; every reader raises 400 for a value of the wrong shape."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def maybe_text(self, name: str) -> str | None:
        return None if self.values.get(name) is None else self.text(name)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str) -> float:
        try:
            return float(self.values[name])
        except KeyError:
            raise bad_request(f"{name} is empty") from None
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def boolean(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def object(self, name: str) -> Any:
        """A JSON value, given as such or as its text; None when missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read_params(request: Request) -> Params:
    """Merge query and body of a request; raises 400 or 413 for bodies that can't be read."""
    params = Params(dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        params.values |= await _json_body(request)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        await _read_form(request, params)
    return params


async def _json_body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


async def _read_form(request: Request, params: Params) -> None:
    async with request.form(max_part_size=UPLOAD_LIMIT) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                params.uploads[name] = await _upload(value)
            else:
                params.values[name] = value


async def _upload(value: UploadFile) -> Upload:
    if (value.size or 0) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    mime = value.content_type or "application/octet-stream"
    return Upload(value.filename or "file", mime, await value.read())
