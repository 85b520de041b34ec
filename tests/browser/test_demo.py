"""The demo as a visitor plays it: report, handle, not solved, once more, solved."""

import os
import re

import pytest
from playwright.sync_api import Page

from tests.browser.hands import CHEN, LIN, WANG, ZHOU, got, phone_of, press, say, sees, suggested, tap

FIRST, SECOND = "换了灯泡，晚上亮了", "线路接好了，三盏都亮"

pytestmark = pytest.mark.slow


def test_a_concern_is_handled_twice_and_then_solved(page: Page) -> None:
    chen, wang, zhou = (phone_of(page, person) for person in (CHEN, WANG, ZHOU))
    got(wang, "欢迎", "物业")
    got(zhou, "欢迎", "网格党支部")
    chen.get_by_test_id("start").click()
    sees(chen, "幸福里小区")
    words = suggested(chen, "路灯")
    number = case_number(sees(chen, "编号", "设施维修", "物业").inner_text())

    sees(wang, words, number)
    tap(wang, "sign")
    press(sees(wang, "哪天能办好").get_by_test_id("inline-button").first)
    sees(wang, "您接手了", "答应")
    sees(chen, number, "王师傅", "答应")
    tap(wang, "done")
    sees(wang, "怎么办好的")
    say(wang, FIRST)
    sees(wang, number, "辛苦了")

    sees(chen, number, FIRST, "解决了吗")
    tap(chen, "solved_no")
    got(chen, "没给您办好", "几颗星")
    sees(wang, "再办一次", words)
    sees(zhou, "请您盯一件事", words, "王师傅")
    tap(wang, "done")
    sees(wang, "怎么办好的")
    say(wang, SECOND)
    sees(zhou, SECOND, "真的办好了吗")
    tap(zhou, "confirm")

    sees(chen, number, SECOND, "解决了吗")
    tap(chen, "solved_yes")
    sees(chen, "太好了", "几颗星")
    tap(chen, "satisfied_5")
    sees(chen, "谢谢您", "写一句")
    say(chen, "这回真亮了")
    sees(chen, "谢谢您，这件事就办到这里")
    sees(wang, "居民说", "解决了")


def test_four_people_at_once_each_in_their_own_script(page: Page) -> None:
    chen, lin, wang, zhou = (phone_of(page, person) for person in (CHEN, LIN, WANG, ZHOU))
    chen.get_by_test_id("start").click()
    lin.get_by_test_id("start").click()
    sees(lin, "您好", "哪一棟")
    tap(lin, "named", name="7號樓")
    sees(lin, "哪個單元")
    tap(lin, "named", name="1單元")
    sees(lin, "幾號")
    say(lin, "502")
    sees(lin, "記住了", "502")
    noise = suggested(lin, "裝修")
    sees(lin, "記下了", "編號", "噪音擾民")
    got(zhou, noise, "请您办")
    suggested(chen, "路灯")
    sees(wang, "请您办")
    tap(wang, "sign")
    press(sees(wang, "哪天能办好").get_by_test_id("inline-button").first)
    sees(chen, "答应")
    tap(wang, "done")
    sees(wang, "怎么办好的")
    say(wang, FIRST)
    sees(chen, "解决了吗")
    if picture := os.environ.get("LINLI_PICTURE"):
        page.screenshot(path=picture, animations="disabled")


def case_number(text: str) -> str:
    """Return the case number in a text."""
    found = re.search(r"XFL-\d{4}-\d{4}", text)
    assert found, text
    return found[0]
