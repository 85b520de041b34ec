"""What a letter looks like, what a page says, and what a refusal of a mail server means."""

import smtplib
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from bot.texts import load
from casework.letters import links
from casework.letters.answers import Matter
from console.pages import page
from data.tables import Letter
from data.vocabulary import LANGUAGES, LetterKind
from mail.compose import compose
from mail.smtp import FIRST_PAUSE, LONGEST_PAUSE, classify
from tests.bot import sample_facts

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TEXTS = load(sample_facts.CATEGORY_NAMES)
PNG = b"\x89PNG\r\n\x1a\n"
FACTS = sample_facts.CASE | {
    "community": "测试小区",
    "body": "街道执法队",
    "whistler": "网格党支部",
    "words": sample_facts.WORDS,
    "task": "来看一看",
    "part_due": sample_facts.DUE,
    "photos": 2,
    "expires": sample_facts.DUE,
}
BARE = FACTS | {"building": None, "place": None, "words": "", "part_due": None, "photos": 0}


def letter(**facts: object) -> Letter:
    """A letter with these facts in place of the usual ones."""
    return Letter(
        id=7,
        kind=LetterKind.WHISTLE,
        person_id=1,
        address="zhifa@example.org",
        language="zh-Hans",
        case_id=1,
        assignment_id=1,
        facts=FACTS | facts,
        created_at=NOW,
        not_before=NOW,
        expires_at=NOW,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_has_words_in_every_language(language: str, kind: LetterKind) -> None:
    for facts in (FACTS, BARE):
        for attached in (0, 1):
            more = {"link": "https://example.org/letter/1-x", "attached": attached}
            text = TEXTS[language].say("letters", kind.value, **facts, **more)
            subject = TEXTS[language].say("letters", f"{kind.value}_subject", **facts, **more)
            assert "None" not in text + subject
            assert "\n" not in subject
            assert more["link"] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["open", "signed", "answered", "over", "expired", "unknown"])
def test_every_page_has_words_in_every_language(language: str, stage: str) -> None:
    known = {"promised": sample_facts.DUE, "today": "2026-11-24", "latest": "2026-11-29"}
    for facts in ({},) if stage == "unknown" else (FACTS | known, BARE | known):
        html = page(TEXTS[language], Matter(stage, language, facts), {})
        assert html.count("<form") == (3 if stage in ("open", "signed") else 0)
        assert "None" not in html
        assert "<script" not in html


def test_a_letter_is_plain_text_with_photos_beside_it() -> None:
    mail = compose(letter(), TEXTS["zh-Hans"], "linli@example.org", "https://x/letter/1", [PNG, b"?"], NOW)
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "text/plain",
        "image/png",
        "application/octet-stream",
    ]
    assert mail["Message-ID"] == "<letter-7@example.org>"
    assert b"https://x/letter/1" not in mail.as_bytes()  # base64: no line is broken on the way


def test_no_words_can_add_a_line_to_the_head() -> None:
    bad = letter(body="队\r\nBcc: all@example.org")
    mail = compose(bad, TEXTS["zh-Hans"], "linli@example.org", "https://x", [], NOW)
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("error", "for_good"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (450, b"greylisted")}), False),
        (smtplib.SMTPDataError(552, b"too large"), True),
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPSenderRefused(553, b"not you", "x@y.z"), True),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (TimeoutError(), False),
        (ConnectionRefusedError(), False),
        (UnicodeEncodeError("ascii", "x", 0, 1, "no"), True),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_refusals_for_good_are_told_from_those_for_now(error: Exception, for_good: bool) -> None:
    assert (classify(error, 1).pause is None) is for_good


def test_the_pauses_grow_up_to_a_limit() -> None:
    pauses = [classify(TimeoutError(), attempts).pause or timedelta(0) for attempts in (1, 2, 3, 50)]
    assert pauses == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4, LONGEST_PAUSE]


def test_a_link_opens_its_own_letter_alone() -> None:
    token = links.sign(b"secret", 12)
    assert links.read(b"secret", token) == 12
    assert links.read(b"another", token) is None
    changed = (token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token)))
    for forged in chain(changed, ("", "12", token + "x", token.replace("12-", "13-"), "１２" + token[2:])):
        assert links.read(b"secret", forged) is None
