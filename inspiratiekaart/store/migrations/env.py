"""What alembic runs for a migration: on the connection it is handed, in its transaction."""

from __future__ import annotations

from alembic import context

from inspiratiekaart.store.tables import METADATA, REVISIONS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=REVISIONS,
)
with context.begin_transaction():
    context.run_migrations()
