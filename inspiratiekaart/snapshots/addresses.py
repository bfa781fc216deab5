"""Under which addresses something is shared, and how those addresses are written.

``deel/kaart?...`` shows a selection, ``deel/<code>`` what was kept under a code, ``deel/<token>``
the newest version of a composed map. A link in a page is relative, so it works under any host and
path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection

FOLDER = "deel"
VIEW = "kaart"
PICTURE = "beeld.png"
SCENES = "presentatie"
STAND = "stand"
"""The parameter that names the revision of the dataset at which a link was made."""

EMBED = "embed"
PER = "per"

_STAND_LETTERS = 8


def stand(revision: str) -> str:
    """How a link names ``revision``."""
    return revision[:_STAND_LETTERS]


@dataclass(frozen=True)
class Address:
    """Where something is shared: ``key`` is ``VIEW``, a code or a read token.

    ``query`` says the selection, where the key does not; language and the like are not in it.
    ``language`` is the one that is shown when the address asks for none. ``base`` is the public
    address of the app without a slash at its end, empty where the server does not know it.
    """

    key: str
    query: tuple[tuple[str, str], ...] = ()
    language: Language = "nl"
    base: str = ""

    def path(self, language: Language, part: str = "", **more: str) -> str:
        """The address below the app's root, in ``language``; ``part`` is what stands behind it.

        ``more`` are further parameters.
        """
        asked = {**dict(self.query), **more}
        if language != self.language:
            asked["taal"] = language
        folder = f"{FOLDER}/{self.key}/{part}".rstrip("/")
        return f"{folder}?{urlencode(asked, safe=',')}" if asked else folder

    def whole(self, language: Language, part: str = "", **more: str) -> str:
        """The same with the host, or nothing where that is not known."""
        return f"{self.base}/{self.path(language, part, **more)}" if self.base else ""

    def beside(self, language: Language, part: str = "", **more: str) -> str:
        """The same from a page in the folder of shared pages."""
        return f"../{self.path(language, part, **more)}"


def address_of_view(selection: Selection, revision: str, base: str = "") -> Address:
    """Where ``selection``, which names its edition, is shared, with ``revision`` noted."""
    query = replace(selection, language="nl").to_query()
    if revision:
        query[STAND] = stand(revision)
    return Address(VIEW, tuple(query.items()), "nl", base)
