"""Running the stand-in: as an app, in a thread, inside another event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Generator, Iterable
from types import TracebackType

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.playground.cast import Cast
from bot.playground.connections import Register, registering_protocol
from bot.playground.control import Control
from bot.playground.door import Door
from bot.playground.page import page_routes
from bot.playground.people_routes import phone_routes
from bot.playground.webhook import deliver_webhooks
from bot.playground.world import World

METHODS = ["GET", "POST"]


def create_app(cast: Cast | None = None, tokens: Iterable[str] | None = None) -> Starlette:
    """A stand-in with a world of its own; with `tokens`, every other token gets 401."""
    world = World(tokens=None if tokens is None else frozenset(tokens), cast=cast or Cast())
    door = Door(world)
    routes = [
        Route("/bot{token}/{method}", door.call, methods=METHODS),
        Route("/file/bot{token}/{path:path}", door.file, methods=METHODS),
        *phone_routes(world),
        *Control(world).routes(),
        *page_routes(world),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        courier = asyncio.create_task(deliver_webhooks(world))
        yield
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)

    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.world, app.state.connections = world, {}
    return app


class Server(uvicorn.Server):
    """A uvicorn server that ends the world's waits before it stops, and leaves signals to its host."""

    def __init__(self, app: Starlette, own_signals: bool = False) -> None:
        register: Register = app.state.connections
        config = uvicorn.Config(
            app,
            http=registering_protocol(register),
            ws="none",
            lifespan="on",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self.world: World = app.state.world
        self.own_signals = own_signals

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.world.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        if not self.own_signals:
            yield
            return
        with super().capture_signals():
            yield


def listen(host: str, port: int) -> socket.socket:
    """A socket on which clients may wait before the server runs; OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or asyncio leaves Nagle's algorithm on and every answer takes 40 ms.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(512)
    except OSError:
        sock.close()
        raise
    return sock


def address(sock: socket.socket) -> str:
    """The base address of a listening socket."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(
    host: str,
    port: int,
    cast: Cast | None = None,
    tokens: Iterable[str] | None = None,
    ready: asyncio.Event | None = None,
) -> None:
    """Serve inside the running event loop until cancelled; `ready` is set once clients may connect."""
    sock, server = listen(host, port), Server(create_app(cast, tokens))
    if ready:
        ready.set()
    try:
        await server.serve([sock])
    except asyncio.CancelledError:
        server.should_exit = True
        if server.started:
            await server.shutdown([sock])
        raise
    finally:
        sock.close()


class StandIn:
    """A running stand-in on 127.0.0.1 in a thread of its own: `with StandIn() as stand_in: stand_in.url`."""

    def __init__(self, cast: Cast | None = None, tokens: Iterable[str] | None = None, port: int = 0) -> None:
        self.app = create_app(cast, tokens)
        self.socket = listen("127.0.0.1", port)
        self.url = address(self.socket)
        self.server = Server(self.app)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)

    def __enter__(self) -> StandIn:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End every open wait and stop serving."""
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.socket.close()
