"""The raw registers of part "where", read once and compared with each other.

A ``Division`` is the Netherlands cut into municipalities and regions, as it was in one edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import cbs_areas, cbs_key_figures, cbs_postcodes, lisa
from inspiratiekaart.sources.raw import read_raw

PRESENT_YEAR = 2026
_CENTRE_COLUMNS = ("arbeidsmarktregio_code", "naam_in_bron", "gemeentecode_2024")
_REGION_COLUMNS = ("am_code", "naam_2021", "naam_2024", "andere_schrijfwijzen")
_POINT_COLUMNS = ("gm_code", "oppervlakte_km2")


@dataclass(frozen=True)
class Division:
    """One edition's division.

    ``gemeenten`` has a row per municipality with region, province, landsdeel (codes and names) and
    ``population_count`` on 1 January of ``population_year``. ``postcode_column`` names the
    column of the postcode files that holds its municipality codes, ``lisa_column`` that of LISA.
    ``region_of`` knows the codes of its own and of earlier municipalities.
    """

    edition: str
    population_year: int
    gemeenten: pd.DataFrame
    gemeenten_source_id: str
    regions_source_id: str
    postcode_column: str
    lisa_column: str
    region_of: Mapping[str, str]

    @property
    def boundary_year(self) -> int:
        """The year of the division, as facts name it."""
        return int(self.edition)

    @property
    def region_names(self) -> dict[str, str]:
        """Name by region code, sorted by code."""
        pairs = self.gemeenten[["arbeidsmarktregio_code", "arbeidsmarktregio_name"]]
        unique = pairs.drop_duplicates().sort_values("arbeidsmarktregio_code")
        return dict(unique.itertuples(index=False, name=None))


@dataclass(frozen=True)
class Registers:
    """Everything part "where" reads, tidied."""

    divisions: tuple[Division, ...]
    former_gemeenten: pd.DataFrame
    centres: pd.DataFrame
    region_spellings: pd.DataFrame
    areas_km2: pd.DataFrame
    key_figures: pd.DataFrame
    lisa: pd.DataFrame
    postcodes: pd.DataFrame
    places: pd.DataFrame


def read_registers(raw: Path) -> Registers:
    """All registers under ``raw``, after checking that they agree.

    Raises:
        RawMaterialError: a file is missing or unreadable, or two registers disagree.
    """
    geo = raw / "geo"
    key_figures = pd.concat(
        [
            cbs_key_figures.tidy(_read(geo / "kerncijfers" / name, columns))
            for name, columns in (
                ("gemeente_kerncijfers_2021.csv", cbs_key_figures.COLUMNS_2021),
                ("gemeente_kerncijfers_2022_2024.csv", cbs_key_figures.COLUMNS_2022_2024),
            )
        ],
        ignore_index=True,
    )
    names = _read(geo / "indeling" / "cbs_gemeenten_2010_2026.csv", tuple(cbs_areas.NAMES_COLUMNS))
    return Registers(
        divisions=_divisions(raw, key_figures),
        former_gemeenten=cbs_areas.tidy_former_gemeenten(names, PRESENT_YEAR),
        centres=_read(raw / "offers" / "centrumgemeenten_35.csv", _CENTRE_COLUMNS),
        region_spellings=_read(geo / "indeling" / "arbeidsmarktregios.csv", _REGION_COLUMNS),
        areas_km2=_read(geo / "afgeleid" / "gemeente_punten_2021.csv", _POINT_COLUMNS),
        key_figures=key_figures,
        lisa=lisa.tidy(
            _read(geo / "kerncijfers" / "banen_lisa_2017_gemeente.csv", tuple(lisa.COLUMNS))
        ),
        postcodes=cbs_postcodes.tidy_postcodes(
            _read(geo / "postcode" / "pc4.csv", cbs_postcodes.POSTCODE_COLUMNS)
        ),
        places=_read(geo / "postcode" / "plaatsen.csv", cbs_postcodes.PLACE_COLUMNS),
    )


def _read(path: Path, columns: tuple[str, ...], separator: str = ",") -> pd.DataFrame:
    cells = read_raw(path, columns, separator)
    return cells.mask(cells == "")


def _divisions(raw: Path, key_figures: pd.DataFrame) -> tuple[Division, ...]:
    indeling = raw / "geo" / "indeling"
    areas_2024 = cbs_areas.tidy_areas_2024(
        _read(
            indeling / "cbs_gebieden_in_nederland_2024.csv",
            tuple(cbs_areas.AREAS_2024_COLUMNS),
            separator=";",
        )
    )
    areas_2026 = cbs_areas.tidy_areas_2026(
        _read(
            raw / "jobs" / "arbeidsmarktregio_gemeente_2026.csv",
            tuple(cbs_areas.AREAS_2026_COLUMNS),
        )
    )
    areas_2021 = cbs_areas.tidy_areas_2021(
        _read(
            raw / "training" / "gemeente_arbeidsmarktregio_2021.csv",
            tuple(cbs_areas.AREAS_2021_COLUMNS),
        )
    )
    succession = cbs_areas.tidy_succession(
        _read(indeling / "gemeente_arbeidsmarktregio_2021.csv", tuple(cbs_areas.SUCCESSION_COLUMNS))
    )
    cbs_areas.check_agreement(
        areas_2024, areas_2026, "arbeidsmarktregio_name", "CBS areas of 2024 and of 2026"
    )
    cbs_areas.check_agreement(
        areas_2021,
        succession,
        "arbeidsmarktregio_code",
        "CBS areas of 2021 and the division found from boundaries",
    )
    _check_successors(succession, areas_2024)
    present_region = _mapping(areas_2024, "gemeente_code", "arbeidsmarktregio_code")
    successors = _mapping(succession, "gemeente_code", "successor_arbeidsmarktregio_code")
    return (
        Division(
            edition="2021",
            population_year=2021,
            gemeenten=_gemeenten_2021(areas_2021, succession, areas_2024, key_figures),
            gemeenten_source_id="cbs-gebieden-2021",
            regions_source_id="cbs-gebieden-2021",
            postcode_column="gm_code_2021",
            lisa_column="arbeidsmarktregio_2021",
            region_of=_mapping(areas_2021, "gemeente_code", "arbeidsmarktregio_code"),
        ),
        Division(
            edition="2026",
            population_year=2024,
            gemeenten=areas_2024,
            gemeenten_source_id="cbs-gebieden-2024",
            regions_source_id="cbs-gebieden-2026",
            postcode_column="gm_code_2024",
            lisa_column="arbeidsmarktregio_2024",
            region_of=successors | present_region,
        ),
    )


def _gemeenten_2021(
    areas: pd.DataFrame,
    succession: pd.DataFrame,
    areas_2024: pd.DataFrame,
    key_figures: pd.DataFrame,
) -> pd.DataFrame:
    landsdelen = areas_2024[["provincie_code", "landsdeel_code", "landsdeel_name"]]
    people = key_figures[
        (key_figures["indicator"] == "population_count") & (key_figures["year"] == 2021)
    ]
    frame = (
        areas.merge(
            succession[["gemeente_code", "provincie_code", "provincie_name"]],
            on="gemeente_code",
            validate="1:1",
        )
        .merge(landsdelen.drop_duplicates(), on="provincie_code", validate="m:1")
        .merge(people[["gemeente_code", "value"]], on="gemeente_code", validate="1:1")
    )
    if len(frame) != len(areas):
        raise RawMaterialError(
            f"gemeente_kerncijfers_2021.csv: population of {len(frame)} of {len(areas)} "
            "municipalities. Fetch the whole file again."
        )
    return frame.rename(columns={"value": "population_count"}).astype({"population_count": "Int64"})


def _check_successors(succession: pd.DataFrame, areas_2024: pd.DataFrame) -> None:
    now = pd.DataFrame(
        {
            "gemeente_code": succession["successor_code"],
            "arbeidsmarktregio_code": succession["successor_arbeidsmarktregio_code"],
        }
    ).drop_duplicates()
    cbs_areas.check_agreement(
        areas_2024,
        now,
        "arbeidsmarktregio_code",
        "CBS areas of 2024 and the successors of the municipalities of 2021",
    )


def _mapping(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return {str(k): str(v) for k, v in zip(frame[key], frame[value], strict=True)}
