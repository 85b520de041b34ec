"""What is wrong with the duty rotas of a community file, and where they have holes."""

from collections.abc import Iterator

from casework.people.community_shape import CommunityFile
from casework.people.plain_values import Entry, entries, strangers, texts
from casework.people.yaml_lines import Problem
from casework.rules.rota import holes

NAMED = 3  # so many holes are named, of the others how many there are


def unknown_on_duty(data: Entry) -> Iterator[Problem]:
    """Yield who is on a rota without being a member of the body."""
    for index, body in entries(data, "bodies"):
        members = [name for _, member in entries(body, "members") for name in texts(member, "name")]
        for place, row in entries(body, "rota"):
            yield from strangers(
                ("bodies", index, "rota", place, "who"), "member", texts(row, "who"), members
            )


def uncovered(file: CommunityFile) -> Iterator[str]:
    """Yield a sentence for each rota with holes: no error, since all count as before in them."""
    for body in file.bodies:
        found = holes(body.rota)
        if found:
            first = ", ".join(map(str, found[:NAMED]))
            more = f" and {len(found) - NAMED} more times" if len(found) > NAMED else ""
            yield (
                f"bodies › {body.key} › rota: nobody is on duty on {first}{more}; add a line for it, "
                "or leave it, and whoever has «duty: true» counts then"
            )
