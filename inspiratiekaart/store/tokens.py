"""The secrets in a link: made here, kept nowhere.

The store keeps a hash of each token. The read token follows from the edit token, and not the other
way round, so that who has the edit link can be shown the read link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from inspiratiekaart.store.kept import Links

_BYTES = 24
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")
_READING = b"inspiratiekaart: read link"


def fresh_links() -> Links:
    """The tokens of a new map, of 192 random bits each."""
    edit = secrets.token_urlsafe(_BYTES)
    return Links(edit=edit, read=read_token(edit))


def read_token(edit_token: str) -> str:
    """The token that reads what ``edit_token`` may write."""
    mixed = hmac.new(edit_token.encode(), _READING, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mixed[:_BYTES]).decode()


def hashed(token: str) -> str:
    """What the store keeps of ``token``; empty where it cannot be one.

    A token is random, so a plain hash gives nothing to guess from; salt and delay are for words
    that people think of.
    """
    return hashlib.sha256(token.encode()).hexdigest() if _FORM.fullmatch(token) else ""
