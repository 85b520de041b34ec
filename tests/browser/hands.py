"""What a person does with a phone on the page, and what they see there."""

from playwright.sync_api import Locator, Page, expect

from app.live_labels import load_texts

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
    press(phone.get_by_role("button", name=label, exact=True).last)


def press(button: Locator) -> None:
    """Press a button that its owner sees.

    Playwright's own click scrolls when a button moves under it, as it does when a card changes; the
    page takes that for somebody reading older messages, and rightly stays there.
    """
    expect(button).to_be_in_viewport()
    button.dispatch_event("click")


def sees(phone: Locator, *words: str) -> Locator:
    """Expect the newest message to hold these words, where its owner sees them, and return it."""
    newest = phone.get_by_test_id("message").last
    for word in words:
        expect(newest).to_contain_text(word)
    expect(newest).to_be_in_viewport()
    return newest


def got(phone: Locator, *words: str) -> Locator:
    """Expect a message with these words, which others may have come after, and return the newest such."""
    fitting = phone.get_by_test_id("message")
    for word in words:
        fitting = fitting.filter(has_text=word)
    expect(fitting.last).to_be_visible()
    return fitting.last
