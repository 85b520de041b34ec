"""Alembic's entry: runs migrations on the connection that ``upgrade`` hands over."""

from alembic import context

import data.tables  # noqa: F401 - fills the metadata
from data.base import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
)

with context.begin_transaction():
    context.run_migrations()
