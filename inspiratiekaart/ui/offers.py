"""The page of trainings: fields, the list and the map in step, and the list of providers."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import streamlit as st

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing import leaflet
from inspiratiekaart.drawing.offers_map import offers_state
from inspiratiekaart.drawing.styles import SHAPES
from inspiratiekaart.occupations import short_name, work
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_index import CERTAINTIES
from inspiratiekaart.offer_sentences import (
    area_name,
    evidence,
    facts,
    form_names,
    nearest_sentence,
    notes,
    offers_lead,
    offers_title,
    whereabouts,
)
from inspiratiekaart.offers_view import OffersView, offers_view
from inspiratiekaart.providers_view import ProvidersView, providers_view
from inspiratiekaart.regions import region_names
from inspiratiekaart.search import PlaceMatch
from inspiratiekaart.selection import Selection
from inspiratiekaart.ui import assets, cache, folium_frame, offers_fields, query
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.paging import Numbered, numbered

_KEY = "offers_map"
_HEIGHT = 560
_PATH = "opleidingen"
_PROVIDERS = "opleiders"
_SHOWN = 3


def draw(current: Here) -> None:
    """Draw the page, from its heading to its sources."""
    filters, ignored = offers_fields.read(current)
    typed = query.page_value("pagina")
    page = int(typed) if typed.isdecimal() and len(typed) <= 6 else 1
    tab = query.page_value("toon", {_PROVIDERS: True})
    seen = offers_view(current.dataset, current.selection, filters, 1 if tab else page)
    listed = providers_view(current.dataset, current.selection, filters, page if tab else 1)
    t = current.t
    heading = {"title": offers_title(current.dataset, seen, t), "lead": offers_lead(seen, t)}
    st.html(fragment("offers_start", t=t, ignored=ignored, **heading))
    offers_fields.draw(current, filters, seen)
    if answer := _place_answer(current, seen):
        st.html(answer)
    st.html(_tabs(current, seen, listed, bool(tab)))
    left, right = st.columns([5, 6], gap="large")
    with left, st.container(key="ik-offers-map"):
        _map(current, filters, seen)
    with right:
        st.html(_providers(current, seen, listed) if tab else _list(current, seen))


def _map(current: Here, filters: Filters, seen: OffersView) -> None:
    state = _state(current.dataset, current.selection, filters)
    folium_frame.draw(state, _KEY, _HEIGHT, _toggle)
    st.html(fragment("offers_legend", t=current.t, view=seen, kinds=list(SHAPES)))


@functools.lru_cache(maxsize=256)
def _state(dataset: Dataset, selection: Selection, filters: Filters) -> str:
    t = cache.texts(selection.language)
    files = assets.map_files(dataset, t)
    seen = offers_view(dataset, selection, filters, 1)
    return leaflet.state_json(offers_state(dataset, seen, files, t))


def _toggle() -> None:
    answer = st.session_state.get(_KEY) or {}
    reading = query.read()
    code = str(answer.get("chosen", ""))
    if code in region_names(cache.dataset(reading.selection.edition)):
        query.go(reading.selection.toggled(code), pagina="")


def url(selection: Selection, filters: Filters, *, tab: bool = False, page: int = 1) -> str:
    """The link to this page with ``selection`` and ``filters``."""
    asked = {**selection.to_query(), **filters.to_query()}
    if tab:
        asked["toon"] = _PROVIDERS
    if page > 1:
        asked["pagina"] = str(page)
    return f"{_PATH}?{urlencode(asked, safe=',')}" if asked else _PATH


def _place_answer(current: Here, seen: OffersView) -> str:
    names = region_names(current.dataset)
    if not seen.filters.place or (seen.point is not None and len(seen.places) == 1):
        return ""
    others = [
        (
            current.t(
                "place.option",
                name=match.name,
                gemeente=match.gemeente_name or match.name,
                region=names[match.arbeidsmarktregio_code],
            ),
            url(seen.selection, replace(seen.filters, place=_typed(match, seen.places, names))),
        )
        for match in seen.places[1:]
    ]
    return fragment(
        "offers_place",
        t=current.t,
        typed=seen.filters.place,
        places=seen.places,
        is_point=seen.point is not None,
        names=names,
        others=others,
    )


def _typed(match: PlaceMatch, places: tuple[PlaceMatch, ...], names: Mapping[str, str]) -> str:
    if sum(each.name == match.name for each in places) == 1:
        return match.name
    return f"{match.name}, {names[match.arbeidsmarktregio_code]}"


def _tabs(current: Here, seen: OffersView, listed: ProvidersView, tab: bool) -> str:
    return fragment(
        "offers_tabs",
        t=current.t,
        view=seen,
        providers=listed,
        shows_providers=tab,
        offers_url=url(seen.selection, seen.filters),
        providers_url=url(seen.selection, seen.filters, tab=True),
    )


def _list(current: Here, seen: OffersView) -> str:
    t, data = current.t, current.dataset
    names = region_names(data)
    forms = form_names(current.dataset, current.t)
    origin = seen.places[0].name if seen.point is not None else ""
    near_origin = origin or area_name(data, seen, t)
    known = {key: data.sources[key] for key in seen.source_ids if key in data.sources}
    placed = bool(seen.point is not None or seen.selection.regions)
    unplaced = t.count("offers.unplaced", seen.unplaced) if placed and seen.unplaced else ""
    everywhere = replace(seen.selection, regions=frozenset())
    return fragment(
        "offers_list",
        t=t,
        view=seen,
        edition=data.edition,
        sources=known,
        attributions=sorted({each.attribution for each in known.values()}),
        certainties=CERTAINTIES,
        only=_only(current, seen),
        whereabouts=lambda group: whereabouts(group, names, origin, t),
        facts=lambda offer: facts(offer, forms, data.boundary_year, t),
        evidence=lambda offer: evidence(offer, t),
        nearest_sentence=lambda group: nearest_sentence(group, near_origin, t),
        group_url=lambda group: url(seen.selection, replace(seen.filters, group=group.group_id)),
        dropped=_dropped(current, seen),
        clear_url=url(_cleared(seen.selection), Filters()),
        unplaced=unplaced,
        unplaced_url=url(everywhere, seen.filters.without("place")),
        notes=notes(seen, t),
        pages=_pages(seen.selection, seen.filters, seen.page, seen.pages, tab=False),
        web=_web,
    )


def _only(current: Here, seen: OffersView) -> list[tuple[str, str, str]]:
    """What a link from elsewhere has fixed, each with words and a link to let it go."""
    t, filters = current.t, seen.filters
    said = []
    if filters.occupation:
        name = short_name(work(current.dataset).occupations[filters.occupation]["name_nl"])
        free = url(seen.selection, filters.without("occupation"))
        text = t("offers.only_occupation", name=name)
        said.append((text, t("offers.show_every_occupation"), free))
    if (filters.provider or filters.group) and seen.groups:
        first = seen.groups[0]
        key = "offers.only_here" if filters.group and first.site else "offers.only_provider"
        place = first.site["place"] if first.site else ""
        text = t(key, provider=first.provider["name"], place=place)
        free = url(seen.selection, filters.without("provider", "group"))
        said.append((text, t("offers.show_everyone"), free))
    return said


def _dropped(current: Here, seen: OffersView) -> list[tuple[str, str]]:
    t = current.t
    links = []
    for name, count in seen.dropped:
        found = t.count("offers.empty.found", count)
        text = t("offers.empty.drop", filter=t(f"offers.filter.{name}"), found=found)
        links.append((text, url(*_without(seen, name))))
    return links


def _without(seen: OffersView, name: str) -> tuple[Selection, Filters]:
    selection, filters = seen.selection, seen.filters
    if name in ("place", "regions"):
        return replace(selection, regions=frozenset()), filters.without("place")
    if name == "topic":
        return replace(selection, topic=None, level=None), filters
    if name == "level":
        return replace(selection, level=None), filters
    return selection, filters.without(name)


def _cleared(selection: Selection) -> Selection:
    return Selection(language=selection.language, edition=selection.edition)


def _pages(selection: Selection, filters: Filters, here: int, last: int, *, tab: bool) -> Numbered:
    return numbered(here, last, lambda page: url(selection, filters, tab=tab, page=page))


def _providers(current: Here, seen: OffersView, listed: ProvidersView) -> str:
    data = current.dataset
    known = [data.sources[key] for key in listed.source_ids if key in data.sources]
    bare = seen.filters.without("group")
    return fragment(
        "offers_providers",
        t=current.t,
        view=seen,
        providers=listed,
        edition=data.edition,
        shown=_SHOWN,
        attributions=sorted({each.attribution for each in known}),
        provider_url=lambda p: url(seen.selection, replace(bare, provider=p["provider_id"])),
        clear_url=url(_cleared(seen.selection), Filters()),
        pages=_pages(seen.selection, seen.filters, listed.page, listed.pages, tab=True),
        web=_web,
        host=lambda address: urlsplit(address).netloc.removeprefix("www."),
    )


def _web(address: str | None) -> str:
    """``address`` where it is one of the web; empty for anything else."""
    return address if address and address.startswith(("https://", "http://")) else ""
