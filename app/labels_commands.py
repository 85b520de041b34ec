"""The commands that show the labels, add one, rename one and retire one."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.retraining import heard
from app.sentences import sentences
from app.settings import Settings
from app.wiring import NoCommunity, community_id_in, open_database, utc_now
from classifier import own_labels as own
from classifier.examples import corpus_files
from classifier.failures import NoModel, OldModel
from classifier.labels import Label, LabelSet
from classifier.registry import Registry
from data import queries
from data.engine import transaction

Name = Annotated[str, typer.Argument(help="The label as it stands in the data, such as lost_things.")]
NEXT = "It holds for the desk when it is started again, and for the model at the next retraining."


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the commands for the settings that hold when they run."""
    commands = typer.Typer(no_args_is_help=True, help="See and change what a message can be about.")

    @commands.command("list")
    def list_command() -> None:
        """Show the labels, how many examples each has, and which the serving model knows."""
        with sentences():
            typer.echo("\n".join(shown(settings())))

    @commands.command("add")
    def add_command(
        name: Name,
        zh_hans: Annotated[str, typer.Option(help="Its name in Simplified Chinese.")],
        zh_hant: Annotated[str, typer.Option(help="Its name in Traditional Chinese.")],
        en: Annotated[str, typer.Option(help="Its name in English.")],
        covers: Annotated[str, typer.Option(help="What it covers, in a line.")],
    ) -> None:
        """Add a label, or bring a retired one back into use."""
        with sentences():
            typer.echo(_add(settings().model_dir, Label(name, zh_hans, zh_hant, en, covers)))

    @commands.command("rename")
    def rename_command(
        name: Name,
        zh_hans: Annotated[str | None, typer.Option(help="Its new name in Simplified Chinese.")] = None,
        zh_hant: Annotated[str | None, typer.Option(help="Its new name in Traditional Chinese.")] = None,
        en: Annotated[str | None, typer.Option(help="Its new name in English.")] = None,
        covers: Annotated[str | None, typer.Option(help="What it covers now, in a line.")] = None,
    ) -> None:
        """Call a label otherwise; its examples and cases stay with it."""
        with sentences():
            typer.echo(_rename(settings().model_dir, name, zh_hans, zh_hant, en, covers))

    @commands.command("retire")
    def retire_command(
        name: Name,
        into: Annotated[str | None, typer.Option(help="The label that takes its examples.")] = None,
    ) -> None:
        """Take a label out of use; old cases keep its name."""
        with sentences():
            typer.echo(_retire(settings(), name, into))

    return commands


def _add(directory: Path, label: Label) -> str:
    own.store(directory, own.added(own.own_labels(directory), label))
    return (
        f"«{label.name}» is added. Put it into the categories of a body in the community file before the "
        f"desk starts again. The model learns it from {own.ENOUGH} examples on; until then, people "
        f"choose it by hand. {NEXT}"
    )


def _rename(
    directory: Path, name: str, zh_hans: str | None, zh_hant: str | None, en: str | None, covers: str | None
) -> str:
    before = own.own_labels(directory)
    labels = own.renamed(before, name, zh_hans=zh_hans, zh_hant=zh_hant, en=en, covers=covers)
    own.store(directory, labels)
    return f"«{name}» is now {labels[name].zh_hans} / {labels[name].en}. {NEXT}"


def _retire(settings: Settings, name: str, into: str | None) -> str:
    labels = own.retired(own.own_labels(settings.model_dir), name, into)
    in_use = list(_in_use(settings, name))
    own.store(settings.model_dir, labels)
    where = f"its examples go to «{into}»" if into else "its examples are left out"
    return "\n".join([f"«{name}» is retired; {where}. {NEXT}", *in_use])


def shown(settings: Settings) -> Iterator[str]:
    """Say in a line each which labels there are, with their examples."""
    labels = own.own_labels(settings.model_dir)
    corpus = Counter(example.label for example in own.read_own(corpus_files(), labels))
    desk = _taught(settings, labels)
    known = _known(settings.model_dir)
    for label in labels:
        serves = "" if known is None or label.name in known else "; the serving model does not know it yet"
        yield (
            f"{label.name}: {label.zh_hans} / {label.zh_hant} / {label.en}; "
            f"{corpus[label.name]} examples of the corpus, {desk[label.name]} of the desk{serves}"
        )
    for label in labels.retired:
        where = f"its examples go to {label.into}" if label.into else "its examples are left out"
        yield f"{label.name}: {label.zh_hans} / {label.zh_hant} / {label.en}; retired, {where}"


def _known(directory: Path) -> LabelSet | None:
    try:
        return Registry(directory).serving().labels
    except (NoModel, OldModel):
        return None


def _taught(settings: Settings, labels: LabelSet) -> Counter[str | None]:
    try:
        opinions, _ = heard(open_database(settings.database_url), utc_now())
    except NoCommunity:
        return Counter()
    latest = {opinion.message: labels.heir(opinion.label) for opinion in opinions}
    return Counter(latest.values())


def _in_use(settings: Settings, name: str) -> Iterator[str]:
    """Say what happens to the open cases of a label and to the bodies that handle it."""
    engine = open_database(settings.database_url)
    try:
        community_id = community_id_in(engine)
    except NoCommunity:
        return
    with transaction(engine) as session:
        cases = queries.open_under(session, community_id, name)
        bodies = [b.name for b in queries.bodies(session, community_id) if name in b.categories]
    if cases:
        yield f"{cases} open cases keep it to their end, with their owner and dates."
    if bodies:
        yield (
            f"{', '.join(bodies)}: leave it in their categories until a model without it serves, "
            "because the one that serves may still choose it; then take it out."
        )
