"""CBS "Gebieden in Nederland" (86247NED for 2026): in which region each municipality lies.

The division itself is no row that somebody imports: it changes with the boundaries, through
``build``. ``areas`` hands it back, so that ``area_changes`` can say what differs from what the map
has. What a file of it does bring is the population of each municipality on 1 January, which is
summed to regions.
"""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.area_changes import of_register
from inspiratiekaart.sources.published.cbs_odata import Cube, cube_of
from inspiratiekaart.sources.published.cbs_service import addresses, fetch
from inspiratiekaart.sources.published.cells import left_out, numbers
from inspiratiekaart.sources.published.feeds import Feed
from inspiratiekaart.sources.published.form import Columns, Form, Remark
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="cbs-gebieden",
    publisher="CBS",
    title_nl="Gebieden in Nederland",
    title_en="Areas in the Netherlands",
    url="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/86247NED/table",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["CC-BY-4.0"],
    attribution="Bron: CBS, CC BY 4.0",
    limits_nl="De indeling op 1 januari van het jaar van de tabel.",
    limits_en="The division on 1 January of the year of the table.",
)

YEARS = MappingProxyType({"84929NED": 2021, "86247NED": 2026})
"""The year of the tables that we know; of another its title tells it."""

_KINDS = MappingProxyType({"GM": "gemeente", "AM": "arbeidsmarktregio", "PV": "provincie"})
_YEAR = re.compile(r"20\d\d")
_POPULATION = re.compile(r"inwonertal(_\d+)?", re.IGNORECASE)
AREA_COLUMNS = (
    "gemeente_code", "gemeente_name", "arbeidsmarktregio_code", "arbeidsmarktregio_name",
    "provincie_code", "provincie_name", "population_count",
)  # fmt: skip


def fits(document: Document) -> float:
    """It is one when its municipalities have a code and a name of their regions."""
    if document.kind not in ("json", "csv", "zip"):
        return 0
    cube = cube_of(document)
    if cube is None or "RegioS" not in cube.rows or "Perioden" in cube.rows:
        return 0
    found = _areas(cube)
    return 1.0 if len(found) and found["arbeidsmarktregio_code"].notna().mean() > 0.5 else 0


def areas(document: Document) -> pd.DataFrame:
    """The municipalities with their region and province: ``AREA_COLUMNS``, by code."""
    cube = cube_of(document)
    found = _areas(cube) if cube else pd.DataFrame(columns=list(AREA_COLUMNS))
    return found.sort_values("gemeente_code").reset_index(drop=True)


def year_of(document: Document) -> int | None:
    """The year of the division, where the number or the title of the table tells it."""
    cube = cube_of(document)
    return _year(cube) if cube else None


def tidy(document: Document, columns: Columns) -> Tidied:
    """The population of each municipality; an unknown one is a part that its region lacks.

    In a table without any population, every row is left out.
    """
    cube = cube_of(document)
    if cube is None or "RegioS" not in cube.rows:
        return Tidied({}, (Rejected("", 1, "", "cbs.other-table", "86247NED"),), 0)
    found, year = _areas(cube), _year(cube)
    counts = found["population_count"]
    if counts.isna().all():
        all_of_them = counts.isna()
        rejected = left_out(found["gemeente_name"], all_of_them, "", "", "cbs.area-through-build")
        return Tidied({}, tuple(rejected), len(found), str(year or ""))
    drafts = as_drafts(
        "regional_facts",
        pd.DataFrame(
            {
                "at_row": found.index,
                "area_as_said": found["gemeente_name"],
                "gemeente_code": found["gemeente_code"],
                "value": counts,
                "status": counts.isna().map({True: "unknown", False: "final"}),
            }
        ),
        at_sheet="",
        area_kind="gemeente",
        indicator="population_count",
        unit="persons",
        boundary_year=year,
        period=f"{year}-01-01" if year else None,
        period_end_year=year,
    )
    return Tidied({"regional_facts": drafts}, (), len(found), str(year or ""))


def remarks(document: Document, dataset: Dataset) -> tuple[Remark, ...]:
    """How this division differs from that of ``dataset``."""
    return of_register(areas(document), year_of(document), dataset)


def _year(cube: Cube) -> int | None:
    said = _YEAR.search(cube.title)
    return YEARS.get(cube.table) or (int(said[0]) if said else None)


def _areas(cube: Cube) -> pd.DataFrame:
    if "RegioS" not in cube.rows:
        return pd.DataFrame(columns=list(AREA_COLUMNS))
    found = _of_figures(cube) if cube.is_long else _of_columns(cube)
    out = found.reindex(columns=list(AREA_COLUMNS))
    out["population_count"] = numbers(out["population_count"], are_counts=True).astype("Int64")
    return out[out["gemeente_code"].str.fullmatch(r"GM\d{4}").fillna(value=False)]


def _of_columns(cube: Cube) -> pd.DataFrame:
    """v3: a column of codes is known by what is in it; its name has the number after it."""
    rows = cube.rows
    out: dict[str, pd.Series] = {"gemeente_code": rows["RegioS"]}
    for name in rows.columns:
        number = name.removeprefix("Code_")
        next_one = f"Naam_{int(number) + 1}" if number.isdecimal() else ""
        if next_one not in rows:
            continue
        kind = _KINDS.get(str(rows[name].str[:2].mode().squeeze()))
        if kind and f"{kind}_name" not in out:
            out[f"{kind}_code"], out[f"{kind}_name"] = rows[name], rows[next_one]
    population = next((name for name in rows.columns if _POPULATION.fullmatch(name)), "")
    return pd.DataFrame({**out, **({"population_count": rows[population]} if population else {})})


def _of_figures(cube: Cube) -> pd.DataFrame:
    """v4: a row for each cell; codes are known by their letters, the population by its title."""
    rows = cube.rows.assign(title=cube.titles("Measure").str.lower(), at_row=cube.rows.index)
    text = rows.get("StringValue", rows["Value"])
    out = rows.groupby("RegioS")["at_row"].min().to_frame()
    for letters, kind in _KINDS.items():
        is_code = text.str.fullmatch(letters + r"\d{2,4}").fillna(value=False)
        out[f"{kind}_code"] = text[is_code].groupby(rows["RegioS"]).first()
    counts = rows[rows["title"].str.startswith("inwonertal").fillna(value=False)]
    out["population_count"] = counts.groupby("RegioS")["Value"].first()
    out["gemeente_code"] = out.index.astype("string")
    names = cube.codes.get("RegioS")
    if names is not None:
        out["gemeente_name"] = out["gemeente_code"].map(names["title"].to_dict())
    return out.set_index("at_row").astype("string")


FORMS = (Form("cbs-gebieden", SOURCE, fits, tidy, remarks=remarks),)
FEEDS = (
    Feed(
        "cbs-gebieden",
        "cbs-gebieden",
        "Gebieden in Nederland 2026",
        addresses("86247NED"),
        partial(fetch, ("RegioS",), MappingProxyType({})),
    ),
)
