"""Boundaries at PDOK: one form of shape whatever was asked, and what differs from ours."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.sources.fetching import FetchError
from inspiratiekaart.sources.published import area_changes, cbs_areas_table
from inspiratiekaart.sources.published import pdok_boundaries as pdok
from inspiratiekaart.sources.published.feeds import Errand
from inspiratiekaart.sources.reading import Document, open_document
from inspiratiekaart.texts import Texts
from tests.sources.fetching.server import LOCAL, Answer, Given, json_page, serving
from tests.sources.published.drafts import SAMPLES

SAMPLE = SAMPLES / "pdok-grenzen/gemeenten-ogc.json"
COLLECTION: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
(FORM,) = pdok.FORMS
FEED = pdok.FEEDS[0]


def _document(tmp_path: Path, value: object) -> Document:
    path = tmp_path / "grenzen.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return open_document(path)


def _wfs(crs: str, *, is_turned: bool = False) -> dict[str, Any]:
    """The sample as the older WFS gives it: in RD or in WGS84, with a year before the code."""
    frame = pdok.shapes(open_document(SAMPLE)).to_crs(crs)
    geometries = list(frame.geometry)
    if is_turned:
        geometries = [shapely.transform(it, lambda xy: xy[:, ::-1]) for it in geometries]
    rows = zip(frame["code"], frame["name"], geometries, strict=True)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "statcode": code, "statnaam": name, "jrstatcode": f"2025{code}",
                    "rubriek": "gemeente",
                },
                "geometry": json.loads(shapely.to_geojson(geometry)),
            }
            for code, name, geometry in rows
        ],
    }  # fmt: skip


def test_shapes_are_those_of_the_newest_year() -> None:
    """The service gives all years at once; one without a shape is no area."""
    found = pdok.shapes(open_document(SAMPLE))
    assert [("GM0153", "Enschede", 2025), ("GM0158", "Haaksbergen", 2025)] == list(
        found[["code", "name", "year"]].itertuples(index=False, name=None)
    )
    assert ["GM0153"] == list(pdok.shapes(open_document(SAMPLE), 2024)["code"])


@pytest.mark.parametrize(
    ("crs", "is_turned"), [("EPSG:28992", False), ("EPSG:4326", False), ("EPSG:4326", True)]
)
def test_all_coordinates_become_longitude_and_latitude(
    tmp_path: Path, crs: str, *, is_turned: bool
) -> None:
    """Metres, degrees, or degrees with the latitude first: the same place on the map."""
    found = pdok.shapes(_document(tmp_path, _wfs(crs, is_turned=is_turned)))
    first = pdok.shapes(open_document(SAMPLE))
    assert "EPSG:4326" == found.crs.to_string()
    assert list(first["code"]) == list(found["code"])
    assert all(found.geometry.geom_equals_exact(first.geometry, tolerance=1e-6))
    assert [2025, 2025] == list(found["year"])


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": None},
        {"type": "FeatureCollection", "features": [1, None, {"type": "Feature"}]},
        {"features": [{"type": "Feature", "properties": [], "geometry": {}}]},
    ],
)
def test_another_json_is_no_boundaries(tmp_path: Path, value: object) -> None:
    """It has no codes of CBS, and reading it all the same gives nothing."""
    document = _document(tmp_path, value)
    assert 0 == FORM.fits(document)
    assert 0 == len(pdok.shapes(document))
    assert {} == FORM.tidy(document, {}).drafts
    assert () == pdok.remarks(document, open_dataset("2026"))


def test_a_broken_shape_is_left_out(tmp_path: Path) -> None:
    """One polygon that is none does not cost the others."""
    broken = json.loads(json.dumps(COLLECTION))
    broken["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [[[1]]]}
    document = _document(tmp_path, broken)
    assert ["GM0158"] == list(pdok.shapes(document)["code"])
    broken["features"][0] = {
        **COLLECTION["features"][0],
        "geometry": {"type": "Polygon", "coordinates": [[[6, 52], [6, 1e300], [7, 52], [6, 52]]]},
    }
    document = _document(tmp_path, broken)
    assert ["GM0158"] == list(pdok.shapes(document)["code"])
    assert pdok.remarks(document, open_dataset("2026"))


def test_what_differs_from_the_map_is_said() -> None:
    """Areas that are gone, and a division of another year, each in words."""
    dataset = open_dataset("2026")
    found = pdok.remarks(open_document(SAMPLE), dataset)
    assert "area-year" == found[0].code
    assert {"year": 2025, "own_year": 2026} == dict(found[0].values)
    assert 340 == sum(each.code == "area-gone" for each in found)
    assert not [each for each in found if each.code in ("area-new", "area-reshaped")]
    for language in ("nl", "en"):
        assert all(each.sentence(Texts(language)) for each in found)  # type: ignore[arg-type]


def test_a_shape_that_moved_is_measured() -> None:
    """A border that gives a tenth and more of an area away is told, with how much."""
    names = open_dataset("2026")["gemeenten"].set_index("gemeente_code")["name"]
    found = pdok.shapes(open_document(SAMPLE))
    metres = found.to_crs("EPSG:28992")
    moved = metres.set_geometry(metres.translate(xoff=3000)).to_crs("EPSG:4326")
    told = area_changes.of_shapes(moved, found[["code", "geometry"]], names, 2026, 2026)
    assert ["area-reshaped", "area-reshaped"] == [each.code for each in told]
    assert "Enschede" == told[0].values["name"]
    assert () == area_changes.of_shapes(found, gpd.GeoDataFrame(found), names, 2026, 2026)


def test_a_municipality_that_moves_is_said() -> None:
    """Another region, another name, and one that is new."""
    dataset = open_dataset("2026")
    areas = cbs_areas_table.areas(open_document(SAMPLES / "cbs-statline/gebieden-2024.csv"))
    whole = dataset["gemeenten"].rename(columns={"name": "gemeente_name"})
    same = whole[["gemeente_code", "gemeente_name", "arbeidsmarktregio_code"]]
    assert () == area_changes.of_register(same, 2026, dataset)
    changed = same.copy()
    changed.loc[changed["gemeente_code"] == "GM0164", "arbeidsmarktregio_code"] = "AM07"
    changed.loc[changed["gemeente_code"] == "GM0153", "gemeente_name"] = "Groot Enschede"
    changed.loc[changed["gemeente_code"] == "GM0158", "gemeente_code"] = "GM9998"
    told = area_changes.of_register(changed, 2027, dataset)
    assert ["area-year", "area-new", "area-gone", "area-renamed", "area-moved"] == [
        each.code for each in told
    ]
    assert {
        "code": "GM0164",
        "name": "Hengelo (O.)",
        "was": "Twente",
        "now": "Midden-Gelderland",
    } == dict(told[-1].values)
    assert 4 == len(areas)
    gone = {each.values["code"] for each in cbs_areas_table.remarks(
        open_document(SAMPLES / "cbs-statline/gebieden-2024.csv"), dataset
    )}  # fmt: skip
    assert 338 == len(gone)
    assert not gone & set(areas["gemeente_code"])


def test_all_pages_are_fetched(tmp_path: Path) -> None:
    """The link to the next page is followed to the last, and all features are in one file."""
    features = COLLECTION["features"]
    following = [
        {"rel": "self", "href": "{site}/items"},
        {"rel": "next", "href": "{site}/items?cursor=x"},
    ]
    answers: dict[str, Given] = {
        "/items": json_page({"features": features[:1], "links": following}),
        "/items?cursor=x": json_page({"features": features[1:], "links": following[:1]}),
    }
    with serving(answers) as site:
        file = tmp_path / "grenzen.json"
        replace(FEED, urls=(site.url("/items"),)).fetch(Errand(LOCAL, file))
        assert "jaarcode=" in site.paths[0]
    assert 1 == FORM.fits(open_document(file))
    assert ["GM0153", "GM0158"] == list(pdok.shapes(open_document(file))["code"])


@pytest.mark.parametrize(
    ("answer", "code"),
    [(json_page({"items": []}), "shape"), (Answer(400), "status"), (b"<wfs/>", "shape")],
)
def test_a_changed_service_is_said(tmp_path: Path, answer: Given, code: str) -> None:
    """It leaves no half file."""
    with serving({"/items": answer}) as site:
        feed = replace(FEED, urls=(site.url("/items"),))
        with pytest.raises(FetchError) as refused:
            feed.fetch(Errand(LOCAL, tmp_path / "grenzen.json"))
    assert code == refused.value.code
    assert [] == list(tmp_path.iterdir())
