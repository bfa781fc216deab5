"""The files of the editions on the page that accounts for the data: buttons, sizes and hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import streamlit as st

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.catalogue import licence_words
from inspiratiekaart.editions.catalogue_terms import JSONLD, TURTLE, licence_word
from inspiratiekaart.export.archive import descriptor
from inspiratiekaart.export.distributions import DISTRIBUTIONS, Made
from inspiratiekaart.export.geo import borders_source
from inspiratiekaart.provenance import LICENCES
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.distributions import SHELF
from inspiratiekaart.ui.html import fragment

WHOLE = ("csv", "gpkg", "parquet", "sqlite")
"""The forms that hold a whole edition; the others are single files, linked by themselves."""

_LOOK_AGAIN_S = 1.0


@dataclass(frozen=True)
class _File:
    """A file as the table shows it; the size is 0 where it is not known."""

    name: str
    size: int
    sha256: str
    licence: str


def draw(editions: tuple[Dataset, ...], t: Texts) -> None:
    """Offer each of ``editions`` in each form, and tell size, hash and licence.

    The files are made beside the page, once a revision; the table fills while that goes on. A
    button that is pressed before its file is there waits for it.
    """
    for dataset in editions:
        with st.container(horizontal=True, key=f"ik-files-{dataset.edition}"):
            for form in WHOLE:
                st.download_button(
                    t(f"catalogue.form.{form}.button", edition=dataset.edition),
                    data=partial(_content, dataset, form),
                    file_name=DISTRIBUTIONS[form].file_name(dataset),
                    mime=DISTRIBUTIONS[form].media_type,
                    on_click="ignore",
                    key=f"file_{dataset.edition}_{form}",
                )
    if SHELF.fill(editions) is None:
        _table(editions, t)
    else:
        _growing(editions, t)
    st.html(_end(editions, t))


def _content(dataset: Dataset, form: str) -> bytes:
    return SHELF.get(dataset, form).path.read_bytes()


@st.fragment(run_every=_LOOK_AGAIN_S)
def _growing(editions: tuple[Dataset, ...], t: Texts) -> None:
    if SHELF.fill(editions) is None:
        st.rerun()  # without the clock
    _table(editions, t)


def _table(editions: tuple[Dataset, ...], t: Texts) -> None:
    rows = [
        (
            t(f"catalogue.form.{form}.title", edition=dataset.edition),
            t(f"catalogue.form.{form}.description"),
            SHELF.seen(dataset, form),
            SHELF.is_tried(dataset, form),
        )
        for dataset in editions
        for form in WHOLE
    ]
    st.html(_facts(tuple(rows), _licences(editions[0], t), t))


@lru_cache(maxsize=32)
def _facts(rows: tuple[tuple[str, str, Made | None, bool], ...], licences: str, t: Texts) -> str:
    return fragment("about_files", t=t, rows=rows, licences=licences)


@lru_cache(maxsize=8)
def _licences(dataset: Dataset, t: Texts) -> str:
    return licence_words(dataset, t)


@lru_cache(maxsize=8)
def _end(editions: tuple[Dataset, ...], t: Texts) -> str:
    return fragment(
        "about_single", t=t, files=list(_single(editions, t)), jsonld=JSONLD, turtle=TURTLE
    )


def _single(editions: tuple[Dataset, ...], t: Texts) -> Iterator[_File]:
    """The files of ``editions`` one by one, as their descriptor has them."""
    described = descriptor(*editions)
    borders = {each.edition: borders_source(each) for each in editions}
    codes = {licence.name: code for code, licence in LICENCES.items()}
    for each in (*described["resources"], *described["attachments"]):
        named = [codes[one["name"]] for one in each.get("licenses", ()) if one["name"] in codes]
        if each["path"].endswith(".geojson"):
            source = borders.get(each["path"].split("/")[-2])
            named = [source.licence.code] if source else []
        yield _File(
            each["path"].removeprefix("../"),
            each["bytes"],
            each["hash"].removeprefix("sha256:"),
            t.listed(licence_word(code, t) for code in named or ["own work"]),
        )
