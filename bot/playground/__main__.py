"""Runs the stand-in as a process of its own: `python -m bot.playground --port 8081`."""

import argparse
import asyncio

from bot.playground.sample_cast import sample_cast
from bot.playground.server import Server, create_app


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default="1:playground", help="the token of the bot the page talks with")
    given = parser.parse_args()
    app = create_app(sample_cast(given.token))
    asyncio.run(Server(app, given.host, given.port, own_signals=True).serve())


if __name__ == "__main__":
    main()
