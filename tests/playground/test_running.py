"""Ways of running it: in the caller's loop, as a process."""

import asyncio
import signal
import subprocess
import sys

import httpx
import pytest

from bot.playground.phone import Phone
from bot.playground.sample_cast import sample_cast
from bot.playground.server import StandIn, listen, serve


def free_port() -> int:
    with listen("127.0.0.1", 0) as sock:
        return int(sock.getsockname()[1])


async def test_it_serves_inside_a_running_loop_until_cancelled() -> None:
    port, ready = free_port(), asyncio.Event()
    serving = asyncio.create_task(serve("127.0.0.1", port, sample_cast("1:abc"), ready=ready))
    await ready.wait()
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{port}/bot1:abc/getMe")
    assert answer.json()["ok"]
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_a_taken_port_is_an_error_of_the_caller() -> None:
    with listen("127.0.0.1", 0) as sock, pytest.raises(OSError, match="in use"):
        await serve("127.0.0.1", sock.getsockname()[1])


def test_it_stops_while_a_bot_polls() -> None:
    with StandIn() as stand_in, httpx.Client(trust_env=False, timeout=20) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"{stand_in.url}/bot1:abc/getUpdates", json={"timeout": 50}, timeout=0.1)
        stand_in.stop()
        assert not stand_in.thread.is_alive()


@pytest.mark.slow
def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "bot.playground", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().partition(" ")[2].strip()
        phone = Phone(url, "1:playground", 7, "陈阿姨")
        assert phone.start().text == "/start"
        phone.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, -signal.SIGINT)
