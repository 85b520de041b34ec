"""Enumerations that grow: what a column may hold is read from the database, and words are added to it.

Each migration names only its own words, so that two of them may be put in either order.
"""

import re

import sqlalchemy as sa
from alembic import op

_WORD = re.compile(r"'([^']*)'")


def allow(table: str, column: str, *words: str) -> None:
    """Let an enumeration's column hold further words."""
    name, known = _guard(table, column)
    _replace(table, column, name, [*known, *(word for word in words if word not in known)])


def forbid(table: str, column: str, *words: str) -> None:
    """Take words back; rows that hold one are emptied there, or go where the column can't be empty."""
    name, known = _guard(table, column)
    rows = sa.table(table, sa.column(column))
    holds = rows.c[column].in_(words)
    nullable = next(
        c["nullable"] for c in sa.inspect(op.get_bind()).get_columns(table) if c["name"] == column
    )
    op.execute(
        sa.update(rows).where(holds).values({column: None}) if nullable else sa.delete(rows).where(holds)
    )
    _replace(table, column, name, [word for word in known if word not in words])


def _guard(table: str, column: str) -> tuple[str, list[str]]:
    """Return the name of the check that guards a column, and the words it lets in."""
    for check in sa.inspect(op.get_bind()).get_check_constraints(table):
        text = str(check["sqltext"])
        # PostgreSQL writes «column IN (…)» as «(column)::text = ANY (ARRAY[…])».
        if re.match(rf"\(*{column}\b", text):
            return str(check["name"]), _WORD.findall(text)
    raise LookupError(f"no check guards {table}.{column}")


def _replace(table: str, column: str, name: str, words: list[str]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.text(f"{column} IN ({listed})"))
