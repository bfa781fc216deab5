"""Why an import, or taking one back, is refused."""

from __future__ import annotations

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted
from inspiratiekaart.validation import Finding

_MOST = 1_500  # a list of all regions or forms is told whole


class ImportRefusedError(InspiratiekaartError):
    """Nothing was written; ``code`` is a key under ``importing.refused``, ``values`` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``."""
        values = {
            name: each.sentence(t) if isinstance(each, Finding) else quoted(str(each), _MOST)
            for name, each in self.values.items()
        }
        return t(f"importing.refused.{self.code}", **values)
