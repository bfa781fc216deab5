"""Bringing a database to the newest tables, also when several processes start at once."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, func, inspect, select

from inspiratiekaart.store.database import transaction
from inspiratiekaart.store.errors import StoreUnavailableError
from inspiratiekaart.store.tables import REVISION, REVISIONS

FOLDER = Path(__file__).parent / "migrations"

_REVISIONS = Table(REVISIONS, MetaData(), Column("version_num", String(32), primary_key=True))
_POSTGRES_LOCK = 0x1A5917A7
"""Any number, the same in every process of ours."""

_one_at_a_time = threading.Lock()
"""Alembic keeps the migration that it runs in variables of its modules."""


def migrate(engine: Engine) -> None:
    """Take the steps that the database behind ``engine`` has not had, all or none.

    Raises:
        StoreUnavailableError: it does not answer, or a newer app made its tables.
    """
    with transaction(engine) as connection:
        if _revision(connection) == REVISION:
            return
    with _one_at_a_time, transaction(engine, is_writing=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_POSTGRES_LOCK)))
        try:
            command.upgrade(config(connection), "head")
        except CommandError as error:
            raise StoreUnavailableError("newer") from error


def config(connection: Connection | None = None) -> Config:
    """How alembic finds our steps, and the connection to take them on."""
    found = Config(attributes={"connection": connection})
    found.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    return found


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(REVISIONS):
        return None
    return connection.scalar(select(_REVISIONS.c.version_num))
