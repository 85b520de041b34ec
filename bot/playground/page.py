"""The page with the phones: its files, its people, and its live updates."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground import groups
from bot.playground.cast import Actor, Cast
from bot.playground.chat import Chat, Json
from bot.playground.files import find
from bot.playground.screen import screen
from bot.playground.world import User, World

WEB = Path(__file__).parent / "web"
KEEP_ALIVE = 15.0
"""Seconds after which an empty comment keeps the stream open."""
NO_CACHE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
}


class Page:
    """Answers what the page asks for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.staged: Cast | None = None
        self.group_chat: Chat | None = None

    def stage(self) -> None:
        """Bring the cast on: make its people, and its group, once per cast."""
        cast = self.world.cast
        if self.staged is cast or not cast.actors:
            return
        self.staged = cast
        self.world.bot(cast.token)
        for actor in cast.actors:
            self._person(actor)
        if cast.group_title:
            members = [*(actor.user_id for actor in cast.actors), cast.token]
            made = groups.make_group(self.world, {"title": cast.group_title, "members": members})
            self.group_chat = self.world.groups[made["chat_id"]]

    def _person(self, actor: Actor) -> User:
        return self.world.person(actor.user_id, actor.name, actor.language_code)

    def screens(self, since: int) -> list[Json]:
        """What changed on each phone after `since`, the group seen through each actor's eyes."""
        cast, bot = self.world.cast, self.world.bot(self.world.cast.token)
        shown = []
        for actor in cast.actors:
            user = self._person(actor)
            chats = [self.world.dialog(bot, user)] + ([self._group()] if self.group_chat else [])
            shown += [{"user_id": user.id, **screen(self.world, chat, user, since)} for chat in chats]
        return shown

    def _group(self) -> Chat:
        """The group of the cast, under its new id once it is a supergroup."""
        assert self.group_chat is not None  # noqa: S101 - asked only when there is one
        while self.group_chat.migrated_to:
            self.group_chat = self.world.groups[self.group_chat.migrated_to]
        return self.group_chat

    async def cast(self, request: Request) -> Response:
        """Who plays, and the bot's name."""
        self.stage()
        cast = self.world.cast
        bot = self.world.bot(cast.token)
        return JSONResponse(
            {**cast.as_json(), "bot": bot.as_json(), "group": bool(self.group_chat)}, headers=NO_CACHE
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events: every screen at once, then what changes."""
        self.stage()
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=NO_CACHE)

    async def _stream(self) -> AsyncIterator[str]:
        since, first, cast = 0, True, self.world.cast
        while not self.world.closing:
            if self.world.cast is not cast:
                yield "event: cast\ndata: {}\n\n"
                return
            if first or self.world.revision > since:
                now, first = self.world.revision, False
                yield f"data: {json.dumps(self.screens(since))}\n\n"
                since = now
            changed = await self.world.pulse.until(partial(self._news, since), KEEP_ALIVE)
            if not changed:
                yield ": still here\n\n"
            await asyncio.sleep(0.02)  # gathers a burst into one event

    def _news(self, since: int) -> bool | None:
        return self.world.revision > since or self.world.closing or None

    async def file(self, request: Request) -> Response:
        """A sent file, for showing it."""
        known = find(self.world.files, request.path_params["file_id"])
        if known is None:
            return Response(status_code=404)
        return Response(known.content, media_type=known.mime)

    async def commands(self, request: Request) -> Response:
        """The commands the bot offers to one person, the nearest scope and language first."""
        user = self.world.users.get(int(request.path_params["user_id"]))
        settings = self.world.bot(self.world.cast.token).settings
        scopes = [f"chat/{user.id}"] if user else []
        languages = [(user.language_code or "").partition("-")[0] if user else "", ""]
        places = [
            f"commands {s}/{lang}" for s in (*scopes, "all_private_chats", "default") for lang in languages
        ]
        return JSONResponse(next((settings[p]["commands"] for p in places if p in settings), []))

    async def static(self, request: Request) -> Response:
        """One of the page's own files."""
        path = WEB / request.path_params.get("name", "index.html")
        known = path.parent == WEB and path.is_file()
        return FileResponse(path, headers=NO_CACHE) if known else Response(status_code=404)


def page_routes(world: World) -> list[Route]:
    page = Page(world)
    return [
        Route("/", page.static),
        Route("/page/cast", page.cast),
        Route("/page/events", page.events),
        Route("/page/file/{file_id}", page.file),
        Route("/page/commands/{user_id:int}", page.commands),
        Route("/page/{name}", page.static),
    ]
