"""The commands that check a community file and bring it into the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine

from app.classifier_commands import model_directory
from app.sentences import sentences as settings_sentences
from casework.absence.leaving import Handed
from casework.errors import BadOrganisation
from casework.people.community_file import CommunityFile, check, read
from casework.people.organisation import import_community
from casework.people.rota_check import uncovered
from casework.rules.calendar import LOOK_AHEAD, years_uncovered
from casework.rules.claiming import FEWEST
from casework.rules.parameters import Parameters
from casework.rules.spans import written
from classifier.own_labels import own_labels
from data.engine import transaction

File = Annotated[Path, typer.Argument(help="The community file (YAML).")]


def build(open_database: Callable[[], Engine]) -> typer.Typer:
    """Make the commands; the database is opened only once a file was found to be right."""
    commands = typer.Typer(no_args_is_help=True, help="Check and import the community file.")

    @commands.command("check")
    def check_command(file: File) -> None:
        """Say whether FILE can be imported, and if not, everything that is wrong with it."""
        with settings_sentences(), sentences():
            community = load(file)
            typer.echo(f"{file} is in order: {summary(community)}.")
            for line in claimed(community):
                typer.echo(line)
            _tell_of_gaps(file, community)

    @commands.command("import")
    def import_command(file: File) -> None:
        """Create or renew the community of FILE; a second time changes nothing."""
        with settings_sentences(), sentences():
            community = load(file)
            with transaction(open_database()) as session:
                handed = import_community(session, community, datetime.now(UTC)).handed
            typer.echo(f"Imported {summary(community)}.")
            for line in _changed_hands(handed):
                typer.echo(line)
            _tell_of_gaps(file, community)

    return commands


def _changed_hands(handed: Handed) -> Iterator[str]:
    """Say who left open work behind, and who has it now."""
    if not handed.people:
        return
    names = ", ".join(handed.people)
    yield f"{names} left, and {_cases(handed.total)} changed hands:"
    for (body, name), count in handed.moved.items():
        yield f"  {count} to {name} ({body})"
    if handed.waiting:
        yield f"  {handed.waiting} to triage: nobody is there for them; a coordinator decides (/triage)"
    if handed.watched:
        yield f"  {_cases(handed.watched)} under another supervisor"
    if handed.parts_ended:
        yield f"  {handed.parts_ended} parts of joint cases back to their leads, who choose another body"


def _cases(count: int) -> str:
    return f"{count} open case{'' if count == 1 else 's'}"


def _tell_of_gaps(file: Path, community: CommunityFile) -> None:
    """Say on stderr when a rota has nobody on duty, and for which years nobody knows the holidays.

    Neither is an error, but days would be counted wrong.
    """
    today = datetime.now(UTC).astimezone(ZoneInfo(community.timezone)).date()
    for hole in uncovered(community):
        typer.echo(f"{file}, {hole}.", err=True)
    for year in years_uncovered(community.parameters, today, LOOK_AHEAD):
        typer.echo(f"{file}, parameters: {gap(community.parameters, year)}", err=True)


def gap(parameters: Parameters, year: int) -> str:
    """Say what is missing in a year, and the mend."""
    country = parameters.calendar.country
    known = (
        f"of {country}, only the holidays that the law fixes are known for {year}, no make-up days"
        if country
        else f"no holiday of {year} is written down, so every weekday of it counts as a working day"
    )
    return f"{known}; write the days of {year} under «holidays» and «workdays», and import the file again."


def load(file: Path) -> CommunityFile:
    """Read and check a community file against the labels of this installation."""
    labels = own_labels(model_directory())
    retired = [label.name for label in labels.retired]
    return check(read(file), str(file), labels.concerns, retired, labels.given)


def summary(file: CommunityFile) -> str:
    """Say in a line what a community file holds."""
    members = sum(len(body.members) for body in file.bodies)
    return f"{file.name} with {len(file.houses())} buildings, {len(file.bodies)} bodies and {members} seats"


def claimed(file: CommunityFile) -> Iterator[str]:
    """Say line by line what members claim, and what no two of a body could."""
    for body in file.bodies:
        if body.claim is not None:
            on_duty = sum(member.duty for member in body.members)
            few = "" if on_duty >= FEWEST else f" (once {FEWEST} of it are on duty; the file names {on_duty})"
            yield f"{body.name}: whoever claims a case within {written(body.claim)} has it{few}."
    for number, rule in enumerate(file.routing, start=1):
        if rule.claim is not None:
            span = written(rule.claim)
            yield f"Routing rule {number}: whoever of the body claims a case within {span} has it."


@contextmanager
def sentences() -> Iterator[None]:
    """Print every problem on a line of its own and leave with exit code 1."""
    try:
        yield
    except BadOrganisation as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        count = len(error.problems)
        typer.echo(f"linli: {count} problem{'s' if count > 1 else ''}; nothing was imported.", err=True)
        raise typer.Exit(1) from error
