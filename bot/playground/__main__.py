"""Runs the stand-in as a process of its own: `python -m bot.playground --port 8081`."""

import argparse
import asyncio
import contextlib
import sys

from bot.playground.sample_cast import sample_cast
from bot.playground.server import Server, address, create_app, listen


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default="1:playground", help="the token of the bot the page talks with")
    given = parser.parse_args()
    sock = listen(given.host, given.port)
    sys.stdout.write(f"Playground: {address(sock)}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(create_app(sample_cast(given.token)), own_signals=True).serve([sock]))


if __name__ == "__main__":
    main()
