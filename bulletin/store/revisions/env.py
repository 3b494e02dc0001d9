"""
Alembic's doorway: runs the revisions over the connection that `bulletin.store.ledger` hands it.
"""

from alembic import context

from bulletin.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
