"""A small, whole, invented dataset in which every rule of validation is silent.

Regions are squares in a row, municipalities are strips of them. Nothing here is real.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from pyproj import Transformer

from inspiratiekaart import provenance, schema
from inspiratiekaart.division import DIVISION_FILE, Totals, read_division
from inspiratiekaart.editions import datapackage
from inspiratiekaart.paths import DATASETS

EDITIONS = ("2021", "2026")
DIVISION = read_division(DATASETS)
Row = dict[str, object]

_TO_RD = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)
_SHARED: Row = {"source_id": "synthetic", "period": "2020", "status": "final"}
_SOURCE = """[synthetic]
publisher = "Nobody"
title_nl = "Verzonnen"
title_en = "Invented"
url = "https://example.org"
period = "2020"
retrieved_on = "2020-01-01"
licence = "own work"
attribution = "Bron: verzonnen"
limits_nl = "Niets is echt."
limits_en = "Nothing is real."
"""


def write(home: Path) -> Path:
    """Write the whole dataset under ``home`` and return it."""
    datasets, geodata = home / "datasets", home / "geodata"
    for folder in (schema.COMMON, *EDITIONS):
        rows = _common() if folder == schema.COMMON else _edition(folder)
        for table in schema.tables().values():
            if (table.folder == schema.COMMON) == (folder == schema.COMMON):
                _csv(table.path(datasets, folder), table, rows.get(table.name, []))
    for edition in EDITIONS:
        for name, boxes in (("arbeidsmarktregios", _regions()), ("gemeenten", _gemeenten(edition))):
            path = geodata / edition / f"{name}.geojson"
            path.parent.mkdir(parents=True, exist_ok=True)
            features = [_feature(code, box) for code, box in boxes]
            path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    shutil.copy(DATASETS / DIVISION_FILE, datasets)
    (datasets / "sources.toml").write_text(_SOURCE, encoding="utf-8")
    (datasets / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0\n", encoding="utf-8")
    datapackage.write(datasets, geodata)
    assert provenance.revision(datasets)
    return home


def _csv(path: Path, table: schema.Table, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**_shared(table), **row} for row in rows)


def _shared(table: schema.Table) -> Row:
    return {name: value for name, value in _SHARED.items() if name in table.column_names}


def _totals(edition: str) -> Totals:
    found = DIVISION.totals_of(edition)
    assert found is not None
    return found


Box = tuple[float, float, float, float]


def _regions() -> Iterator[tuple[str, Box]]:
    for number, code in enumerate(DIVISION.regions):
        west = round(3.5 + 0.1 * number, 4)
        yield code, (west, 52.0, round(west + 0.1, 4), 52.8)


def _gemeenten(edition: str) -> list[tuple[str, Box]]:
    """Horizontal strips, dealt out over the regions one by one."""
    total = _totals(edition).gemeenten_count
    found = []
    for number, (_code, (west, south, east, north)) in enumerate(_regions()):
        mine = range(number, total, len(DIVISION.regions))
        height = (north - south) / len(mine)
        edges = [round(south + height * step, 6) for step in range(len(mine))] + [north]
        for place, one in enumerate(mine):
            found.append((f"GM{one + 1:04}", (west, edges[place], east, edges[place + 1])))
    return sorted(found)


def _feature(code: str, box: Box) -> Row:
    west, south, east, north = box
    # Every corner of every strip is a corner of the region too, so that the borders coincide.
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": code}, "geometry": geometry}


def _middle(box: Box) -> tuple[float, float]:
    return round((box[0] + box[2]) / 2, 5), round((box[1] + box[3]) / 2, 5)


def _rd(lon: float, lat: float) -> tuple[int, int]:
    x, y = _TO_RD.transform(lon, lat)
    return round(x), round(y)


def _edition(edition: str) -> dict[str, list[Row]]:
    totals = _totals(edition)
    regions, gemeenten = list(_regions()), _gemeenten(edition)
    region_of = {
        code: DIVISION.regions[(int(code[2:]) - 1) % len(DIVISION.regions)] for code, _ in gemeenten
    }
    first = next(code for code, region in region_of.items() if region == "AM01")
    lon, lat = _middle(dict(gemeenten)[first])
    x_m, y_m = _rd(lon, lat)
    point: Row = {"lon": lon, "lat": lat, "x_m": x_m, "y_m": y_m}
    here: Row = {"gemeente_code": first, "arbeidsmarktregio_code": "AM01"}
    share, rest = divmod(totals.population_count, totals.gemeenten_count)
    region_rows: list[Row] = []
    for code, box in regions:
        middle = _middle(box)
        rd_x, rd_y = _rd(*middle)
        region_rows.append(
            {
                "arbeidsmarktregio_code": code,
                "name": f"Regio {code}",
                "centre_gemeente_code": next(g for g, r in region_of.items() if r == code),
                "label_lon": middle[0],
                "label_lat": middle[1],
                "population_lon": middle[0],
                "population_lat": middle[1],
                "population_x_m": rd_x,
                "population_y_m": rd_y,
                "area_km2": 500,
            }
        )
    gemeente_rows: list[Row] = [
        {
            "gemeente_code": code,
            "name": f"Gemeente {code}",
            "arbeidsmarktregio_code": region_of[code],
            "provincie_code": "PV20",
            "provincie_name": "Verzonnen",
            "population_count": share + (rest if number == 0 else 0),
            "label_lon": _middle(box)[0],
            "label_lat": _middle(box)[1],
        }
        for number, (code, box) in enumerate(gemeenten)
    ]
    outlook: Row = {
        "occupation_id": "bakkers",
        "name_as_said": "bakkers",
        "status": "kansrijk",
        "status_as_said": "kansrijk",
        "period_end_year": 2020,
        "publisher": "Niemand",
        "found_at": "nergens",
        "match_basis": "exact",
        "match_confidence_pct": 100,
    }
    fact: Row = {"area_name": "ergens", "unit": "x", "publisher": "Niemand"}
    offer: Row = {"provider_id": "a", "is_online": "false", "evidence_year": 2020}
    offer |= {"certainty": "offered", "students_status": "unknown"}
    return {
        "arbeidsmarktregios": region_rows,
        "gemeenten": gemeente_rows,
        "places": [{"place_id": "ergens", "name": "Ergens", **here, "lon": lon, "lat": lat}],
        "postcodes": [{"postcode": "1234", "kind": "area", **here, **point}],
        "region_sets": [
            {
                "region_set_id": "landsdeel-noord",
                "arbeidsmarktregio_code": "AM01",
                "name_nl": "Noord",
                "name_en": "North",
                "kind": "landsdeel",
                "reason_nl": "verzonnen",
                "reason_en": "invented",
            }
        ],
        "outlooks": [
            {"outlook_id": "1", "scope": "national", **outlook},
            {"outlook_id": "2", "scope": "regional", "arbeidsmarktregio_code": "AM01", **outlook},
        ],
        "regional_facts": [
            {
                "fact_id": "1",
                "area_kind": "arbeidsmarktregio",
                "area_code": "AM01",
                "indicator": "jobs_count",
                "value": 5,
                "period_end_year": 2020,
                **fact,
            },
            {
                "fact_id": "2",
                "area_kind": "land",
                "area_code": "NL",
                "indicator": "secret",
                "status": "suppressed",
                "period_end_year": 2020,
                **fact,
            },
        ],
        "sites": [
            {
                "site_id": "a-ergens",
                "provider_id": "a",
                "place": "Ergens",
                **here,
                **point,
                "precision": "address",
                "is_head_office": "true",
            }
        ],
        "offers": [
            {
                "offer_id": "1",
                "site_id": "a-ergens",
                "title": "Bakken",
                "crebo": "25001",
                "learning_form_id": "bol",
                "price_eur": 100,
                "price_max_eur": 200,
                "start_on": "2020-01-01",
                "end_on": "2020-12-31",
                "duration_months": 12,
                **offer,
            },
            {"offer_id": "2", "title": "Kneden", "url": "https://example.org", **offer},
        ],
    }


def _common() -> dict[str, list[Row]]:
    names: Row = {"name_nl": "naam", "name_en": "name"}
    return {
        "sectors": [{"sector_id": "voeding", **names}],
        "beroepsgroepen": [
            {
                "beroepsgroep_code": "01",
                "name": "Voeding",
                "level": "beroepsklasse",
                "wage_status": "suppressed",
            }
        ],
        "occupations": [
            {
                "occupation_id": "bakkers",
                "name_nl": "Bakkers",
                "sector_id": "voeding",
                "level": "basis",
                "beroepsgroep_code": "01",
            }
        ],
        "kwalificaties": [
            {"crebo": "25001", "name": "Bakker", "level": 2, "is_current": "yes"},
            {"crebo": "25002", "name": "Oude bakker", "level": 2, "is_current": "no"},
        ],
        "occupation_kwalificaties": [
            {"occupation_id": "bakkers", "crebo": "25001", "basis": "naam", "confidence": "direct"}
        ],
        "providers": [
            {"provider_id": "a", "name": "School A", "kind": "mbo", "is_funded": "true"},
            {"provider_id": "b", "name": "School B", "kind": "particulier"},
        ],
        "learning_forms": [
            {"learning_form_id": "bol", **names, "meaning_nl": "leren", "meaning_en": "learning"}
        ],
        "schemes": [
            {
                "scheme_id": "steun",
                **names,
                "valid_from": "2020-01-01",
                "valid_to": "2020-12-31",
                "facts_nl": "verzonnen",
                "certainty": "unverified",
            }
        ],
    }
