"""The page with four phones, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from bot.playground.phone import Control, Phone
from bot.playground.sample_cast import CHEN, LIN, WANG, sample_cast
from bot.playground.server import StandIn
from tests.playground.echo import EchoBot

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "1:playground"


@pytest.fixture
def stage() -> Iterator[str]:
    """A stand-in with the sample cast and a bot that echoes; gives its address."""
    with StandIn(sample_cast(TOKEN)) as stand_in, EchoBot(stand_in.url, TOKEN):
        yield stand_in.url


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip(f"the page is tested in Debian's Chromium, and {CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


@pytest.fixture
def page(browser_page: Page, stage: str) -> Iterator[Page]:
    """The page, opened; fails when it logs an error or asks for anything elsewhere."""
    wrong: list[str] = []
    browser_page.on("pageerror", lambda error: wrong.append(str(error)))
    browser_page.on(
        "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(stage) else None
    )
    browser_page.set_viewport_size({"width": 1440, "height": 900})
    browser_page.goto(stage)
    yield browser_page
    browser_page.goto("about:blank")
    assert [one for one in wrong if one != "about:blank"] == []


def phone_of(page: Page, user_id: int) -> Locator:
    return page.get_by_test_id(f"phone-{user_id}")


def started(page: Page, user_id: int) -> Locator:
    phone = phone_of(page, user_id)
    phone.get_by_test_id("start").click()
    expect(phone.get_by_test_id("message").last).to_contain_text("听到了：/start")
    return phone


def say(phone: Locator, text: str) -> None:
    phone.get_by_test_id("input").fill(text)
    phone.get_by_test_id("send").click()


@pytest.mark.slow
def test_a_resident_talks_and_presses_buttons(page: Page) -> None:
    phone = started(page, CHEN.user_id)
    phone.get_by_test_id("suggestion").first.click()
    phone.get_by_test_id("send").click()
    answer = phone.get_by_test_id("message").last
    expect(answer.locator("b")).to_have_text(CHEN.suggestions[0])
    answer.get_by_role("button", name="为什么").click()
    expect(phone.get_by_test_id("alert")).to_contain_text("好的")
    phone.get_by_test_id("alert-ok").click()
    answer.locator("[data-callback=note]").click()
    expect(phone.get_by_test_id("toast")).to_have_text("好的")
    expect(answer).to_contain_text("已经记下")
    expect(answer.get_by_test_id("inline-button")).to_have_count(0)


@pytest.mark.slow
def test_pictures_places_replies_and_edits(page: Page) -> None:
    phone = started(page, LIN.user_id)
    for choice in ("拍一張照片", "傳一組照片（3 張）", "語音留言", "傳送位置", "貼圖"):
        phone.get_by_test_id("attach").click()
        phone.get_by_role("menuitem", name=choice).click()
    expect(phone.get_by_role("img", name="照片")).to_have_count(4)
    expect(phone.get_by_role("img", name="位置 36.0671, 120.3826")).to_be_visible()
    phone.get_by_test_id("message").first.locator(".meta").click()
    phone.get_by_role("menuitem", name="回覆").click()
    say(phone, "說的是這個")
    mine = phone.locator("[data-mine=true]").last
    expect(mine.locator(".quoted")).to_contain_text("/start")
    mine.locator(".words").click()
    phone.get_by_role("menuitem", name="編輯").click()
    say(phone, "說的是那個")
    expect(mine).to_contain_text("說的是那個")
    expect(mine.locator(".meta")).to_contain_text("已編輯")
    expect(mine.locator(".ticks")).to_have_text("✓✓")


@pytest.mark.slow
def test_the_group_the_block_and_what_others_see(page: Page, stage: str) -> None:
    chen, wang = phone_of(page, CHEN.user_id), phone_of(page, WANG.user_id)
    for phone in (chen, wang):
        phone.get_by_test_id("tab-group").click()
    say(chen, "大家晚上好")
    expect(wang.get_by_test_id("message").last).to_contain_text("大家晚上好")
    wang.get_by_test_id("tab-bot").click()
    started(page, WANG.user_id)
    page.get_by_test_id("fault-whom").select_option(str(WANG.user_id))
    page.get_by_test_id("fault-block").click()
    expect(wang.get_by_test_id("unblock")).to_be_visible()
    wang.get_by_test_id("unblock").click()
    expect(wang.get_by_test_id("input")).to_be_visible()
    page.get_by_test_id("fault-too_many").click()
    expect(page.get_by_test_id("fault-said")).to_contain_text("王师傅")
    control = Control(stage)
    assert control.faults()[0]["chat_id"] == str(WANG.user_id)


@pytest.mark.slow
def test_an_invite_link_opens_on_another_phone(page: Page, stage: str) -> None:
    chen, wang = started(page, CHEN.user_id), phone_of(page, WANG.user_id)
    say(chen, "https://t.me/linli_1_bot?start=join7")
    chen.get_by_role("link").first.click()
    chen.get_by_role("menuitem", name="王师傅").click()
    expect(wang.get_by_test_id("message").first).to_contain_text("/start join7")


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    phone = started(page, CHEN.user_id)
    expect(phone.get_by_test_id("input")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_the_keyboard_is_enough(page: Page) -> None:
    phone = started(page, CHEN.user_id)
    phone.get_by_test_id("input").focus()
    page.keyboard.type("灯坏了")
    page.keyboard.press("Enter")
    expect(phone.get_by_test_id("message").last).to_contain_text("听到了：灯坏了")
    phone.get_by_test_id("attach").focus()
    page.keyboard.press("Enter")
    expect(phone.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(phone.get_by_role("menuitem").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(phone.get_by_role("menu")).to_have_count(0)
    expect(phone.get_by_test_id("attach")).to_be_focused()


def test_the_page_and_its_files_are_served(stage: str) -> None:
    with httpx.Client(base_url=stage, trust_env=False) as client:
        assert "邻里演练场" in client.get("/").text
        assert client.get("/page/main.js").headers["content-type"].startswith("text/javascript")
        assert client.get("/page/..%2F__init__.py").status_code == 404
        assert client.get("/page/cast").json()["actors"][0]["name"] == CHEN.name


def test_a_phone_outside_the_page_plays_the_same_person(stage: str) -> None:
    phone = Phone(stage, TOKEN, CHEN.user_id, CHEN.name)
    phone.say("灯坏了")
    assert phone.wait("听到了：灯坏了").labels == ("记下", "为什么")
    assert phone.press("记下").text == "好的"
    assert phone.wait("已经记下").edited
