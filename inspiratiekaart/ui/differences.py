"""The page that says what changed between two editions: per table, and then row by row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import urlencode

import streamlit as st

from inspiratiekaart import schema
from inspiratiekaart.comparability import Move, moves, moves_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.changes import KINDS, Change, Changes
from inspiratiekaart.region_sentences import area_name
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.paging import numbered

FROM, TO, TABLE, PAGE = "van", "naar", "tabel", "pagina"
_ROWS_A_PAGE = 50
_LAST_PAGE = 9999


@dataclass(frozen=True)
class _Asked:
    """Which two editions, which of the tables (or none), and which page of its rows."""

    old: str
    new: str
    table: str
    page: int


def draw(current: Here) -> None:
    """Draw the page: which two editions, how much differs per table, the rows of the one asked."""
    t = current.t
    editions = cache.editions()
    asked, strange = _asked(current, editions)
    if strange:
        st.html(fragment("notice", text=t("notice.ignored", names=", ".join(strange))))
    old, new = cache.dataset(asked.old), cache.dataset(asked.new)
    st.html(_page(old, new, current.selection, asked, editions))


def _asked(current: Here, editions: tuple[str, ...]) -> tuple[_Asked, list[str]]:
    given = {name: query.page_value(name) for name in (FROM, TO, TABLE, PAGE)}
    page = given[PAGE]
    is_page = not page or (page.isascii() and page.isdigit() and 0 < int(page) <= _LAST_PAGE)
    wrong = {
        FROM: given[FROM] not in ("", *editions),
        TO: given[TO] not in ("", *editions),
        TABLE: given[TABLE] not in ("", *schema.tables()),
        PAGE: not is_page,
    }
    kept = {name: "" if wrong[name] else value for name, value in given.items()}
    new = kept[TO] or current.dataset.edition
    old = kept[FROM] or next((each for each in editions if each != new), new)
    return (
        _Asked(old, new, kept[TABLE], int(kept[PAGE] or 1)),
        [name for name, is_wrong in wrong.items() if is_wrong],
    )


@lru_cache(maxsize=2)  # each holds both editions as text
def _changes(old: Dataset, new: Dataset, language: Language) -> Changes:
    return Changes.between(old, new, language)


@lru_cache(maxsize=32)
def _page(
    old: Dataset, new: Dataset, selection: Selection, asked: _Asked, editions: tuple[str, ...]
) -> str:
    t = cache.texts(selection.language)
    names = {**region_names(old), **region_names(new)}
    found = _changes(old, new, t.language)
    regions = selection.regions
    tables = [(name, found.counts(name, regions)) for name in found.tables]
    rows = found.rows(asked.table, regions)
    last = max(1, -(-len(rows) // _ROWS_A_PAGE))
    page = min(asked.page, last)
    return fragment(
        "differences",
        t=t,
        old=old,
        new=new,
        editions=editions,
        area=area_name(new, regions, t) if regions else "",
        tables=[each for each in tables if any(each[1].values())],
        titles={name: table.title(t.language) for name, table in schema.tables().items()},
        kinds=KINDS,
        asked=asked,
        rows=rows[(page - 1) * _ROWS_A_PAGE : page * _ROWS_A_PAGE],
        total=len(rows),
        pages=numbered(page, last, lambda n: _url(selection, asked, pagina=n)),
        moves=_moves(old, new, regions),
        names=names,
        column=_column,
        said=partial(_said, t=t),
        url=partial(_url, selection, asked),
    )


def _moves(old: Dataset, new: Dataset, regions: frozenset[str]) -> tuple[Move, ...]:
    if old == new:
        return ()
    return moves_of(old, new, regions) if regions else moves(old, new)


def _column(change: Change, column: str, t: Texts) -> str:
    table = schema.tables()[change.table]
    known = next((each for each in table.columns if each.name == column), None)
    return known.title(t.language) if known else column


def _said(cell: str, t: Texts) -> str:
    words = {"": t("difference.empty"), "true": t("about.yes"), "false": t("about.no")}
    return words.get(cell, cell)


def _url(selection: Selection, asked: _Asked, **changed: object) -> str:
    """The address of this page with one thing changed; another table or pair begins at page 1."""
    wanted = {FROM: asked.old, TO: asked.new, TABLE: asked.table, **changed}
    every = {**selection.to_query(), **wanted}
    return f"?{urlencode({key: value for key, value in every.items() if value}, safe=',')}"
