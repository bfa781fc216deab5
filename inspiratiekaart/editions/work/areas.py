"""Areas by name: labour-market regions of an edition, provinces, parts of the country."""

from __future__ import annotations

from pathlib import Path

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources.raw import read_raw

PROVINCES = {
    "Groningen": "PV20",
    "Friesland": "PV21",
    "Drenthe": "PV22",
    "Overijssel": "PV23",
    "Flevoland": "PV24",
    "Gelderland": "PV25",
    "Utrecht": "PV26",
    "Noord-Holland": "PV27",
    "Zuid-Holland": "PV28",
    "Zeeland": "PV29",
    "Noord-Brabant": "PV30",
    "Limburg": "PV31",
}
LANDSDELEN = {"Noord-Nederland": "landsdeel-noord"}
COUNTRY = "NL"
_NAME_COLUMNS = {"2021": "naam_2021", "2026": "naam_2024"}


def region_names(raw: Path, edition: str) -> dict[str, str]:
    """The name of each labour-market region by its code, as ``edition`` calls it."""
    path = raw / "geo" / "indeling" / "arbeidsmarktregios.csv"
    column = _NAME_COLUMNS[edition]
    regions = read_raw(path, ("am_code", column))
    return dict(zip(regions["am_code"], regions[column], strict=True))


def area_code(name: str, kind: str, regions: dict[str, str]) -> str:
    """The code of the area ``name`` of ``kind`` (arbeidsmarktregio, provincie, landsdeel, land).

    Args:
        name: the area's name, regions as they are called now.
        kind: what sort of area it is.
        regions: present region names by code, as ``region_names`` gives them.

    Raises:
        RawMaterialError: no such area is known.
    """
    by_name = {
        "arbeidsmarktregio": {region: code for code, region in regions.items()},
        "provincie": PROVINCES,
        "landsdeel": LANDSDELEN,
        "land": {"Nederland": COUNTRY},
    }
    try:
        return by_name[kind][name]
    except KeyError:
        raise RawMaterialError(
            f"no {kind} is called {name!r}. Write the name as CBS does now."
        ) from None
