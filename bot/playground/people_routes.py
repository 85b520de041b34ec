"""The HTTP side of the phones: /phone/<act>, /phone/messages, /phone/wait."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.acts import ACTS
from bot.playground.chat import Json, Message
from bot.playground.errors import Impossible, Refusal
from bot.playground.people import Hand, open_hand
from bot.playground.screen import answers, screen, shown
from bot.playground.world import World

Answerer = Callable[[Json], Awaitable[Json] | Json]


def answering(answer: Answerer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes and returns JSON, and turns refusals into 400 with a sentence."""

    async def endpoint(request: Request) -> Response:
        data = {**request.query_params, **request.path_params}
        try:
            data |= await request.json() if await request.body() else {}
            result = answer(data)
            return JSONResponse(await result if inspect.isawaitable(result) else result)
        except ClientDisconnect:
            return Response(status_code=499)
        except (Impossible, Refusal) as impossible:
            return JSONResponse({"error": str(impossible)}, 400)
        except (KeyError, TypeError, ValueError) as wrong:
            return JSONResponse({"error": f"the request lacks or misspells {wrong!r}"}, 400)

    return endpoint


def phone_routes(world: World) -> list[Route]:
    """What phones call."""

    async def act(data: Json) -> Json:
        hand, since = open_hand(world, data), world.revision
        doing = ACTS.get(str(data["act"]))
        if doing is None:
            raise Impossible(f"phones can't {data['act']}: they can {', '.join(ACTS)}")
        result: Any = doing(hand, data)
        result = await result if inspect.isawaitable(result) else result
        return _outcome(hand, result, since)

    def _outcome(hand: Hand, result: Any, since: int) -> Json:
        if isinstance(result, Message):
            return {"message": shown(world, result, hand.user.id), "revision": since}
        return {**(result or {}), "revision": since}

    def messages(data: Json) -> Json:
        hand = open_hand(world, data)
        return screen(world, hand.chat, hand.user, int(data.get("since", 0)))

    async def wait(data: Json) -> Json:
        hand, after = open_hand(world, data), data.get("after")
        contains, since = data.get("contains"), int(data.get("since", 0))

        def look() -> Json | None:
            if world.closing:
                return {}
            return answers(world, hand.chat, hand.user.id, contains, after, since)

        found = await world.pulse.until(look, float(data.get("timeout", 10)))
        return {"message": found or None}

    return [
        Route("/phone/messages", answering(messages), methods=["POST"]),
        Route("/phone/wait", answering(wait), methods=["POST"]),
        Route("/phone/{act}", answering(act), methods=["POST"]),
    ]
