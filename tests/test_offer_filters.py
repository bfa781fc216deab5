"""The filters and the link say each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.offer_filters import PARAMETERS, RADII_KM, SORTS, Filters, read_filters
from inspiratiekaart.offer_index import CERTAINTIES, MONTH_LIMITS, PRICE_LIMITS, offer_index

INDEX = offer_index(open_dataset("2026"))
OCCUPATIONS = frozenset(INDEX.links)
WORDS = st.sampled_from(["", "opticien", "mbo zorg & welzijn", "café"])
FILTERS = st.builds(
    Filters,
    words=WORDS,
    place=st.sampled_from(["Assen", "'s-Hertogenbosch", "9401"]),
    radius_km=st.sampled_from(RADII_KM),
    forms=st.frozensets(st.sampled_from(INDEX.facets["forms"].values)),
    levels=st.frozensets(st.sampled_from(INDEX.facets["levels"].values)),
    months_max=st.none() | st.sampled_from(MONTH_LIMITS),
    price_max=st.none() | st.sampled_from(PRICE_LIMITS),
    start_from=st.sampled_from(["", *INDEX.start_months.values]),
    funded=st.sampled_from(["", "ja", "nee"]),
    certainties=st.frozensets(st.sampled_from(CERTAINTIES)),
    kinds=st.frozensets(st.sampled_from(INDEX.kinds.values)),
    occupation=st.sampled_from(["", "opticiens"]),
    provider=st.sampled_from(["", "25LU"]),
    group=st.sampled_from(["", "25LU-groningen"]),
    sort=st.sampled_from(["", *SORTS]),
)


@given(FILTERS)
def test_filters_survive_a_link(filters: Filters) -> None:
    """What is put into a link comes out of it, and nothing is ignored."""
    assert (filters, ()) == read_filters(filters.to_query(), INDEX, OCCUPATIONS)


def test_defaults_are_left_out_of_the_link() -> None:
    """Asking for nothing is an empty link."""
    assert {} == Filters().to_query()
    assert () == Filters(radius_km=60, sort="prijs").active


@given(st.dictionaries(st.sampled_from([*PARAMETERS.values(), "x"]), st.text(max_size=120)))
def test_any_link_can_be_read(query: dict[str, str]) -> None:
    """Nonsense gives filters that are valid themselves, and names what it ignored."""
    filters, ignored = read_filters(query, INDEX, OCCUPATIONS)
    assert (filters, ()) == read_filters(filters.to_query(), INDEX, OCCUPATIONS)
    assert set(ignored) <= set(PARAMETERS.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vorm", "bbl,los"),
        ("straal", "11"),
        ("prijs", "-1"),
        ("zoek", "?!"),
        ("beroep", "tovenaar"),
        ("locatie", "<script>"),
        ("sorteer", "toeval"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    """A value that does not exist is left out, and its parameter is named once."""
    assert (name,) == read_filters({name: value}, INDEX, OCCUPATIONS)[1]


def test_distance_needs_a_place() -> None:
    """Without a place there is no order by distance."""
    assert Filters() == read_filters({"sorteer": "afstand"}, INDEX, OCCUPATIONS)[0]


def test_dropping_a_filter_leaves_the_rest() -> None:
    """One filter can be let go without the others."""
    filters = Filters(words="zorg", price_max=500)
    assert Filters(words="zorg") == filters.without("price_max")
