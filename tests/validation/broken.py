"""For every rule one way to break the invented dataset, and where the rule must then point.

An example is a change of one file (or none: a file gone) and the place of the finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspiratiekaart.editions.sealing import seal
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.validation import Report

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Broken:
    """How to break a dataset, and the row and column of the finding (0 and "" if none)."""

    path: str
    change: Change
    row: int = 0
    column: str = ""
    found_in: str = ""


def cell(path: str, row: int, column: str, value: str) -> Broken:
    """One cell of a CSV gets another value; the finding points to that cell."""

    def change(file: Path) -> None:
        lines = file.read_text(encoding="utf-8").split("\n")
        names = lines[0].split(",")
        cells = lines[row - 1].split(",")
        cells[names.index(column)] = value
        lines[row - 1] = ",".join(cells)
        file.write_text("\n".join(lines), encoding="utf-8", newline="")

    return Broken(path, change, row, column)


def text(path: str, edit: Callable[[str], str], row: int = 0, column: str = "") -> Broken:
    """The text of a file is edited."""

    def change(file: Path) -> None:
        file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")

    return Broken(path, change, row, column)


def gone(path: str) -> Broken:
    """A file is removed."""
    return Broken(path, Path.unlink)


def shape(path: str, number: int, west: float) -> Broken:
    """One box in a GeoJSON gets another western edge."""

    def edit(given: str) -> str:
        document = json.loads(given)
        ring = document["features"][number]["geometry"]["coordinates"][0]
        for corner in (0, 3, 4):
            ring[corner][0] = west
        return json.dumps(document)

    return text(path, edit)


def _crossed(given: str) -> str:
    document = json.loads(given)
    ring = document["features"][0]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    return json.dumps(document)


def _at(example: Broken, found_in: str, row: int = 0, column: str = "") -> Broken:
    return Broken(example.path, example.change, row, column, found_in)


def _header(old: str, new: str) -> Callable[[str], str]:
    return lambda given: given.replace(old, new, 1)


_OFFERS, _SITES = "datasets/2026/offers.csv", "datasets/2026/sites.csv"
_GEMEENTEN, _OUTLOOKS = "datasets/2026/gemeenten.csv", "datasets/2026/outlooks.csv"
_FACTS, _REGIONS = "datasets/2026/regional_facts.csv", "datasets/2026/arbeidsmarktregios.csv"
_SECTORS, _SOURCES = "datasets/common/sectors.csv", "datasets/sources.toml"
_LINKS, _KWALIFICATIES = (
    "datasets/common/occupation_kwalificaties.csv",
    "datasets/common/kwalificaties.csv",
)
_REGION_SHAPES = "geodata/2026/arbeidsmarktregios.geojson"
_DIVISION = "datasets/division.toml"
_PACKAGE = "datasets/datapackage.json"

_SEALED = "datasets/2020-02-03"


def _seal(file: Path) -> Path:
    """Seal the dataset that ``file`` will be in, as far as that can be; hands back ``file``."""
    if not file.parent.exists():
        try:
            seal(file.parents[2], date(2020, 2, 3), check=lambda _home: Report((), ()))
        except InspiratiekaartError:  # the dataset was broken in other ways before
            file.parent.mkdir(parents=True)
    return file


EXAMPLES: dict[str, Broken] = {
    "file-missing": gone(_SECTORS),
    "file-stray": Broken("datasets/2026/colours.csv", lambda file: file.write_text("a\n")),
    "file-encoding": Broken(_SECTORS, lambda file: file.write_bytes(b"sector_id\n\xe9\n"), 2),
    "file-unreadable": text(_SECTORS, lambda given: given + '"open'),
    "file-empty": text(_SECTORS, lambda given: ""),
    "file-separator": text(_SECTORS, lambda given: given.replace(",", ";"), 1),
    "row-length": text(_SECTORS, lambda given: given + "too,short\n", 3),
    "row-empty": text(_SECTORS, lambda given: given.replace("\n", "\n\n", 1), 2),
    "column-double": text(_SECTORS, _header("name_en", "name_nl"), 1, "name_nl"),
    "column-missing": text(_SECTORS, _header("name_en", "name_fr"), 1, "name_en"),
    "column-unknown": text(_SECTORS, _header("name_en", "name_fr"), 1, "name_fr"),
    "required": cell(_SECTORS, 2, "name_nl", ""),
    "type-integer": cell(_KWALIFICATIES, 2, "level", "2.5"),
    "type-number": cell(_OFFERS, 2, "price_eur", "€ 100"),
    "type-boolean": cell(_OFFERS, 2, "is_online", "nee"),
    "type-date": cell(_OFFERS, 2, "start_on", "1-1-2020"),
    "pattern": cell(_SECTORS, 2, "sector_id", "Voeding!"),
    "enum": cell(_OFFERS, 2, "certainty", "perhaps"),
    "range": cell(_KWALIFICATIES, 2, "level", "9"),
    "key-unique": _at(cell(_OFFERS, 3, "offer_id", "1"), _OFFERS, 3, "offer_id"),
    "ref": cell(_OFFERS, 2, "crebo", "99999"),
    "division-file": text(_DIVISION, lambda given: given.replace("crs =", "projection =")),
    "sources-file": text(_SOURCES, lambda given: given.replace("publisher", "author")),
    "source-unknown": cell(_SECTORS, 2, "source_id", "hearsay"),
    "source-unused": text(
        _SOURCES, lambda given: given + given.replace("[synthetic]", "\n[unused]")
    ),
    "region-code": cell(_REGIONS, 2, "arbeidsmarktregio_code", "AM04"),
    "code-form": _at(cell(_GEMEENTEN, 2, "provincie_code", "P20"), _GEMEENTEN, 2, "provincie_code"),
    "region-of-gemeente": cell(_SITES, 2, "arbeidsmarktregio_code", "AM02"),
    "centre-gemeente": cell(_REGIONS, 2, "centre_gemeente_code", "GM0002"),
    "site-of-provider": _at(cell(_OFFERS, 2, "provider_id", "b"), _OFFERS, 2, "site_id"),
    "kwalificatie-current": cell(_LINKS, 2, "crebo", "25002"),
    "area-code": cell(_FACTS, 2, "area_code", "PV20"),
    "region-count": _at(
        cell(_REGIONS, 2, "arbeidsmarktregio_code", "AM39"),
        _REGIONS,
        0,
        "arbeidsmarktregio_code",
    ),
    "gemeente-count": text(
        _GEMEENTEN, lambda given: given[: given.index("GM0342")], 0, "gemeente_code"
    ),
    "population-total": _at(
        cell(_GEMEENTEN, 2, "population_count", "1"), _GEMEENTEN, 0, "population_count"
    ),
    "point-in-region": cell(_SITES, 2, "lon", "5.5"),
    "point-in-gemeente": _at(cell(_SITES, 2, "lat", "52.7"), _SITES, 2, "lon"),
    "point-metres": _at(cell(_SITES, 2, "y_m", "100000"), _SITES, 2, "x_m"),
    "shape-file": gone(_REGION_SHAPES),
    "shape-codes": text(_REGION_SHAPES, lambda given: given.replace("AM01", "AM04")),
    "shape-valid": text(_REGION_SHAPES, _crossed),
    "shape-overlap": shape(_REGION_SHAPES, 1, 3.55),
    "shape-sum": shape(_REGION_SHAPES, 0, 3.55),
    "status-no-value": _at(cell(_FACTS, 2, "status", "unknown"), _FACTS, 2, "value"),
    "status-value": _at(cell(_FACTS, 2, "value", ""), _FACTS, 2, "status"),
    "measure-range": cell(_OUTLOOKS, 2, "match_confidence_pct", "101"),
    "order": cell(_OFFERS, 2, "end_on", "2019-12-31"),
    "period-year": cell(_SECTORS, 2, "period", "long ago"),
    "period-end": cell(_FACTS, 2, "period_end_year", "2019"),
    "edition-year": cell("datasets/2021/offers.csv", 2, "evidence_year", "2022"),
    "outlook-scope": cell(_OUTLOOKS, 2, "arbeidsmarktregio_code", "AM01"),
    "outlook-match": cell(_OUTLOOKS, 2, "match_basis", "none"),
    "email": cell(_SECTORS, 2, "name_nl", "jan@example.org"),
    "phone": cell(_SECTORS, 2, "name_nl", "bel 050-123 45 67"),
    "html": cell(_SECTORS, 2, "name_nl", "<b>Voeding</b>"),
    "garbled": cell(_SECTORS, 2, "name_nl", "caf\u00c3\u00a9"),
    "control": cell(_SECTORS, 2, "name_nl", "Voe\u202eding"),
    "formula": cell(_SECTORS, 2, "name_nl", "=1+1"),
    "line-break": cell(_SECTORS, 2, "name_nl", '"Voe\nding"'),
    "space": cell(_SECTORS, 2, "name_nl", " Voeding"),
    "url": cell(_OFFERS, 3, "url", "www.example.org"),
    "package-file": gone(_PACKAGE),
    "package-stale": _at(cell(_SECTORS, 2, "name_nl", "Eten"), _PACKAGE),
    "sealed-seal": Broken(f"{_SEALED}/edition.json", lambda file: _seal(file).write_text("{}")),
    "sealed-changed": Broken(
        f"{_SEALED}/offers.csv", lambda file: _seal(file).write_text("offer_id\n")
    ),
    "sealed-missing": Broken(f"{_SEALED}/sectors.csv", lambda file: _seal(file).unlink()),
    "sealed-added": Broken(f"{_SEALED}/notes.txt", lambda file: _seal(file).write_text("mine\n")),
    "accepted-gone": Broken(
        "datasets/accepted.toml",
        lambda file: file.write_text('[[accepted]]\ncode = "url"\nreason = "none"\n'),
    ),
}
