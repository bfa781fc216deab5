"""Keeping what was shared under a short code: written once, never changed."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from inspiratiekaart.inspiration_file import MAX_BYTES
from inspiratiekaart.share import Share, code_of, read_code, share_from_json, share_to_json
from inspiratiekaart.store.database import transaction
from inspiratiekaart.store.errors import TooLargeError, UnknownLinkError
from inspiratiekaart.store.keeping import Store
from inspiratiekaart.store.tables import SHARES


def keep_share(store: Store, share: Share) -> str:
    """Keep ``share`` and hand back its code; one that is kept already has the same code.

    Raises:
        TooLargeError: the composed map in it is too large to be read back.
        StoreUnavailableError: the database does not answer; nothing was kept.
    """
    document = share_to_json(share)
    if len(document) > MAX_BYTES:
        raise TooLargeError(MAX_BYTES // 1_000_000)
    share_from_json(document)
    code = code_of(document)
    with transaction(store.engine, is_writing=True) as connection:
        if connection.scalar(select(SHARES.c.code).where(SHARES.c.code == code)) is None:
            try:
                with connection.begin_nested():
                    connection.execute(insert(SHARES).values(code=code, document=document))
            except IntegrityError:
                return code  # another kept the same share at this very moment
    return code


def find_share(store: Store, typed: str) -> Share:
    """What was shared under the code that a visitor ``typed``.

    Raises:
        UnknownLinkError: nothing was shared under it.
        TooManyAttemptsError: this visitor tried too many of those.
        StoreUnavailableError: the database does not answer.
    """
    code = read_code(typed)
    store.attempts.admit(store.visitor, code)
    with transaction(store.engine) as connection:
        document = connection.scalar(select(SHARES.c.document).where(SHARES.c.code == code))
    if document is None:
        store.attempts.fail(store.visitor)
        raise UnknownLinkError
    store.attempts.succeed(code)
    return share_from_json(document)
