"""The steps from an empty database to the newest tables, run by alembic when a store is opened."""
