"""Keeping maps: made, read, saved, gone back to and forked, each as one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, or_, select, update

from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import MAX_BYTES, from_json, to_json
from inspiratiekaart.store.attempts import Attempts
from inspiratiekaart.store.database import transaction
from inspiratiekaart.store.errors import (
    ConflictError,
    NotAllowedError,
    TooLargeError,
    UnknownLinkError,
    UnknownVersionError,
)
from inspiratiekaart.store.kept import FIRST, Links, Stored, Version
from inspiratiekaart.store.tables import MAPS, VERSIONS
from inspiratiekaart.store.tokens import fresh_links, hashed, read_token


@dataclass(frozen=True)
class Store:
    """Maps in a database, each behind a link to read and a link to edit.

    Every method may raise ``StoreUnavailableError``: nothing has happened then, or, where the
    connection broke at the last moment, saving the same map again finds that it was saved.
    """

    engine: Engine
    attempts: Attempts
    now: Callable[[], datetime]
    visitor: str = ""

    def seen_by(self, visitor: str) -> Store:
        """This store for one visitor (an address, a session), whose wrong guesses are counted."""
        return replace(self, visitor=visitor)

    def create(self, composed: InspirationMap) -> Links:
        """Keep ``composed`` as the first version of a new map.

        Raises:
            MapFileError: a value in it is not one that a map can have.
            TooLargeError: it is too large to be read back.
        """
        document = to_json(_readable(composed))
        with transaction(self.engine, is_writing=True) as connection:
            return self._make(connection, document)

    def read(self, token: str) -> Stored:
        """The newest version of the map behind a read or edit token.

        Raises:
            UnknownLinkError: no map has this token.
            TooManyAttemptsError: this visitor tried too many of those.
        """
        with self._behind(token) as kept:
            return kept.stored(kept.newest)

    def save(self, edit_token: str, composed: InspirationMap, base_version: int) -> Stored:
        """Keep ``composed``, made from version ``base_version``, as the newest version.

        A map that is the same as the newest version makes no other one.

        Raises:
            ConflictError: another version was saved after ``base_version``; the error has it.
            MapFileError, TooLargeError: as by ``create``.
            UnknownLinkError, NotAllowedError, TooManyAttemptsError: this is no edit token.
        """
        readable = _readable(composed)
        document = to_json(readable)
        with self._editable(edit_token, is_writing=True) as kept:
            return self._append(kept, readable, document, base_version)

    def versions(self, edit_token: str) -> list[Version]:
        """All versions of a map, the newest first.

        Raises:
            UnknownLinkError, NotAllowedError, TooManyAttemptsError: this is no edit token.
        """
        with self._editable(edit_token) as kept:
            rows = kept.connection.execute(
                select(VERSIONS.c.number, VERSIONS.c.saved_at)
                .where(VERSIONS.c.map_id == kept.map_id)
                .order_by(VERSIONS.c.number.desc())
            )
            return [Version(row.number, row.saved_at.replace(tzinfo=UTC)) for row in rows]

    def version(self, edit_token: str, number: int) -> Stored:
        """Version ``number`` of a map.

        Raises:
            UnknownVersionError: it has none of that number.
            UnknownLinkError, NotAllowedError, TooManyAttemptsError: this is no edit token.
        """
        with self._editable(edit_token) as kept:
            return kept.stored(number)

    def restore(self, edit_token: str, number: int, base_version: int) -> Stored:
        """Version ``number`` again, kept as the newest one; those in between stay.

        Raises:
            UnknownVersionError: the map has none of that number.
            ConflictError: another version was saved after ``base_version``; the error has it.
            UnknownLinkError, NotAllowedError, TooManyAttemptsError: this is no edit token.
        """
        with self._editable(edit_token, is_writing=True) as kept:
            document = kept.document(number)
            return self._append(kept, from_json(document), document, base_version)

    def fork(self, token: str) -> Links:
        """A new map that begins as the newest version of the one behind a read or edit token.

        Raises:
            UnknownLinkError: no map has this token.
            TooManyAttemptsError: this visitor tried too many of those.
        """
        with self._behind(token, is_writing=True) as kept:
            return self._make(kept.connection, kept.document(kept.newest))

    def ping(self) -> None:
        """See that the database answers, with our tables in it."""
        with transaction(self.engine) as connection:
            connection.execute(select(MAPS.c.map_id).limit(1)).all()

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        self.engine.dispose()

    @contextmanager
    def _behind(self, token: str, *, is_writing: bool = False) -> Iterator[_Kept]:
        """The map behind ``token``, in a transaction; who writes has it alone."""
        token_hash = hashed(token)
        self.attempts.admit(self.visitor, token_hash)
        wanted = select(MAPS).where(
            or_(MAPS.c.edit_hash == token_hash, MAPS.c.read_hash == token_hash)
        )
        with transaction(self.engine, is_writing=is_writing) as connection:
            row = connection.execute(
                wanted.with_for_update() if is_writing else wanted
            ).one_or_none()
            if row is None:
                self.attempts.fail(self.visitor)
                raise UnknownLinkError
            self.attempts.succeed(token_hash)
            can_edit = row.edit_hash == token_hash
            reading = read_token(token) if can_edit else token
            yield _Kept(connection, row.map_id, row.newest, can_edit, reading)

    @contextmanager
    def _editable(self, edit_token: str, *, is_writing: bool = False) -> Iterator[_Kept]:
        with self._behind(edit_token, is_writing=is_writing) as kept:
            if not kept.can_edit:
                raise NotAllowedError
            yield kept

    def _make(self, connection: Connection, document: str) -> Links:
        links = fresh_links()
        map_id = connection.execute(
            insert(MAPS)
            .values(edit_hash=hashed(links.edit), read_hash=hashed(links.read), newest=FIRST)
            .returning(MAPS.c.map_id)
        ).scalar_one()
        self._write(connection, map_id, FIRST, document)
        return links

    def _append(
        self, kept: _Kept, composed: InspirationMap, document: str, base_version: int
    ) -> Stored:
        is_same = document == kept.document(kept.newest)
        if is_same and base_version in (kept.newest, kept.newest - 1):
            return kept.stored(kept.newest)  # nothing new, or a save whose answer got lost
        if base_version != kept.newest:
            raise ConflictError(kept.stored(kept.newest))
        number = kept.newest + 1
        saved_at = self._write(kept.connection, kept.map_id, number, document)
        kept.connection.execute(
            update(MAPS).where(MAPS.c.map_id == kept.map_id).values(newest=number)
        )
        return Stored(composed, number, saved_at, kept.can_edit, kept.read_token)

    def _write(self, connection: Connection, map_id: int, number: int, document: str) -> datetime:
        saved_at = self.now().astimezone(UTC)
        connection.execute(
            insert(VERSIONS).values(
                map_id=map_id,
                number=number,
                saved_at=saved_at.replace(tzinfo=None),
                document=document,
            )
        )
        return saved_at


@dataclass(frozen=True)
class _Kept:
    """A map that was found, for as long as its transaction lasts."""

    connection: Connection
    map_id: int
    newest: int
    can_edit: bool
    read_token: str

    def stored(self, number: int) -> Stored:
        row = self._row(number)
        return Stored(
            map=from_json(row.document),
            version=number,
            saved_at=row.saved_at.replace(tzinfo=UTC),
            can_edit=self.can_edit,
            read_token=self.read_token,
        )

    def document(self, number: int) -> str:
        return str(self._row(number).document)

    def _row(self, number: int) -> Row[Any]:
        wanted = select(VERSIONS).where(
            VERSIONS.c.map_id == self.map_id, VERSIONS.c.number == number
        )
        row = self.connection.execute(wanted).one_or_none()
        if row is None:
            raise UnknownVersionError(number)
        return row


def _readable(composed: InspirationMap) -> InspirationMap:
    """``composed`` as it will be read back, so that nothing is kept that cannot be."""
    text = to_json(composed)
    if len(text) > MAX_BYTES:
        raise TooLargeError(MAX_BYTES // 1_000_000)
    return from_json(text)
