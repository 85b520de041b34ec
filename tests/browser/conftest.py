"""The demo, running, and a browser window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.demo import Demo

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 20_000
"""How long a message may take to appear: the demo asks for satisfaction after 5 s, on a busy machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"the demo is tested in Debian's Chromium, and {CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
        expect.set_options(timeout=5_000)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The demo's page, opened; fails when it logs an error or asks for anything elsewhere."""
    wrong: list[str] = []
    with Demo(tmp_path) as demo:
        window = browser.new_page(
            viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        window.on("pageerror", lambda error: wrong.append(str(error)))
        window.on(
            "request", lambda asked: None if asked.url.startswith(demo.url) else wrong.append(asked.url)
        )
        window.goto(demo.url)
        yield window
        window.close()
    assert wrong == []
