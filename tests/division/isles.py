"""An invented country, so that nothing in the code can lean on the one that we ship.

Seven regions in two rows, on another side of the world than the Netherlands, in a projection of
their own, with codes of another form and names in Swedish. Nothing here is real.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from pyproj import Transformer

from inspiratiekaart import schema
from inspiratiekaart.editions import datapackage

EDITION = "2031"
CRS = "EPSG:32625"
REGIONS = {
    "R-01.a": "Ävle",
    "Öst": "Österö",
    "07": "Fårholm",
    "nord.2": "Nordvik",
    "R_5": "Södra kusten",
    "x": "Lillön",
    "Ωmega": "Ωmega",
}
"""The names of the regions by their codes, which have no form in common."""

CHOSEN = "R-01.a"

Row = dict[str, object]
Box = tuple[float, float, float, float]

_SHARED: Row = {"source_id": "verzonnen", "period": "2030", "status": "final"}
_PUBLISHER: Row = {"publisher": "Öarnas byrå", "period_end_year": 2030}
_TO_METRES = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
_SOURCE = """[{id}]
publisher = "Öarnas byrå"
title_nl = "Verzonnen (synthetisch)"
title_en = "Invented (synthetic)"
url = "https://example.org"
period = "2030"
retrieved_on = "2031-01-01"
licence = "own work"
attribution = "Källa: påhittad"
limits_nl = "Niets is echt."
limits_en = "Nothing is real."

"""
_DIVISION = """country = "XV"
crs = "{crs}"
bounds = [-34.2, 39.8, -29.8, 41.7]
names_language = "sv"
timezone = "Atlantic/Azores"
borders_source = "granser"
spatial = "https://example.org/id/isles"
regions = {regions}
postcode_typed = '([A-Z]{{2}}\\d{{2}})'

[totals.2031]
gemeenten_count = 14
population_count = 140_000
population_year = 2030

[words.nl]
country = "de Verzonnen Eilanden"
whole_country = "Alle eilanden"
region_word = "eiland"
regions_word = "eilanden"
map_credit = "Öarnas byrå (verzonnen)"
work_publisher = "Öarnas byrå"
statistics_publisher = "Statistiköarna"
qualifications_publisher = "Skolöarna"
outlooks_note = "Er is nog geen lijst per eiland."
offers_note = "Wij kennen twee verzonnen scholen."
jobs_year = "2030"
jobs_note = "Alles is verzonnen."
data_faults = ["Alles is verzonnen.", "Niets is echt."]
place_example = "Ävle eiland of AV11"
occupation_example = "båtbyggare"
search_example = "Ävle, AV11 of båtbyggare"

