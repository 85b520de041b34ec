"""The root of all tables: one metadata, with constraint names that migrations can find again."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

# Fixed before the first table: SQLite's constraints have no names unless they are given some.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """What every table derives from."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
