"""The store's tables as the newest migration leaves them.

A map is a row with the hashes of its tokens and the number of its newest version; each version is
the text of its file, never changed and never removed. A share is the text of what was shared, made
once. Nothing in them is about a person.
"""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

REVISION = "0002"
"""The newest migration."""

METADATA = MetaData()

REVISIONS = "inspiration_store_revision"
"""The table in which alembic notes what was done; other apps may share the database."""

MAPS = Table(
    "inspiration_maps",
    METADATA,
    Column("map_id", Integer, primary_key=True),
    Column("edit_hash", String(64), nullable=False, unique=True),
    Column("read_hash", String(64), nullable=False, unique=True),
    Column("newest", Integer, nullable=False),
)

VERSIONS = Table(
    "inspiration_map_versions",
    METADATA,
    Column("map_id", Integer, ForeignKey(MAPS.c.map_id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("saved_at", DateTime, nullable=False),  # UTC
    Column("document", Text, nullable=False),
)

SHARES = Table(
    "inspiration_shares",
    METADATA,
    Column("code", String(20), primary_key=True),
    Column("document", Text, nullable=False),
)
