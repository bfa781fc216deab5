"""What is shared on the page Presenteren: the selection, or the composed map of the address bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from inspiratiekaart.composition import compose
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.sentences import title
from inspiratiekaart.share import Share, read_code
from inspiratiekaart.snapshots.addresses import Address
from inspiratiekaart.store.errors import StoreError
from inspiratiekaart.store.kept import Stored
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, compose_work, query, sharing
from inspiratiekaart.ui.compose_work import Work
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.put import dataset_of
from inspiratiekaart.views import view

WHAT = "wat"
"""The page's parameter that says which of the two is shared, where there are both."""

SELECTION = "keuze"
COMPOSED = "kaart"
CHOICES = (COMPOSED, SELECTION)

_PATH = "presenteren"


@dataclass(frozen=True)
class Shown:
    """What is shared, its address, and what has to be said about it.

    ``share`` is what a short link would keep; with ``is_pinned`` the address is one already. Where
    the edition has been sealed as it is now, the sealed one is shared.
    ``follows_bar`` says that it is the selection in the address bar.
    """

    share: Share
    address: Address
    dataset: Dataset
    title: str
    notices: tuple[str, ...] = ()
    has_choice: bool = False
    follows_bar: bool = False
    is_pinned: bool = False
    can_edit: bool = False


def shown(current: Here) -> Shown:
    """What the address bar leads to; the selection where its composed map cannot be shared."""
    t = current.t
    asked = query.page_value(WHAT, dict.fromkeys(CHOICES))
    wrong = () if asked == st.query_params.get(WHAT, "") else (t("notice.ignored", names=WHAT),)
    try:
        found = _opened(compose_work.opened(), t)
    except StoreError as error:
        return _selection(current, (*wrong, compose_work.said(error, t)))
    if isinstance(found, Shown) and asked != SELECTION:
        return replace(found, notices=(*wrong, *found.notices), has_choice=True)
    said = (found,) if isinstance(found, str) else ()
    return replace(_selection(current, (*wrong, *said)), has_choice=isinstance(found, Shown))


def ways(current: Here) -> dict[str, str]:
    """The links on this page to share the one or the other; the header's script adds the map."""
    kept = current.selection.to_query()
    return {each: f"{_PATH}?{urlencode({**kept, WHAT: each}, safe=',')}" for each in CHOICES}


def _selection(current: Here, notices: tuple[str, ...]) -> Shown:
    data, selection = cache.pin(current.dataset), current.selection
    pinned = replace(selection, edition=data.edition, language="nl")
    return Shown(
        Share(pinned, selection.language, data.revision, date.today()),
        sharing.view(selection, current.dataset),
        data,
        title(view(current.dataset, selection), current.t),
        notices,
        follows_bar=True,
    )


def _opened(opened: Work | Stored | Share | None, t: Texts) -> Shown | str | None:
    """What is opened as it is shared; a sentence where it cannot be yet."""
    if opened is None:
        return None
    if isinstance(opened, Share):
        made = compose_work.shared_map(opened, t)
        address = sharing.kept(read_code(compose_work.token()), opened.language)
        return replace(_composed(made, address, t), share=opened, is_pinned=True)
    if isinstance(opened, Stored):
        return _composed(opened.map, sharing.kept(opened.read_token), t)
    if not opened.token:
        return t("present.not_kept")
    seen = _composed(opened.map, sharing.kept(opened.read_token), t)
    behind = () if opened.is_kept else (t("present.behind"),)
    return replace(seen, notices=behind, can_edit=True)


def _composed(composed: InspirationMap, address: Address, t: Texts) -> Shown:
    data = dataset_of(composed)
    pinned = cache.pin(data)
    what = replace(composed, edition=pinned.edition)
    share = Share(what, t.language, pinned.revision, date.today())
    return Shown(share, address, data, compose(data, composed, t).title)
