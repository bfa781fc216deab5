"""UWV's spanningsindicator: open vacancies per short-term job seeker, by region and group.

It is downloaded from a dashboard, whose headings we have not seen; so they are guesses that a
person may correct (see ``headings``). Understood are a row for each region, group of professions
and period, or a row for each region and group with a column for each period. A figure, a class
("zeer krap"), or both. Groups are those of BRC 2014; without a group it is the region as a whole.
"""

from __future__ import annotations

import re

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.cells import last_year, left_out, numbers, period, periods
from inspiratiekaart.sources.published.form import Columns
from inspiratiekaart.sources.published.headings import Grid, Role, form_of, grids_of, plain
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="uwv-spanningsindicator-bestand",
    publisher="UWV",
    title_nl="Spanningsindicator per arbeidsmarktregio en beroepsgroep",
    title_en="Tightness indicator by labour-market region and occupation group",
    url="https://www.uwv.nl/nl/arbeidsmarktinformatie/dashboards",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: UWV",
    limits_nl="Het aantal openstaande vacatures gedeeld door het aantal mensen dat kort werk "
    "zoekt. Bij kleine aantallen geeft UWV geen cijfer.",
    limits_en="The number of open vacancies divided by the number of people who have been looking "
    "for work for a short time. UWV gives no figure for small numbers.",
)

ROLES = (
    Role(
        "region",
        ("arbeidsmarktregio", "regio", "regionaam", "naam regio", "amr", "gebied", "region"),
    ),
    Role(
        "group",
        (
            "beroepsgroep", "beroepsgroepen", "beroepsgroep naam", "brc beroepsgroep", "beroep",
            "beroepsklasse", "naam beroepsgroep", "occupation group",
        ),
    ),
    Role(
        "group_code",
        ("beroepsgroep code", "beroepsgroepcode", "brc code", "brc", "code", "brc 2014"),
    ),
    Role(
        "value",
        (
            "spanningsindicator", "spanning", "indicator", "ratio", "waarde", "cijfer", "score",
            "spanningscijfer", "tightness",
        ),
        is_spread=True,
    ),
    Role(
        "class",
        (
            "typering", "klasse", "spanningsklasse", "spanning typering", "krapte", "oordeel",
            "typering spanning", "categorie", "spanningstypering", "class",
        ),
    ),
    Role("period", ("periode", "kwartaal", "jaar", "peildatum", "verslagperiode", "period")),
)  # fmt: skip

CLASSES = ("zeer ruim", "ruim", "gemiddeld", "krap", "zeer krap")
_ALL = frozenset({"totaal", "alle beroepen", "alle beroepsgroepen", "totaal alle beroepen"})
_COUNTRY = frozenset({"nederland", "landelijk", "heel nederland", "nl"})
_REGION_CODE = re.compile(r"AM\d\d")
_REGION_ABOVE = re.compile(r"(?:arbeidsmarktregio|regio)\s*[:\-]?\s+(.{2,60})", re.IGNORECASE)
_AFTER_NAME = re.compile(r"[\s,:;(|-]*(?:20\d\d|[1-4]e kwartaal).*$", re.IGNORECASE)
_RATIO = "vacancies per short-term jobseeker"
_MOST = 1000


def fits(document: Document) -> float:
    """How surely it is the indicator: by its name in the headings, or by its five classes."""
    grids = grids_of(document, ROLES)
    if not grids:
        return 0
    grid = max(grids, key=lambda one: len(one.columns))
    is_named = any(
        re.search(r"\bspanning|\btightness", plain(text)) for text in (*grid.headings, *grid.above)
    )
    has_where = "region" in grid.columns or "group" in grid.columns
    if is_named and has_where:
        return 0.9 if {"value", "class"} & set(grid.columns) or _period_columns(grid) else 0.5
    return 0.45 if has_where and _has_classes(grid) else 0


