"""The funded institutions on the map: all of them, each in the municipality of its address."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect
from shapely.geometry import Point, shape

from inspiratiekaart.dataset import editions, living, open_dataset
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FUNDED = 109
MARGIN_DEGREES = 0.005
"""Shared borders are simplified; half a kilometre covers what that moves."""


def _head_offices(edition: str) -> pd.DataFrame:
    data = open_dataset(edition)
    providers, sites = data["providers"], data["sites"]
    funded = providers[providers["is_funded"].fillna(False)]
    return sites[sites["is_head_office"]].merge(
        funded[["provider_id", "name", "kind"]], on="provider_id"
    )


@pytest.mark.parametrize("edition", living(editions()))
def test_all_funded_institutions_are_on_the_map(visit: Visit, edition: str) -> None:
    """Each has a mark, inside the municipality that its postcode belongs to."""
    offices = _head_offices(edition)
    assert FUNDED == len(offices)
    data = open_dataset(edition)
    postcodes = data["postcodes"].groupby("postcode")["gemeente_code"].agg(set)
    shapes = json.loads(data.shapes_path("gemeenten").read_text(encoding="utf-8"))
    areas = {each["properties"]["code"]: shape(each["geometry"]) for each in shapes["features"]}

    frame = visit(f"/?editie={edition}").screen.map_frame()
    drawn: list[list[Any]] = frame.evaluate(
        """() => fetch(__ik.state.files.sites).then((answer) => answer.json())
        .then(({sites}) => __ik.state.sites.map((index) => sites[index]))"""
    )
    marks: int = frame.evaluate("() => __ik.clusters.getLayers().length")
    assert len(drawn) == marks
    on_map = {(name, kind): (lon, lat) for lon, lat, kind, name, _, note in drawn if note}

    wrong = []
    for office in offices.to_dict("records"):
        at = on_map.get((office["name"], office["kind"]))
        gemeente = office["gemeente_code"]
        is_inside = at and areas[gemeente].distance(Point(*at)) <= MARGIN_DEGREES
        if not is_inside or gemeente not in postcodes[office["postcode"][:4]]:
            wrong.append((office["name"], office["postcode"], office["place"], at, gemeente))
    assert [] == wrong


@pytest.mark.parametrize("edition", living(editions()))
def test_a_region_without_an_institution_names_the_nearest(visit: Visit, edition: str) -> None:
    """Each such region says so, and who is nearest, where, and how far."""
    have = set(_head_offices(edition)["arbeidsmarktregio_code"])
    regions = open_dataset(edition)["arbeidsmarktregios"]
    lacking = regions[~regions["arbeidsmarktregio_code"].isin(have)]
    assert not lacking.empty
    codes = ",".join(sorted(lacking["arbeidsmarktregio_code"]))
    visitor = visit(f"/regio?regios={codes}&editie={edition}")
    said = visitor.page.locator(".rg-without")
    expect(said).to_have_count(len(lacking))
    texts = said.all_inner_texts()
    for name in lacking["name"]:
        [text] = [each for each in texts if each.startswith(f"{name} heeft geen")]
        assert " km hemelsbreed" in text
        assert "De dichtstbijzijnde is" in text
