"""Breaking connections the hard way: uvicorn's protocol with a register of its transports."""

import asyncio
import socket
import struct
from collections.abc import MutableMapping

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

Peer = tuple[str, int]
Register = MutableMapping[Peer, asyncio.Transport]
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on with zero seconds: closing sends RST."""


def registering_protocol(register: Register) -> type[H11Protocol]:
    """A protocol class that notes the transport of every client."""

    class Registering(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client:
                register[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client:
                register.pop(self.client, None)
            super().connection_lost(exc)

    return Registering


async def break_off(request: Request, register: Register, reset: bool) -> None:
    """End the client's connection without an answer, with RST when `reset`."""
    client = request.client
    transport = register.get((client.host, client.port)) if client else None
    if transport is None:
        return
    sock: socket.socket | None = transport.get_extra_info("socket")
    if reset and sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    transport.abort()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
