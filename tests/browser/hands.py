"""What a person does with a phone on the page, and what they see there."""

from playwright.sync_api import Locator, Page, expect

from app.wiring import load_texts

CHEN, LIN, WANG, ZHOU = 1001, 1002, 2001, 3001
TEXTS = load_texts()


def phone_of(page: Page, user_id: int) -> Locator:
    """Return somebody's phone."""
    return page.get_by_test_id(f"phone-{user_id}")


def say(phone: Locator, text: str) -> None:
    """Write a message and send it."""
    phone.get_by_test_id("input").fill(text)
    phone.get_by_test_id("send").click()


def suggested(phone: Locator, word: str) -> str:
    """Send the suggestion with a word in it, and return it."""
    hint = phone.get_by_test_id("suggestion").filter(has_text=word)
    text = hint.inner_text()
    hint.click()
    phone.get_by_test_id("send").click()
    return text


def tap(phone: Locator, key: str, language: str = "zh-Hans", **facts: str) -> None:
    """Press the newest button that the language files know by a key."""
    label = TEXTS[language].say("buttons", key, **facts)
    phone.get_by_role("button", name=label, exact=True).last.click()


def sees(phone: Locator, *words: str) -> Locator:
    """Expect the newest message to hold these words, where its owner sees them, and return it."""
    newest = phone.get_by_test_id("message").last
    for word in words:
        expect(newest).to_contain_text(word)
    expect(newest).to_be_in_viewport()
    return newest
