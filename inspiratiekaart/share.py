"""What somebody shared: a selection or a composed map, as it was on a day, under a short code.

The code is made from the content, so sharing the same thing twice gives the same code, and no two
things have one code. Sixty bits are too many to try; a composed map's text cannot be guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import from_json, to_json
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection, read_query

FORMAT = "inspiratiekaart-share"
VERSION = 1

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_LIKE = str.maketrans("oil", "011")
_GROUPS, _GROUP = 3, 4
_CODE = re.compile(rf"[{_SIGNS}]{{{_GROUPS * _GROUP}}}")


@dataclass(frozen=True)
class Share:
    """A selection or a composed map to show again later.

    ``revision`` is that of the dataset when it was shared, and empty where that does not matter:
    what shows it later can say whether the data were corrected since.
    """

    what: Selection | InspirationMap
    language: Language
    revision: str
    made_on: date

    @property
    def edition(self) -> str:
        """The edition that it is pinned to."""
        return self.what.edition

    @property
    def selection(self) -> Selection:
        """What the map page shows of it, in its language."""
        chosen = self.what if isinstance(self.what, Selection) else self.what.selection
        return replace(chosen, language=self.language)


def share_to_json(share: Share) -> str:
    """``share`` as text; the same share gives the same text."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "language": share.language,
        "revision": share.revision,
        "made_on": share.made_on.isoformat(),
    }
    if isinstance(share.what, InspirationMap):
        document["map"] = json.loads(to_json(share.what))
    else:
        query = replace(share.what, language="nl").to_query()
        document["query"] = {**query, "editie": share.what.edition}
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def share_from_json(text: str) -> Share:
    """The share in ``text``.

    Raises:
        MapFileError: it is none, or of a version that this app does not know.
    """
    document = json.loads(text)
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise MapFileError("newer", value=str(document.get("version")), known=str(VERSION))
    what: Selection | InspirationMap
    if "map" in document:
        what = from_json(json.dumps(document["map"]))
    else:
        what = read_query(document["query"]).selection
    made_on = date.fromisoformat(document["made_on"])
    return Share(what, document["language"], document["revision"], made_on)


def code_of(document: str) -> str:
    """The code for the text of a share: three groups of four letters and digits."""
    number = int.from_bytes(hashlib.sha256(document.encode()).digest())
    signs = [_SIGNS[(number >> (5 * at)) & 31] for at in range(_GROUPS * _GROUP)]
    return _grouped("".join(signs))


def read_code(typed: str) -> str:
    """The code in what somebody ``typed`` over from a screen; empty where it is none.

    Capitals, other spacing, and letters that look like digits are forgiven.
    """
    plain = re.sub(r"[\s-]", "", typed[:40].lower()).translate(_LIKE)
    return _grouped(plain) if _CODE.fullmatch(plain) else ""


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