def tidy(document: Document, columns: Columns) -> Tidied:
    """A fact for each figure: ``tightness_ratio``, or ``tightness_class`` with a class alone.

    A row with a column for each period gives a fact for each that is filled; it is left out only
    when none is.
    """
    grids = grids_of(document, ROLES, columns, is_whole=True)
    facts, rejected = [], []
    for grid in grids:
        if not _is_read(grid):
            rejected.append(Rejected(grid.name, grid.heading_row, "", "uwv.no-figures", grid.name))
            continue
        rows = _rows(grid)
        said = rows["value"].notna() | rows["value_class"].notna()
        has_place = rows["area_as_said"].notna() | rows["subject_as_said"].notna()
        by_row = (said & has_place).groupby(rows["at_row"]).transform("any")
        wrong = rows[~by_row].drop_duplicates("at_row").set_index("at_row")
        no_place = wrong["area_as_said"].isna() & wrong["subject_as_said"].isna()
        rejected += left_out(wrong["cell"], no_place, grid.name, "region", "uwv.between")
        rejected += left_out(wrong["cell"], ~no_place, grid.name, "value", "uwv.no-figure")
        facts.append(rows[said & has_place])
    rows = pd.concat(facts) if facts else pd.DataFrame()
    periods_said = rows["period"].dropna().unique() if len(rows) else ()
    return Tidied(
        {"regional_facts": as_drafts("regional_facts", rows.reset_index(drop=True))},
        tuple(sorted(rejected, key=lambda one: (one.at_sheet, one.at_row))),
        sum(len(grid.frame) for grid in grids if _is_read(grid)),
        str(max(periods_said)) if len(periods_said) else "",
    )


def _is_read(grid: Grid) -> bool:
    has_figure = bool({"value", "class"} & set(grid.columns) or _period_columns(grid))
    return has_figure and bool({"region", "group"} & set(grid.columns))


def _period_columns(grid: Grid) -> list[str]:
    """The headings that are a period, where each has a column; not those of a known role."""
    taken = {name for role, name in grid.columns.items() if role != "value"}
    found = [name for name in grid.headings if name not in taken and period(name)]
    return found if len(found) > 1 or not {"value", "class"} & set(grid.columns) else []


def _has_classes(grid: Grid) -> bool:
    return any(
        cells.dropna().str.lower().isin(CLASSES).mean() > 0.5 for _, cells in grid.frame.items()
    )


def _rows(grid: Grid) -> pd.DataFrame:
    wide = _period_columns(grid)
    if not wide:
        return _facts(grid, grid.column("value"), grid.column("class"), _periods(grid))
    none = grid.column("")
    parts = [_facts(grid, grid.frame[name], none, none.fillna(period(name))) for name in wide]
    return pd.concat(parts).sort_values(["at_row", "period"], kind="stable")


def _facts(grid: Grid, value: pd.Series, said: pd.Series, when: pd.Series) -> pd.DataFrame:
    figure = numbers(value, are_counts=False)
    figure = figure.where((figure >= 0) & (figure < _MOST))
    words = said.str.lower().fillna(value.str.lower()).str.replace(r"\s+", " ", regex=True)
    known = words.where(words.isin(CLASSES))
    region = grid.column("region") if "region" in grid.columns else _region(grid)
    is_land = region.str.lower().isin(_COUNTRY)
    group = grid.column("group")
    code = grid.column("group_code").fillna(group.str.extract(r"^(\d{2,4})\b")[0])
    group = group.str.replace(r"^\d{2,4}\s*[-:.]?\s*", "", regex=True)
    group = group.mask(group.str.lower().isin(_ALL))
    is_code = region.str.fullmatch(_REGION_CODE.pattern).fillna(value=False)
    return pd.DataFrame(
        {
            "at_sheet": grid.name,
            "at_row": grid.frame.index,
            "area_kind": is_land.map({True: "land", False: "arbeidsmarktregio"}),
            "area_code": region.where(is_code).mask(is_land, "NL"),
            "area_as_said": region,
            "subject_code": code.where(group.notna()),
            "subject_as_said": group,
            "indicator": figure.notna().map({True: "tightness_ratio", False: "tightness_class"}),
            "value": figure,
            "value_class": known,
            "unit": figure.notna().map({True: _RATIO, False: "class"}),
            "period": when,
            "period_end_year": when.map(lambda iso: last_year(str(iso))).astype("Int64"),
            "status": "provisional",
            "cell": value.fillna(said).fillna(grid.first_cells()),
        }
    )


def _periods(grid: Grid) -> pd.Series:
    if "period" in grid.columns:
        return periods(grid.column("period"))
    texts = (*grid.above, grid.columns.get("value", ""), grid.name)
    said = next((iso for text in texts if (iso := period(text))), "")
    return grid.column("period").fillna(said or pd.NA)


def _region(grid: Grid) -> pd.Series:
    """The region that is named over the heading, or else by the sheet."""
    for text in grid.above:
        if found := _REGION_ABOVE.search(text):
            return grid.column("region").fillna(_AFTER_NAME.sub("", found[1]).strip())
    name = re.sub(r"(?:Blad|Sheet|Tabel)\s*\d+", "", grid.name, flags=re.IGNORECASE).strip()
    return grid.column("region").fillna(name or pd.NA)


FORMS = (form_of("uwv-spanningsindicator", SOURCE, ROLES, fits, tidy),)
