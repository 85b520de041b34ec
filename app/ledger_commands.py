"""The commands that print or export the accounts: the quarterly ledger and the annual rating."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from app.live_labels import own_texts
from app.sentences import sentences
from app.settings import BadSettings, Settings
from app.wiring import community_id_in, open_database, utc_now
from bot.texts import Texts
from casework.desk import Desk
from casework.rules import quarters
from casework.rules.quarters import Quarter
from data.engine import transaction
from data.keys import fetch
from data.tables import Community
from papers.page import Part
from papers.table import Table

Json = Annotated[bool, typer.Option("--json", help="Print it as JSON, with all that went in.")]
Xlsx = Annotated[Path | None, typer.Option(help="Write a workbook.")]
Pdf = Annotated[Path | None, typer.Option(help="Write pages to print.")]


@dataclass(frozen=True)
class Account:
    """An account ready to be shown: as JSON, in words, as tables, and as a paper under a title."""

    view: dict[str, Any]
    words: Callable[[], str]
    tables: Callable[[], list[Table]]
    parts: Callable[[], list[Part]]
    title: str


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the commands for the settings that hold when they run."""
    commands = typer.Typer()

    @commands.command("ledger")
    def ledger_command(
        quarter: Annotated[str | None, typer.Option(help="Such as 2026Q4; else the running one.")] = None,
        as_json: Json = False,
        xlsx: Xlsx = None,
        pdf: Pdf = None,
    ) -> None:
        """Print a quarter's ledger of promises, or write it into a file."""
        with _desk(settings) as (desk, texts):
            _show(desk, texts, _ledger(desk, texts, _quarter(desk, quarter)), as_json, xlsx, pdf)

    @commands.command("rating")
    def rating_command(
        year: Annotated[int | None, typer.Option(help="Such as 2026; else the running one.")] = None,
        as_json: Json = False,
        xlsx: Xlsx = None,
        pdf: Pdf = None,
    ) -> None:
        """Print a year's rating of the groups with its formula and inputs, or write it into a file."""
        with _desk(settings) as (desk, texts):
            wanted = year or desk.now.astimezone(desk.zone).year
            if not 2000 <= wanted <= desk.now.astimezone(desk.zone).year:
                raise BadSettings(f"--year: {wanted} is no year to be rated; write one such as 2026.")
            _show(desk, texts, _rating(desk, texts, wanted), as_json, xlsx, pdf)

    return commands


@contextmanager
def _desk(settings: Callable[[], Settings]) -> Iterator[tuple[Desk, Texts]]:
    with sentences():
        engine = open_database(settings().database_url)
        try:
            community_id = community_id_in(engine)
            with transaction(engine) as session:
                desk = Desk(session, utc_now(), fetch(session, Community, community_id))
                yield (
                    desk,
                    own_texts(settings().model_dir, desk.parameters.words)[desk.community.languages[0]],
                )
        finally:
            engine.dispose()


def _ledger(desk: Desk, texts: Texts, quarter: Quarter) -> Account:
    from bot import account_files, account_papers
    from casework.ledger import cards, export

    row, view = cards.stored_or_counted(desk, quarter)
    return Account(
        view,
        lambda: texts.say("notices", "ledger_card", **cards.summary(desk, row, view)),
        lambda: account_files.tables(texts, view, export.details(desk, view)),
        lambda: account_papers.ledger_parts(texts, view),
        texts.say("papers", "title_ledger", **view),
    )


def _rating(desk: Desk, texts: Texts, year: int) -> Account:
    from bot import account_papers, rating_files
    from casework.ledger import yearly

    view = yearly.view_of(desk, year)
    return Account(
        view,
        lambda: "\n\n".join(_rating_words(texts, view)),
        lambda: rating_files.tables(texts, view),
        lambda: account_papers.rating_parts(texts, view),
        texts.say("papers", "title_rating", **view),
    )


def _rating_words(texts: Texts, view: dict[str, Any]) -> Iterator[str]:
    """Say the grades, and then of each body how its points came about."""
    from casework.ledger import ratings

    yield texts.say("notices", "rating_card", **ratings.summary(view))
    for line in view["bodies"]:
        yield texts.say("notices", "rating_body", **ratings.opened(view, line))


def _show(
    desk: Desk, texts: Texts, account: Account, as_json: bool, xlsx: Path | None, pdf: Path | None
) -> None:
    from papers.fonts import find
    from papers.page import paper
    from papers.sheet import workbook

    if xlsx is not None:
        _write(xlsx, workbook(account.tables()))
    if pdf is not None:
        font = find(texts.language)
        below = texts.say("papers", "below", **account.view)
        _write(pdf, paper(account.title, below, account.parts(), font, desk.now))
    if as_json:
        typer.echo(json.dumps(account.view, ensure_ascii=False))
    elif xlsx is None and pdf is None:
        typer.echo(account.words())


def _quarter(desk: Desk, words: str | None) -> Quarter:
    if words is None:
        return quarters.of(desk.now, desk.zone)
    try:
        return quarters.parse(words)
    except ValueError as error:
        raise BadSettings(f"--quarter: {error}.") from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    typer.echo(f"{path} is written ({len(content) // 1024 + 1} KB).", err=True)
