"""Why a file is not read."""

from __future__ import annotations

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted


class DocumentError(InspiratiekaartError):
    """A file cannot be read; ``code`` is a key under ``reading.refused``, ``values`` fill it.

    ``values["file"]`` is always the file, as the person calls it.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``."""
        shown = {
            name: t.number(value) if isinstance(value, int) else quoted(str(value))
            for name, value in self.values.items()
        }
        return t(f"reading.refused.{self.code}", **shown)
