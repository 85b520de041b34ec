"""The demo in a thread, as ``linli demo`` runs it; only the classifier is played by a table of words."""

import asyncio
import socket
import threading
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

from app.demo import run_demo
from tests.acceptance.reader import WordReader
from tests.acceptance.world import Registry

HOST = "127.0.0.1"
START_SECONDS = 60


class Demo:
    """A running demo: ``with Demo(directory) as demo: demo.url``."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.port = directory, free_port()
        self.opened: Future[asyncio.Task[None]] = Future()
        self.thread = threading.Thread(target=self._run)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> "Demo":
        self.thread.start()
        self.playing = self.opened.result(START_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.playing.get_loop().call_soon_threadsafe(self.playing.cancel)
        self.thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._play())
        except Exception as error:
            if self.opened.done():
                raise
            self.opened.set_exception(error)

    async def _play(self) -> None:
        ready, registry = asyncio.Event(), Registry(WordReader())
        async with asyncio.TaskGroup() as tasks:
            demo = run_demo(HOST, self.port, self.directory, registry, ready)  # type: ignore[arg-type]
            playing = tasks.create_task(demo)
            await ready.wait()
            self.opened.set_result(playing)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
