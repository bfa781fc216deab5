"""Which offers fit a question: on a small hand-made set, and against a plain look at each row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_index import MONTH_LIMITS, PRICE_LIMITS, build, offer_index
from inspiratiekaart.offer_search import LEVELS_OF, Hits, Question, linked, search
from inspiratiekaart.schema import tables

SITES = pd.DataFrame(
    [
        ("a-assen", "a", "Assen", "AM01", 0, 0),
        ("a-beilen", "a", "Beilen", "AM03", 15_000, 0),
        ("b-zwolle", "b", "Zwolle", "AM05", 60_000, 0),
    ],
    columns=["site_id", "provider_id", "place", "arbeidsmarktregio_code", "x_m", "y_m"],
)
PROVIDERS = pd.DataFrame(
    [("a", "Alfa", "mbo"), ("b", "Bèta Academie", "particulier")],
    columns=["provider_id", "name", "kind"],
)
KWALIFICATIES = pd.DataFrame([("12345", "Brilmaker")], columns=["crebo", "name"])
LINKS = pd.DataFrame(
    [("opticiens", "12345", None, "direct"), ("opticiens", None, "98765", "related")],
    columns=["occupation_id", "crebo", "isat", "confidence"],
)
EMPTY = dict.fromkeys(tables()["offers"].column_names)
ROWS: list[dict[str, Any]] = [
    {"offer_id": "1", "provider_id": "a", "site_id": "a-assen", "title": "Opticien"}
    | {"crebo": "12345", "level": "mbo-4", "learning_form_id": "bbl", "duration_months": 36},
    {"offer_id": "2", "provider_id": "a", "site_id": "a-beilen", "title": "Optiek in het kort"}
    | {"learning_form_id": "cursus", "price_eur": 250, "duration_text": "2 cursusdagen"},
    {"offer_id": "3", "provider_id": "b", "site_id": "b-zwolle", "title": "Optometrie"}
    | {"isat": "98765", "level": "hbo", "attendance": "voltijd", "duration_text": "240 EC"}
    | {"learning_form_id": "bachelor", "certainty": "recognised", "start_on": "2026-09-01"},
    {"offer_id": "4", "provider_id": "b", "title": "Heftruck", "price_eur": 600}
    | {"certainty": "sample", "start_on": "2025-01-01"},
    {"offer_id": "5", "provider_id": "b", "title": "Heftruck online", "is_online": True},
]


def _offers(rows: list[dict[str, Any]]) -> pd.DataFrame:
    base = EMPTY | {"is_online": False, "certainty": "offered", "evidence_year": 2026}
    frame = pd.DataFrame([base | row for row in rows], dtype="object")
    types = {"price_eur": "Float64", "duration_months": "Float64"}
    return frame.astype(types)


INDEX = build(_offers(ROWS), SITES, PROVIDERS, KWALIFICATIES, LINKS, 2026)
SHIPPED = offer_index(open_dataset("2026"))


def _ids(hits: Hits) -> list[str]:
    groups = hits.ordered_groups()
    return [str(hits.index.offers["offer_id"][at]) for g in groups for at in hits.offers_of(int(g))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question(), ["5", "4", "1", "2", "3"]),
        (Question(Filters(words="brilm")), ["1"]),
        (Question(Filters(words="beta academie heftr")), ["5", "4"]),
        (Question(point=(0.0, 0.0)), ["1", "2", "5"]),
        (Question(Filters(radius_km=60), point=(0.0, 0.0)), ["1", "2", "3", "5"]),
        (Question(regions=frozenset({"AM05"})), ["5", "3"]),
        (Question(regions=frozenset({"AM05"}), point=(0.0, 0.0)), ["1", "2", "5"]),
        (Question(topic=frozenset({"opticiens"})), ["1", "3"]),
        (Question(topic=frozenset()), []),
        (Question(Filters(occupation="opticiens")), ["1", "3"]),
        (Question(level="middelbaar"), ["1"]),
        (Question(Filters(forms=frozenset({"bbl", "cursus"}))), ["1", "2"]),
        (Question(Filters(certainties=frozenset({"recognised"}))), ["3"]),
        (Question(Filters(kinds=frozenset({"mbo"}))), ["1", "2"]),
        (Question(Filters(provider="a")), ["1", "2"]),
        (Question(Filters(group="b")), ["5", "4"]),
        (Question(Filters(months_max=1)), ["2", "5", "4"]),
        (Question(Filters(price_max=500)), ["2", "5", "1", "3"]),
        (Question(Filters(start_from="2026-09")), ["3", "5", "4", "1", "2"]),
        (Question(Filters(sort="naam")), ["4", "5", "1", "2", "3"]),
        (Question(Filters(sort="prijs")), ["2", "4", "5", "1", "3"]),
        (Question(Filters(sort="start")), ["3", "5", "4", "1", "2"]),
    ],
)
def test_question_finds_these_in_this_order(question: Question, expected: list[str]) -> None:
    """Each filter leaves out what does not fit; what is unknown stays and comes last."""
    assert expected == _ids(search(INDEX, question))


def test_unknown_fits_perhaps_and_is_not_counted_as_certain() -> None:
    """A limit on the price keeps offers without a price, and says how many surely fit."""
    hits = search(INDEX, Question(Filters(price_max=500)))
    assert (4, 1) == (hits.total, hits.certain)
    assert {"250": 1, "500": 1, "1000": 2, "2500": 2, "5000": 2, "10000": 2} == hits.limits(
        "price_max"
    )


def test_a_facet_counts_what_each_value_would_find() -> None:
    """The values of a filter in use are counted as if that filter were not there."""
    hits = search(INDEX, Question(Filters(forms=frozenset({"bbl"}), words="opt")))
    assert {"bachelor": 1, "bbl": 1, "cursus": 1} == hits.facet("forms")
    assert {"mbo": 1, "particulier": 0} == hits.facet("kinds")
    assert {} == hits.facet("funded")


def test_lengths_in_days_and_full_time_credits_become_months() -> None:
    """Two days are less than a month; 240 credits full-time are 48 months."""
    months = dict(zip(INDEX.offers["offer_id"], INDEX.months.round(2), strict=True))
    assert (0.07, 48.0, 36.0) == (months["2"], months["3"], months["1"])
    assert np.isnan(months["4"])


def test_direct_links_leave_out_related_programmes() -> None:
    """Only the training that leads to the profession by itself is direct."""
    direct = linked(INDEX, frozenset({"opticiens"}), direct=True)
    assert ["1"] == INDEX.offers["offer_id"][direct].tolist()


def test_no_offers_are_no_error() -> None:
    """An edition without offers answers every question with nothing."""
    empty = build(_offers(ROWS).iloc[:0], SITES, PROVIDERS, KWALIFICATIES, LINKS, 2026)
    hits = search(empty, Question(Filters(words="a", price_max=500), point=(0.0, 0.0)))
    assert (0, 0, []) == (hits.total, hits.certain, hits.ordered_groups().tolist())


FILTERS = st.builds(
    Filters,
    words=st.sampled_from(["", "zorg", "opt", "amst univ", "xyzzy"]),
    radius_km=st.sampled_from([10, 40]),
    forms=st.frozensets(st.sampled_from(SHIPPED.facets["forms"].values), max_size=2),
    levels=st.frozensets(st.sampled_from(SHIPPED.facets["levels"].values), max_size=2),
    months_max=st.none() | st.sampled_from(MONTH_LIMITS),
    price_max=st.none() | st.sampled_from(PRICE_LIMITS),
    funded=st.sampled_from(["", "ja", "nee"]),
    certainties=st.frozensets(st.sampled_from(["offered", "sample", "recognised"]), max_size=2),
    sort=st.sampled_from(["", "prijs", "start", "naam"]),
)
QUESTIONS = st.builds(
    Question,
    FILTERS,
    st.none() | st.tuples(st.floats(80_000, 250_000), st.floats(350_000, 580_000)),
    st.frozensets(st.sampled_from(SHIPPED.regions.values), max_size=3),
    st.none() | st.frozensets(st.sampled_from(sorted(SHIPPED.links)), max_size=3),
    st.none() | st.sampled_from(sorted(LEVELS_OF)),
)


@given(QUESTIONS)
def test_counts_agree_with_each_other(question: Question) -> None:
    """Groups, facets, limits and order all tell of the same offers, for any question."""
    hits = search(SHIPPED, question)
    groups = hits.ordered_groups()
    assert hits.total == int(hits.mask.sum()) == int(hits.counts[groups].sum())
    assert len(set(groups.tolist())) == len(groups)
    assert 0 <= hits.certain <= hits.total
    for name, wanted in (("forms", question.filters.forms), ("levels", question.filters.levels)):
        counts = hits.facet(name)
        assert not wanted or hits.total == sum(counts[each] for each in wanted)
    assert all(np.count_nonzero(hits.but(name)) >= hits.total for name in hits.masks)
    if question.filters.price_max is not None and len(hits.masks) == 1:
        assert hits.certain == hits.limits("price_max")[str(question.filters.price_max)]
    if question.point is not None and question.filters.sort == "" and hits.perhaps is None:
        assert np.all(np.diff(np.nan_to_num(hits.distance_km[groups], posinf=1e9)) >= 0)
