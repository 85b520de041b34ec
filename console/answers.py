"""The page behind the link in a letter: a look changes nothing, a press is one casework call."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qs

import structlog
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from casework.desk import Desk
from casework.errors import Refused
from casework.letters import answers, links
from casework.letters.texts import Words
from console.pages import page
from data.engine import transaction
from data.keys import fetch
from data.tables import Community

log = structlog.get_logger()

MAX_BODY_BYTES = 64 * 1024
MAX_WORDS = 2000
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
}
Form = dict[str, str]


def answers_app(
    engine: Engine,
    community_id: int,
    secret: bytes,
    texts: Mapping[str, Words],
    clock: Callable[[], datetime],
    written: Callable[[], None],
) -> Starlette:
    """Build the pages at ``/letter/…``; ``written`` is called when an answer caused notices."""
    door = _Door(engine, community_id, secret, texts, clock)

    async def show(request: Request) -> Response:
        return await asyncio.to_thread(door.show, request.path_params["token"])

    async def take(request: Request) -> Response:
        form = await _form(request)
        answer = await asyncio.to_thread(door.take, request.path_params["token"], form)
        written()
        return answer

    async def nothing_here(_request: Request, _error: Exception) -> Response:
        return await asyncio.to_thread(door.closed)

    return Starlette(
        routes=[
            Route("/letter/{token}", show, methods=["GET"]),
            Route("/letter/{token}", take, methods=["POST"]),
        ],
        exception_handlers={404: nothing_here, 405: nothing_here},
    )


class _Door:
    """Opens letters by their tokens."""

    def __init__(
        self,
        engine: Engine,
        community_id: int,
        secret: bytes,
        texts: Mapping[str, Words],
        clock: Callable[[], datetime],
    ) -> None:
        self.engine, self.community_id, self.secret = engine, community_id, secret
        self.texts, self.clock = texts, clock

    def show(self, token: str, refused: Refused | None = None, form: Form | None = None) -> Response:
        """Show what the letter is about as things stand now, and what may be answered."""
        letter_id = links.read(self.secret, token)
        try:
            with transaction(self.engine) as session:
                matter = answers.look(self._desk(session), letter_id or 0)
        except LookupError:
            return self.closed()
        words = self.texts[matter.language]
        why = words.say("refusals", refused.reason, **refused.facts) if refused else None
        status = 200 if refused is None else 422
        return HTMLResponse(page(words, matter, form or {}, why), status_code=status, headers=HEADERS)

    def take(self, token: str, form: Form) -> Response:
        """Take an answer; one that is refused comes back with the sentence and the words kept."""
        letter_id = links.read(self.secret, token)
        if letter_id is None:
            return self.closed()
        try:
            with transaction(self.engine) as session:
                _answer(self._desk(session), letter_id, form)
        except LookupError:
            return self.closed()
        except Refused as refusal:
            log.info("answer refused", letter=letter_id, reason=refusal.reason)
            return self.show(token, refusal, form)
        return RedirectResponse(
            token, status_code=303, headers=HEADERS
        )  # relative, whatever stands before it

    def closed(self) -> Response:
        """Say kindly that the link opens nothing."""
        with transaction(self.engine) as session:
            language = self._desk(session).community.languages[0]
        words = self.texts[language]
        return HTMLResponse(page(words, answers.Matter("unknown", language, {}), {}), 404, headers=HEADERS)

    def _desk(self, session: Session) -> Desk:
        return Desk(session, self.clock(), fetch(session, Community, self.community_id))


def _answer(desk: Desk, letter_id: int, form: Form) -> None:
    words = form.get("words", "")[:MAX_WORDS]
    match form.get("do"):
        case "sign":
            answers.sign(desk, letter_id, form.get("day", ""), words)
        case "progress":
            answers.report(desk, letter_id, words)
        case "done":
            answers.finish(desk, letter_id, words)
        case "decline":
            answers.decline(desk, letter_id, words)
        case _:
            raise Refused("unknown_answer")


async def _form(request: Request) -> Form:
    """Read a form of texts; one that is beyond all measure is cut, and so says nothing."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}
