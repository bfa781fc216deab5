"""Maps and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "inspiration_maps",
        sa.Column("map_id", sa.Integer, primary_key=True),
        sa.Column("edit_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("read_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("newest", sa.Integer, nullable=False),
    )
    op.create_table(
        "inspiration_map_versions",
        sa.Column("map_id", sa.Integer, sa.ForeignKey("inspiration_maps.map_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
