"""Runs migrations on the connection that `api.storage.migrate` gives; the only way they are run."""

from alembic import context

from api.storage.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
