"""The desk in a process of its own, with a word list for a classifier: API and DATABASE are its arguments."""

import asyncio
import sys

from pydantic import SecretStr

from app.logs import configure_logs
from app.running import run_desk, until_stopped
from app.settings import Settings
from app.wiring import open_database
from tests.acceptance.reader import WordReader
from tests.acceptance.world import Registry

TOKEN = "1:chaos"


def main(api: str, database: str) -> None:
    """Run until killed."""
    configure_logs("WARNING")
    settings = Settings(bot_token=SecretStr(TOKEN), telegram_api=api, _env_file=None)
    registry = Registry(WordReader())
    asyncio.run(until_stopped(run_desk(open_database(database), registry, settings)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
