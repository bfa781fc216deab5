"""Why something was not fetched."""

from __future__ import annotations

from urllib.parse import urlsplit

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.texts import Texts


class FetchError(InspiratiekaartError):
    """Something was not fetched; ``code`` is a key under ``fetching.refused``, ``values`` fill it.

    ``values["host"]`` is the server that was asked; the rest of an address may hold a key.
    """

    def __init__(self, code: str, url: str, **values: object) -> None:
        self.code, self.values = code, {"host": host_of(url), **values}
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What went wrong and what to do, in the language of ``t``."""
        return t(f"fetching.refused.{self.code}", **self.values)


def host_of(url: str) -> str:
    """The name of the server in ``url``, or ``url`` itself where it has none."""
    try:
        return urlsplit(url).hostname or url.partition("?")[0]
    except ValueError:
        return url.partition("?")[0]
