"""CBS Gebiedsindelingen at PDOK: the boundaries of municipalities and labour-market regions.

A GeoJSON of the OGC API (longitude and latitude, pages with a link to the next, all years unless
one is asked) or of the older WFS (RD or WGS84, one year). Shapes are no rows: they come with
``build``. ``shapes`` hands them back in one form, and ``remarks`` say what differs from those that
the map has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.boundaries import DEGREES, METRES
from inspiratiekaart.sources.fetching import (
    Fetched,
    next_link,
    pages,
    rows_of,
    with_query,
    write_rows,
)
from inspiratiekaart.sources.published.area_changes import of_shapes
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.form import Columns, Form, Remark
from inspiratiekaart.sources.published.recorded import answers
from inspiratiekaart.sources.reading import Document, DocumentError
from inspiratiekaart.sources.tidied import Rejected, Tidied

SOURCE = Source(
    source_id="cbs-gebiedsindelingen-pdok",
    publisher="CBS",
    title_nl="CBS Gebiedsindelingen (grenzen, via PDOK)",
    title_en="CBS area divisions (boundaries, through PDOK)",
    url="https://www.pdok.nl/introductie/-/article/cbs-gebiedsindelingen",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["CC-BY-4.0"],
    attribution="Bron: CBS / Kadaster, CC BY 4.0",
    limits_nl="Vereenvoudigde grenzen, voor kaarten en niet als wettelijke grens.",
    limits_en="Generalised boundaries, for maps and not as legal borders.",
)

BASE = "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections"
_CODE, _NAME, _YEAR = "statcode", "statnaam", "jaarcode"
_PAGE = 100
_FIRST_LAT = 40
"""A first coordinate of a point in the Netherlands above this (and no metres) is a latitude."""


def fits(document: Document) -> float:
    """It is one when its features have a code and a name of CBS."""
    try:
        first = next(_features(document), {})
    except DocumentError:
        return 0
    return 1.0 if {_CODE, _NAME} <= set(_properties(first)) else 0


def shapes(document: Document, year: int | None = None) -> gpd.GeoDataFrame:
    """The areas of ``year`` (default: the newest in it): code, name, year, geometry (EPSG:4326).

    Features without a shape or a code are left out.
    """
    rows = []
    for feature in _features(document):
        said = _properties(feature)
        try:
            geometry = shapely.from_geojson(json.dumps(feature.get("geometry")))
        except shapely.errors.GEOSException:
            continue
        if geometry is not None and not geometry.is_empty and said.get(_CODE):
            code, name = str(said[_CODE]).strip(), str(said.get(_NAME) or "").strip()
            rows.append((code, name, _year(said), geometry))
    frame = pd.DataFrame(rows, columns=["code", "name", "year", "geometry"])
    newest = frame["year"].max() if year is None else year
    if pd.notna(newest):
        frame = frame[frame["year"].isna() | (frame["year"] == newest)]
    found = gpd.GeoDataFrame(frame.sort_values("code").reset_index(drop=True), geometry="geometry")
    return _in_degrees(found)


def tidy(document: Document, columns: Columns) -> Tidied:
    """No drafts: every feature is left out, since shapes come with ``build``."""
    rejected = [
        Rejected("", number, _CODE, "pdok.shape-through-build", str(said.get(_NAME) or ""))
        for number, feature in enumerate(_features(document), 1)
        for said in [_properties(feature)]
    ]
    years = [year for feature in _features(document) if (year := _year(_properties(feature)))]
    return Tidied({}, tuple(rejected), len(rejected), str(max(years)) if years else "")


def remarks(document: Document, dataset: Dataset) -> tuple[Remark, ...]:
    """How these shapes differ from those that ``dataset`` has of the same areas."""
    found = shapes(document)
    if found.empty:
        return ()
    kind = "gemeenten" if str(found["code"].iloc[0]).startswith("GM") else "arbeidsmarktregios"
    year = found["year"].iloc[0]
    names = dataset[kind].set_index(dataset[kind].columns[0])["name"]
    known = dataset.shapes(kind)
    return of_shapes(
        found, known, names, None if pd.isna(year) else int(year), dataset.boundary_year
    )


def fetch(feed: Feed, errand: Errand) -> Fetched:
    """All pages of a collection for this year, as one file."""
    url = with_query(feed.urls[0], f="json", limit=_PAGE, jaarcode=datetime.now(UTC).year)
    found = pages(errand.client, url, next_link("links", "next", "href"))
    rows = (row for page in found for row in rows_of(page, "features", url))
    return write_rows(rows, errand.file, url, errand.client)


def _features(document: Document) -> Iterator[Mapping[str, Any]]:
    """The features in a collection, in recorded pages of one, or in a plain list."""
    for answer in answers(document):
        body = answer.body
        listed = body.get("features") if isinstance(body, Mapping) else body
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, Mapping) and each.get("type") == "Feature":
                yield each


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, Mapping) else {}


def _year(said: Mapping[str, Any]) -> int | None:
    """The year of an area; in WFS it stands before the code (``2025GM0014``)."""
    text = str(said.get(_YEAR) or said.get("jrstatcode") or "")[:4]
    return int(text) if text.isdecimal() else None


def _in_degrees(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Longitude and latitude, told from the coordinates: a file does not always say what it has.

    Told from most of the shapes; one that then lies elsewhere on earth is damaged and left out.
    """
    if found.empty:
        return found.set_crs(DEGREES)
    west, _, east, _ = found.bounds.median()
    if max(abs(west), abs(east)) > 180:
        turned = found.set_crs(METRES).to_crs(DEGREES)
    elif west > _FIRST_LAT:
        flipped = shapely.transform(found.geometry.to_numpy(), lambda xy: xy[:, ::-1])
        turned = found.set_geometry(gpd.GeoSeries(flipped, crs=DEGREES, index=found.index))
    else:
        turned = found.set_crs(DEGREES)
    bounds = turned.bounds
    is_near = bounds["minx"].ge(0) & bounds["maxx"].le(10)
    is_near &= bounds["miny"].ge(48) & bounds["maxy"].le(58)
    return turned[is_near].reset_index(drop=True)


FORMS = (Form("pdok-grenzen", SOURCE, fits, tidy, remarks=remarks),)
FEEDS = tuple(
    Feed(
        f"pdok-{kind}",
        "pdok-grenzen",
        f"CBS Gebiedsindelingen: {kind}",
        (f"{BASE}/{collection}/items",),
        fetch,
    )
    for kind, collection in (
        ("gemeenten", "gemeente_gegeneraliseerd"),
        ("arbeidsmarktregios", "arbeidsmarktregio_gegeneraliseerd"),
    )
)