[words.en]
country = "the Invented Isles"
whole_country = "All isles"
region_word = "isle"
regions_word = "isles"
map_credit = "Öarnas byrå (invented)"
work_publisher = "Öarnas byrå"
statistics_publisher = "Statistiköarna"
qualifications_publisher = "Skolöarna"
outlooks_note = "There is no list for each isle yet."
offers_note = "We know two invented schools."
jobs_year = "2030"
jobs_note = "All is invented."
data_faults = ["All is invented.", "Nothing is real."]
place_example = "Ävle or AV11"
occupation_example = "båtbyggare"
search_example = "Ävle, AV11 or båtbyggare"
"""


def write(home: Path) -> Path:
    """Write the whole dataset under ``home`` and return it."""
    datasets, geodata = home / "datasets", home / "geodata" / EDITION
    rows = {**_where(), **_work(), **_training()}
    for table in schema.tables().values():
        _csv(table.path(datasets, EDITION), table, rows.get(table.name, []))
    geodata.mkdir(parents=True)
    for name, boxes in (("arbeidsmarktregios", _boxes()), ("gemeenten", _halves())):
        features = [_feature(code, box) for code, box in boxes]
        (geodata / f"{name}.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
        )
    sources = "".join(_SOURCE.format(id=each) for each in ("granser-2031", "verzonnen"))
    (datasets / "sources.toml").write_text(sources, encoding="utf-8")
    division = _DIVISION.format(crs=CRS, regions=json.dumps(list(REGIONS), ensure_ascii=False))
    (datasets / "division.toml").write_text(division, encoding="utf-8")
    (datasets / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0 (2031-01-01)\n", encoding="utf-8")
    datapackage.write(datasets, home / "geodata")
    return home


def _csv(path: Path, table: schema.Table, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shared = {name: value for name, value in _SHARED.items() if name in table.column_names}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, table.column_names, restval="", extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows({**shared, **row} for row in rows)


def _boxes() -> Iterator[tuple[str, Box]]:
    """Four regions in the upper row and three below."""
    for number, code in enumerate(REGIONS):
        row, place = divmod(number, 4)
        west, south = -34.0 + place, 40.8 - 0.8 * row
        yield code, (west, round(south, 4), west + 1, round(south + 0.8, 4))


def _halves() -> Iterator[tuple[str, Box]]:
    """Each region is two municipalities: its west and its east."""
    for number, (_code, (west, south, east, north)) in enumerate(_boxes()):
        middle = west + 0.5
        yield f"k-{number + 1}.v", (west, south, middle, north)
        yield f"k-{number + 1}.ö", (middle, south, east, north)


def _feature(code: str, box: Box) -> Row:
    west, south, east, north = box
    middle = (west + east) / 2
    # The corners of the halves are corners of the whole too, so that the borders coincide.
    ring = [[west, south], [middle, south], [east, south], [east, north], [middle, north]]
    geometry = {"type": "Polygon", "coordinates": [[*ring, [west, north], ring[0]]]}
    name = REGIONS.get(code, f"Socken {code}")
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def _point(box: Box, prefix: str = "") -> Row:
    west, south, east, north = box
    lon, lat = round((west + east) / 2 + 0.01, 5), round((south + north) / 2, 5)
    x, y = _TO_METRES.transform(lon, lat)
    return {
        f"{prefix}lon": lon,
        f"{prefix}lat": lat,
        f"{prefix}x_m": round(x),
        f"{prefix}y_m": round(y),
    }


def _label(box: Box) -> Row:
    return {f"label_{key}": value for key, value in _point(box).items() if key in ("lon", "lat")}


def _where() -> dict[str, list[Row]]:
    halves, region_of = dict(_halves()), dict[str, str]()
    for number, code in enumerate(REGIONS, start=1):
        region_of |= {f"k-{number}.v": code, f"k-{number}.ö": code}
    inside = {
        code: {"gemeente_code": code, "arbeidsmarktregio_code": region_of[code]} for code in halves
    }
    people: Row = {"population_count": 10_000}
    set_row: Row = {"reason_nl": "verzonnen", "reason_en": "invented"}
    return {
        "arbeidsmarktregios": [
            {
                "arbeidsmarktregio_code": code,
                "name": REGIONS[code],
                "centre_gemeente_code": f"k-{number}.v",
                **_label(box),
                **_point(box, "population_"),
                "area_km2": 7000,
                "source_id": "granser-2031",
            }
            for number, (code, box) in enumerate(_boxes(), start=1)
        ],
        "gemeenten": [
            {
                **inside[code],
                "name": f"Socken {code}",
                "provincie_code": "län-1",
                "provincie_name": "Hela länet",
                **people,
                **_label(box),
            }
            for code, box in halves.items()
        ],
        "places": [
            {"place_id": f"p-{code}", "name": f"By {code}", **inside[code], **_point(box), **people}
            for code, box in halves.items()
        ],
        "postcodes": [
            {
                "postcode": f"AV{10 + number}",
                "place": f"By {code}",
                "kind": "area",
                **inside[code],
                **_point(box),
                **people,
            }
            for number, (code, box) in enumerate(halves.items(), start=1)
        ],
        "region_sets": [
            {
                "region_set_id": name,
                "arbeidsmarktregio_code": code,
                "name_nl": "De bovenste rij",
                "name_en": "The upper row",
                "kind": kind,
                **set_row,
            }
            for name, kind in (("norr", "landsdeel"),)
            for code in list(REGIONS)[:4]
        ],
        "regional_facts": [
            {
                "fact_id": f"{kind}-{code}-{indicator}",
                "area_kind": kind,
                "area_code": code,
                "area_name": name,
                "indicator": indicator,
                "unit": "x",
                **values,
                **_PUBLISHER,
            }
            for kind, code, name in (
                *(("arbeidsmarktregio", code, name) for code, name in REGIONS.items()),
                ("land", "XV", "Öarna"),
            )
            for indicator, values in (
                ("jobs_count", {"value": 150_000}),
                ("tightness_class", {"value_class": "krap"}),
            )
        ],
    }


def _work() -> dict[str, list[Row]]:
    outlook: Row = {
        "status": "kansrijk",
        "status_as_said": "goda utsikter",
        "found_at": "påhittat",
        "match_basis": "exact",
        "match_confidence_pct": 100,
        **_PUBLISHER,
    }
    names = {"batbyggare": ("Båtbyggare", "Boat builders"), "herdar": ("Herdar", "Shepherds")}
    return {
        "sectors": [
            {"sector_id": "havet", "name_nl": "De zee", "name_en": "The sea"},
            {"sector_id": "landet", "name_nl": "Het land", "name_en": "The land"},
        ],
        "themes": [
            {
                "theme_id": "ull",
                "name_nl": "Wol",
                "name_en": "Wool",
                "reason_nl": "verzonnen",
                "reason_en": "invented",
            }
        ],
        "theme_occupations": [{"theme_id": "ull", "occupation_id": "herdar", "basis": "namn"}],
        "beroepsgroepen": [
            {
                "beroepsgroep_code": "B.1",
                "name": "Hantverk",
                "level": "beroepsgroep",
                "employed_count": 2000,
                "median_hourly_wage_eur": 21.5,
                "wage_status": "final",
            }
        ],
        "occupations": [
            {
                "occupation_id": key,
                "name_nl": swedish,
                "name_en": english,
                "sector_id": sector,
                "level": "middelbaar",
                "beroepsgroep_code": "B.1",
            }
            for (key, (swedish, english)), sector in zip(
                names.items(), ("havet", "landet"), strict=True
            )
        ],
        "outlooks": [
            {
                "outlook_id": f"{key}-{scope}",
                "occupation_id": key,
                "name_as_said": names[key][0],
                "scope": scope,
                "arbeidsmarktregio_code": CHOSEN if scope == "regional" else "",
                **outlook,
            }
            for key, scope in (
                ("batbyggare", "regional"),
                ("batbyggare", "national"),
                ("herdar", "national"),
            )
        ],
        "scales": [],
    }


def _training() -> dict[str, list[Row]]:
    halves = dict(_halves())
    offer: Row = {"evidence_year": 2030, "certainty": "offered", "students_status": "unknown"}
    return {
        "kwalificaties": [
            {"crebo": "K-1", "name": "Båtbygge", "level": 3, "is_current": "yes"},
            {"crebo": "K-2", "name": "Fårskötsel", "level": 2, "is_current": "yes"},
        ],
        "occupation_kwalificaties": [
            {"occupation_id": key, "crebo": crebo, "basis": "namn", "confidence": "direct"}
            for key, crebo in (("batbyggare", "K-1"), ("herdar", "K-2"))
        ],
        "providers": [
            {"provider_id": "skola-a", "name": "Skolan på Ävle", "kind": "mbo"},
            {"provider_id": "skola-b", "name": "Fårskolan", "kind": "particulier"},
        ],
        "learning_forms": [
            {
                "learning_form_id": "verkstad",
                "name_nl": "Leren in de werkplaats",
                "name_en": "Workshop learning",
                "meaning_nl": "verzonnen",
                "meaning_en": "invented",
            }
        ],
        "sites": [
            {
                "site_id": f"{provider}-{code}",
                "provider_id": provider,
                "place": f"By {code}",
                "gemeente_code": code,
                "arbeidsmarktregio_code": region,
                **_point(halves[code]),
                "precision": "address",
                "is_head_office": "true",
            }
            for provider, code, region in (
                ("skola-a", "k-1.v", CHOSEN),
                ("skola-b", "k-3.ö", "07"),
            )
        ],
        "offers": [
            {
                "offer_id": crebo,
                "provider_id": provider,
                "site_id": f"{provider}-{code}",
                "is_online": "false",
                "title": title,
                "crebo": crebo,
                "learning_form_id": "verkstad",
                "level": "mbo-3",
                "price_eur": 900,
                **offer,
            }
            for crebo, provider, code, title in (
                ("K-1", "skola-a", "k-1.v", "Båtbygge i verkstad"),
                ("K-2", "skola-b", "k-3.ö", "Fårskötsel på ön"),
            )
        ],
        "contact_points": [
            {
                "contact_point_id": "torg",
                "arbeidsmarktregio_code": CHOSEN,
                "kind": "werkcentrum",
                "organisation": "Torget",
            }
        ],
    }
