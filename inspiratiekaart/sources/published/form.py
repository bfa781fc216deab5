"""What every format is: how it is known, and how it is read.

A module of this package has a constant ``FORMS``, a tuple of ``Form``. It stands in ``_MODULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import Source
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted

Columns = Mapping[str, str]
"""Which heading holds what: a role of ours to a heading of the file."""

_MODULES: tuple[str, ...] = (
    "duo_addresses",
    "duo_recognised",
    "duo_offered",
    "duo_enrolled",
    "duo_mbo_students",
    "duo_mbo_offers",
    "duo_paths",
    "sbb_crebo",
    "sbb_successors",
    "roa_ais",
    "uwv_occupation_list",
    "uwv_tightness",
    "uwv_open_match",
    "cbs_figures",
    "cbs_areas_table",
    "pdok_boundaries",
    "own_template",
    "rio",
    "edudex_xml",
    "edudex_json",
    "ooapi",
    "kiesmbo",
    "dennis",
)


@dataclass(frozen=True)
class Remark:
    """Something that a document says and that is no row: ``code`` is under ``published.remark``."""

    code: str
    values: Mapping[str, object]

    def sentence(self, t: Texts) -> str:
        """It in the language of ``t``."""
        values = {
            name: quoted(each) if isinstance(each, str) else each
            for name, each in self.values.items()
        }
        return t(f"published.remark.{self.code}", **values)


@dataclass(frozen=True)
class Form:
    """One published format.

    ``fits`` says how surely a document is one: 0 not at all, 1 certainly; it looks at headings and
    names of elements, never at the name of the file, and raises nothing for a readable document.
    ``tidy`` reads it; the same document gives the same drafts. ``source`` is how its rows are
    attributed; its period and ``retrieved_on`` are filled in by the import.
    ``roles`` are what a person may point out in the heading, where headings vary: per role whether
    it is needed. ``understood`` says which heading was taken for which role.
    """

    form_id: str
    source: Source
    fits: Callable[[Document], float]
    tidy: Callable[[Document, Columns], Tidied]
    roles: Mapping[str, bool] | None = None
    understood: Callable[[Document], Columns] | None = None
    headings: Callable[[Document], tuple[str, ...]] | None = None
    layout: Callable[[Document], str] | None = None
    remarks: Callable[[Document, Dataset], tuple[Remark, ...]] | None = None


@cache
def forms() -> tuple[Form, ...]:
    """All formats that can be read."""
    return tuple(form for module in published_modules() for form in module.FORMS)


@cache
def published_modules() -> tuple[ModuleType, ...]:
    """The modules with a format, in the order in which they were listed."""
    return tuple(import_module(f"{__package__}.{name}") for name in _MODULES)


def fitting(document: Document) -> tuple[tuple[Form, float], ...]:
    """The formats that ``document`` may be, the surest first."""
    scored = ((form, form.fits(document)) for form in forms())
    return tuple(sorted((each for each in scored if each[1] > 0), key=lambda it: -it[1]))
