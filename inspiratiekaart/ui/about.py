"""The page that accounts for the data: sources, editions, method, faults, downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from inspiratiekaart.corrections import CORRECTIONS_FILE, read_corrections
from inspiratiekaart.dataset import Dataset, living
from inspiratiekaart.edition_differences import Differences, TableSize, differences
from inspiratiekaart.editions.catalogue_terms import licence_word
from inspiratiekaart.editions.changelog import CHANGELOG_FILE, version
from inspiratiekaart.method import TightnessClass, method
from inspiratiekaart.occupations import OLD_AFTER_YEARS
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.project import project
from inspiratiekaart.provenance import Licence, Source
from inspiratiekaart.reach import ENOUGH_SHARE
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import REACHES_KM, Measure, Selection
from inspiratiekaart.sentences import classes
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import about_files, about_regions, about_sealed, cache, downloads, editing
from inspiratiekaart.ui.downloads import Download
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.validation.accepted import ACCEPTED_FILE, read_accepted

ANCHORS: Mapping[str, str] = {
    "sources": "bronnen",
    "licences": "licenties",
    "editions": "edities",
    "method": "methode",
    "faults": "fouten",
    "regional": "regiobestanden",
    "downloads": "downloads",
    "accessibility": "toegankelijkheid",
    "privacy": "privacy",
    "contact": "contact",
}
"""The sections of the page in their order, with the name that a link to each ends in."""

_COOKIE = "_streamlit_xsrf"


@dataclass(frozen=True)
class _Cell:
    """A table in one edition, or in all: how many rows, and the file."""

    label: str
    rows: int
    file: Download


def draw(current: Here) -> None:
    """Draw the page, from its heading to the contact."""
    there = cache.editions()
    newest, *older = (cache.dataset(edition) for edition in living(there) or there[:1])
    editions = (*reversed(older), newest)
    regional = about_regions.board(
        cache.regional(),
        ANCHORS["regional"],
        current.t,
        cache.to_check,
        is_managed=editing.possible(),
    )
    sealed = about_sealed.board(tuple(cache.dataset(each) for each in there), current.t)
    st.html(_start(current.dataset, editions, current.t, regional, sealed))
    about_files.draw((newest, *older), current.t)
    st.html(_end(editions, current.t))


@lru_cache(maxsize=8)
def _start(
    dataset: Dataset, editions: tuple[Dataset, ...], t: Texts, regional: str, sealed: str
) -> str:
    newest = editions[-1]
    before = editions[-2] if len(editions) > 1 else newest
    changes = differences(before, newest)
    default = Selection()
    sources = sorted(dataset.sources.values(), key=lambda s: (s.publisher.casefold(), s.source_id))
    return fragment(
        "about_start",
        t=t,
        anchors=ANCHORS,
        edition=dataset.edition,
        revision=dataset.revision,
        package_version=version(DATASETS / CHANGELOG_FILE),
        project=project(),
        sources=sources,
        has_next=any(source.next_release for source in sources),
        period=lambda text: _period(text, t),
        licence=lambda licence: _licence(licence, t),
        licences=_by_licence(sources),
        changes=None if before == newest else changes,
        gemeenten=next(size for size in changes.sizes if size.table.name == "gemeenten"),
        old_names=region_names(before),
        new_names=region_names(newest),
        changed_names=_changed_names(changes, newest, t),
        method=method(dataset),
        heads=[t("about.method.class", n=n) for n in range(1, 6)],
        breaks=[(measure.name, classes(measure, t)) for measure in Measure],
        bounds=lambda each: _bounds(each, t),
        enough_share=ENOUGH_SHARE,
        reach_km=default.reach_km,
        other_reaches=t.either(str(km) for km in REACHES_KM if km != default.reach_km),
        old_after=OLD_AFTER_YEARS,
        accepted=read_accepted(DATASETS / ACCEPTED_FILE),
        corrections=read_corrections(DATASETS / CORRECTIONS_FILE),
        titles={each.source_id: each.title(t.language) for each in sources},
        regional=Markup(regional),  # noqa: S704  # a fragment of ours
        sealed=Markup(sealed),  # noqa: S704  # the same
    )


@lru_cache(maxsize=8)
def _end(editions: tuple[Dataset, ...], t: Texts) -> str:
    sizes = differences(editions[0], editions[-1]).sizes
    heads = [t("about.editions.edition", edition=dataset.edition) for dataset in editions]
    return fragment(
        "about_end",
        t=t,
        anchors=ANCHORS,
        heads=[t("about.editions.table"), *heads, t("about.downloads.common")],
        tables=[(size, _cells(size, editions, t)) for size in sizes],
        shapes=[(dataset.edition, downloads.shapes(dataset)) for dataset in editions],
        documents=downloads.documents(editions[-1]),
        cookie=_COOKIE,
        project=project(),
    )


def _cells(size: TableSize, editions: tuple[Dataset, ...], t: Texts) -> list[_Cell | None]:
    if size.is_common:
        file = downloads.table_download(editions[-1], size)
        label = t("about.downloads.common_label")
        return [*(None for _ in editions), _Cell(label, size.new_rows, file)]
    name = size.table.name
    cells = (
        _Cell(each.edition, len(each[name]), downloads.table_download(each, size))
        for each in editions
    )
    return [*cells, None]


def _period(text: str, t: Texts) -> str:
    return t("about.sources.until").join(t.period(part) for part in text.split(" to "))


def _licence(licence: Licence, t: Texts) -> str:
    return licence_word(licence.code, t)


def _by_licence(sources: list[Source]) -> list[tuple[Licence, list[Source]]]:
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.licence.code, []).append(source)
    used = sorted(found.values(), key=lambda each: (-len(each), each[0].licence.code))
    return [(each[0].licence, each) for each in used]


def _changed_names(changes: Differences, newest: Dataset, t: Texts) -> str:
    names = region_names(newest)
    return t.listed(names[code] for code in changes.regions_changed)


def _bounds(each: TightnessClass, t: Texts) -> str:
    lower, upper = (
        "" if value is None else t.number(value, 2) for value in (each.lower, each.upper)
    )
    if each.upper is None:
        return t("about.method.bounds_above", lower=lower)
    if not each.lower:
        return t("about.method.bounds_below", upper=upper)
    return t("about.method.bounds_between", lower=lower, upper=upper)
