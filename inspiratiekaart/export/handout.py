"""What a file to take along holds, whatever its format: words, tables, map, sources, link back.

Every format draws the same ``Handout``; so a PDF and a spreadsheet of one map say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inspiratiekaart.composition import Composition, Section, compose, draft
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export.tables import Table, tables_of
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.provenance import Source
from inspiratiekaart.selection import Selection
from inspiratiekaart.sentences import caption, classes
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View, view

_MAX_STEM = 60


@dataclass(frozen=True)
class Handout:
    """One map to take along; ``link`` is the address back to it, empty where there is none.

    ``introduction`` is a person's own text, or of a selection what the page says of it.
    """

    dataset: Dataset
    composition: Composition
    view: View
    t: Texts
    made_on: date
    link: str = ""

    @property
    def title(self) -> str:
        """The title, never empty."""
        return self.composition.title

    @property
    def introduction(self) -> str:
        """The introduction as it was written; may be empty, may have many lines."""
        return self.composition.map.introduction

    @property
    def organisation(self) -> str:
        """Who composed it; may be empty."""
        return self.composition.map.organisation

    @property
    def sections(self) -> tuple[Section, ...]:
        """The items per sector; empty where there are none."""
        return self.composition.sections

    @cached_property
    def caption(self) -> str:
        """What the colours of the map say, in one or two sentences."""
        return caption(self.view, self.t)

    @cached_property
    def legend(self) -> list[tuple[int, str]]:
        """The classes of the map with their words, light to dark."""
        return classes(self.view.measure, self.t)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables, the sources last; none is empty."""
        return tables_of(self.dataset, self.composition, self.view, self.t)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of everything in it, by id."""
        known = self.dataset.sources
        used = {*self.composition.source_ids, *self.view.source_ids}
        return tuple(known[key] for key in sorted(used) if key in known)

    @property
    def edition_line(self) -> str:
        """Edition, date and maker in one line."""
        said = [self.t("export.edition", edition=self.composition.edition)]
        said.append(self.t("export.made_on", date=self.t.date(self.made_on)))
        if self.organisation:
            said.insert(0, self.organisation)
        return " · ".join(said)

    @property
    def file_stem(self) -> str:
        """A name for its files: region, edition and date."""
        area = slug(self.composition.area) or "kaart"
        return f"inspiratiekaart-{area}-{self.composition.edition}-{self.made_on.isoformat()}"


def handout_of_map(
    dataset: Dataset, composed: InspirationMap, t: Texts, made_on: date, link: str = ""
) -> Handout:
    """The handout of a composed map; ``made_on`` is used where the map has no date of its own."""
    own = date.fromisoformat(composed.made_on) if composed.made_on else made_on
    selection = Selection(
        regions=composed.regions,
        reach_km=composed.reach_km,
        edition=dataset.edition,
        language=t.language,
    )
    return Handout(dataset, compose(dataset, composed, t), view(dataset, selection), t, own, link)


def handout_of_selection(
    dataset: Dataset, selection: Selection, t: Texts, made_on: date, link: str = ""
) -> Handout:
    """The handout of what the map page shows of ``selection``."""
    composed = draft(dataset, selection, t)
    return Handout(
        dataset, compose(dataset, composed, t), view(dataset, selection), t, made_on, link
    )


def slug(text: str) -> str:
    """``text`` in lower-case letters, digits and hyphens, for the name of a file."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(_words(plain))[:_MAX_STEM].strip("-")


def _words(plain: str) -> Iterable[str]:
    return re.findall(r"[a-z0-9]+", plain.lower())
