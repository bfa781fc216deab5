"""What was shared under a short code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "inspiration_shares",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
