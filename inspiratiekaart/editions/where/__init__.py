"""Part "where" of a build: regions, municipalities, places, postcodes, region sets and shapes.

From CBS, Kadaster and LISA, for both editions: 2021 with its 352 municipalities and 2026 with the
342 that exist since 2023.
"""

from __future__ import annotations

from pathlib import Path

from inspiratiekaart.editions.shapes import Shapes
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.where import areas
from inspiratiekaart.editions.where.facts import regional_facts
from inspiratiekaart.editions.where.registers import Division, Registers, read_registers
from inspiratiekaart.editions.where.sets import region_sets
from inspiratiekaart.sources import boundaries

SIMPLIFY_TOLERANCE_M = 500.0
"""How far borders are simplified: looks whole at the zoom of one region, and stays small."""

_TOPOLOGY = {
    "2021": "gemeenten_2021_wgs84_klein.topojson",
    "2026": "gemeenten_2023_wgs84_klein.topojson",
}


def build(raw: Path) -> Tables:
    """The tables of this part, from the raw material under ``raw``.

    Raises:
        RawMaterialError: a raw file is missing or unreadable, or two registers disagree.
    """
    registers = read_registers(raw)
    shapes = _shapes(raw, registers)
    tables: Tables = {("common", "former_gemeenten"): areas.former_gemeenten(registers)}
    for division in registers.divisions:
        edition = division.edition
        tables |= {
            (edition, "arbeidsmarktregios"): areas.arbeidsmarktregios(
                division, registers, shapes[edition, "arbeidsmarktregios"]
            ),
            (edition, "gemeenten"): areas.gemeenten(division, shapes[edition, "gemeenten"]),
            (edition, "places"): areas.places(division, registers),
            (edition, "postcodes"): areas.postcodes(division, registers),
            (edition, "region_sets"): region_sets(division),
            (edition, "regional_facts"): regional_facts(division, registers),
        }
    return tables


def build_shapes(raw: Path) -> Shapes:
    """The shapes of both editions by ``(edition, "arbeidsmarktregios" | "gemeenten")``.

    EPSG:4326; columns ``code`` and ``name``, for municipalities also ``arbeidsmarktregio_code``.
    The regions are the exact dissolve of the municipalities.

    Raises:
        RawMaterialError: a raw file is missing or unreadable, or boundaries and register disagree.
    """
    return _shapes(raw, read_registers(raw))


def _shapes(raw: Path, registers: Registers) -> Shapes:
    found: Shapes = {}
    for division in registers.divisions:
        found |= _division_shapes(raw, division)
    return found


def _division_shapes(raw: Path, division: Division) -> Shapes:
    path = raw / "geo" / "grenzen" / _TOPOLOGY[division.edition]
    cover = boundaries.coverage(boundaries.read_topology(path))
    gemeenten = boundaries.simplify(cover, SIMPLIFY_TOLERANCE_M)
    register = division.gemeenten.set_index("gemeente_code")
    own_codes = [str(code) for code in register.index]
    region_of = {code: division.region_of[code] for code in own_codes}
    regions = boundaries.dissolve(gemeenten, region_of)
    codes = gemeenten["code"]
    named = gemeenten.assign(
        name=codes.map(register["name"]),
        arbeidsmarktregio_code=codes.map(region_of),
    )
    return {
        (division.edition, "arbeidsmarktregios"): regions.assign(
            name=regions["code"].map(division.region_names)
        ),
        (division.edition, "gemeenten"): named,
    }
