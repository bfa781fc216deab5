"""The names of licences in files to take along."""

from __future__ import annotations

from inspiratiekaart.provenance import Licence
from inspiratiekaart.texts import Texts

_OWN_WORDS = {"own work": "own_work", "not established": "not_established"}


def licence_name(licence: Licence, t: Texts) -> str:
    """The licence's own title; what is no licence by name is said in the reader's language."""
    own = _OWN_WORDS.get(licence.code)
    return t(f"export.licence.{own}") if own else licence.title
