"""The map as data for other maps: GeoJSON (RFC 7946), and GeoPackage with styles for QGIS.

Both hold the regions with their figures and the providers that the map shows, EPSG:4326; the
GeoPackage also the municipalities of the chosen regions and the tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.tables import source_table
from inspiratiekaart.provenance import Source
from inspiratiekaart.sentences import figure_text
from inspiratiekaart.trainings import trainings

REGIONS, GEMEENTEN, PROVIDERS = "arbeidsmarktregios", "gemeenten", "opleiders"
"""The names of the layers."""


def write_geojson(handout: Handout) -> bytes:
    """Regions and providers as one collection of features; ``layer`` tells them apart.

    What the collection is, and of whom, stands in members of its own beside the features.
    """
    shapes = json.loads(handout.dataset.shapes_path(REGIONS).read_text(encoding="utf-8"))
    outlines = {each["properties"]["code"]: each["geometry"] for each in shapes["features"]}
    features = [_feature(REGIONS, row, outlines[row["code"]]) for row in region_rows(handout)]
    features += [
        _feature(PROVIDERS, row, {"type": "Point", "coordinates": [row["lon"], row["lat"]]})
        for row in provider_rows(handout)
    ]
    cited = source_table(handout.dataset, source_ids(handout), handout.t)
    names = [column.key for column in cited.columns]
    sources = [dict(zip(names, row, strict=True)) for row in cited.rows]
    collection = {"type": "FeatureCollection", **about(handout), "sources": sources}
    head = json.dumps(collection, ensure_ascii=False, indent=1)[:-2]
    body = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{head},\n "features": [\n{body}\n]}}\n'.encode()


def write_gpkg(handout: Handout) -> bytes:
    """The layers, each with its style for QGIS, and the tables, in one GeoPackage."""
    from inspiratiekaart.export.geopackage import package  # geopandas costs a second

    return package(handout)


def about(handout: Handout) -> dict[str, str]:
    """What a file of ours says of itself: title, area, figure, edition, date, maker, link."""
    composition, t = handout.composition, handout.t
    said = {
        "title": handout.title,
        "area": composition.area,
        "introduction": handout.introduction,
        "organisation": handout.organisation,
        "measure": t(f"measure.{handout.view.measure.name}.name"),
        "unit": t(f"measure.{handout.view.measure.name}.unit"),
        "caption": handout.caption,
        "edition": composition.edition,
        "edition_line": handout.edition_line,
        "made_on": handout.made_on.isoformat(),
        "language": t.language,
        "attribution": t("map.attribution"),
        "link": handout.link,
    }
    return {key: value for key, value in said.items() if value}


def region_rows(handout: Handout) -> list[dict[str, Any]]:
    """One row per region, by code; ``value`` and ``class`` are None where nothing is known."""
    borders = borders_source(handout.dataset)
    return [
        {
            "code": region.code,
            "name": region.name,
            "value": region.figure.value,
            "words": figure_text(handout.view, region.figure, handout.t),
            "class": region.class_index,
            "period": region.figure.period,
            "chosen": region.is_chosen,
            "source_id": region.figure.source_id or None,
            "shape_source_id": borders.source_id if borders else None,
        }
        for region in sorted(handout.view.regions, key=lambda each: each.code)
    ]


def provider_rows(handout: Handout) -> list[dict[str, Any]]:
    """One row per site of a provider that the map shows; ``precision`` says how sure its place."""
    known, t = trainings(handout.dataset), handout.t
    rows = []
    for site in (known.sites[index] for index in handout.view.shown_sites):
        provider = known.providers[site["provider_id"]]
        rows.append(
            {
                "site_id": site["site_id"],
                "provider_id": site["provider_id"],
                "name": provider["name"],
                "kind": provider["kind"],
                "kind_words": t(f"kind.{provider['kind']}"),
                "place": site["place"],
                "arbeidsmarktregio_code": site["arbeidsmarktregio_code"],
                "is_head_office": bool(site["is_head_office"]),
                "precision": site["precision"],
                "website": provider["website"],
                "source_id": site["source_id"],
                "lon": site["lon"],
                "lat": site["lat"],
            }
        )
    return rows


def borders_source(dataset: Dataset) -> Source | None:
    """The source of the borders: the newest that is not newer than the edition.

    Its id may end in a year.
    """
    known, begin = dataset.sources, dataset.division.borders_source
    ends = {key: key.removeprefix(begin) for key in known if key.startswith(begin)}
    found = [key for key, end in ends.items() if end.lstrip("-") <= str(dataset.boundary_year)]
    return known[max(found)] if found else None


def source_ids(handout: Handout) -> list[str]:
    """The ids of the sources of all that is in the file, those of borders and sites too."""
    sites = trainings(handout.dataset).sites
    used = {source.source_id for source in handout.sources}
    used |= {sites[index]["source_id"] for index in handout.view.shown_sites}
    borders = borders_source(handout.dataset)
    return sorted(used | {borders.source_id} if borders else used)


def _feature(layer: str, row: Mapping[str, Any], geometry: Mapping[str, Any]) -> dict[str, Any]:
    properties = {key: value for key, value in row.items() if key not in ("lon", "lat")}
    key = row.get("code") or row["site_id"]
    return {
        "type": "Feature",
        "id": key,
        "properties": {"layer": layer, **properties},
        "geometry": geometry,
    }
