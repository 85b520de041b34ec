"""A post office for stories: a real SMTP server, the desk's letters, and the page behind their links."""

import re
import socket
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from starlette.applications import Starlette

from app.posting import photo_fetcher
from console.answers import answers_app
from mail.delivery import Post
from mail.smtp import Server
from tests.acceptance.world import World

SECRET = b"a story's secret"
PUBLIC = "https://linli.example.org"
SENDER = "linli@example.org"


class Mailbox:
    """Keeps what arrives. ``answers`` are given to the next letters in place of taking them."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        letter: Message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 taken"


class Browser:
    """Opens the pages behind links, and follows where they lead."""

    def __init__(self, world: World, pages: Starlette) -> None:
        self.world, self.pages = world, pages

    def get(self, path: str) -> httpx.Response:
        """Look at a page."""
        return self.ask("GET", path)

    def post(self, path: str, data: dict[str, str]) -> httpx.Response:
        """Send a form."""
        return self.ask("POST", path, data=data)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask for a page by any method."""

        async def asked() -> httpx.Response:
            carrier = httpx.ASGITransport(self.pages)
            async with httpx.AsyncClient(transport=carrier, base_url=PUBLIC, follow_redirects=True) as client:
                return await client.request(method, path, **more)

        answer: httpx.Response = self.world.do(asked())
        return answer


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class PostOffice:
    """The letters of a world, delivered step by step."""

    def __init__(self, world: World, *, set_up: bool = True) -> None:
        self.world = world
        self.mailbox = Mailbox()
        port = free_port()
        self.controller = Controller(self.mailbox, hostname="127.0.0.1", port=port)
        self.controller.start()
        server = Server("127.0.0.1", port, SENDER, tls="none") if set_up else None
        self.post = Post(
            engine=world.engine,
            server=server,
            public_url=PUBLIC,
            secret=SECRET,
            texts=world.desk.handling.texts,
            community_id=1,
            clock=world.clock,
            fetch_file=photo_fetcher(world.bot),
        )
        pages = answers_app(world.engine, 1, SECRET, world.desk.handling.texts, world.clock, lambda: None)
        self.page = Browser(world, pages)

    def close(self) -> None:
        """Close the office."""
        self.controller.stop()

    def carry(self) -> None:
        """Send every letter that may be sent now, and what follows from it."""
        while self.world.do(self.post.send_due()):
            pass
        self.world.pump()

    def words(self, number: int = -1) -> str:
        """Return the text of a letter."""
        body = self.mailbox.letters[number].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def link(self, number: int = -1) -> str:
        """Return the path of the link in a letter."""
        match = re.search(rf"{PUBLIC}(/letter/\S+)", self.words(number))
        assert match
        return match[1]

    def answer(self, path: str, **form: str) -> Any:
        """Send a form of the page, and let the desk follow."""
        answer = self.page.post(path, data=form)
        self.world.pump()
        return answer
