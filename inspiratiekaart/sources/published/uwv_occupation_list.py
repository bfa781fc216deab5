"""UWV's lists of opportunity professions ("kansrijke beroepen"), of a region or the country.

UWV publishes them as a document a region and on its dashboards; what people hand in is the XLSX or
CSV that somebody made of it, with headings of their own. So every heading is a guess that a person
may correct: see ``headings``. A list without a column for the region can have a sheet for each, or
name its region over the heading; else the region is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.cells import last_year, left_out, period, periods
from inspiratiekaart.sources.published.form import Columns
from inspiratiekaart.sources.published.headings import Grid, Role, form_of, grids_of, plain
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="uwv-kansrijke-beroepen",
    publisher="UWV",
    title_nl="Kansrijke beroepen",
    title_en="Professions with good prospects",
    url="https://www.uwv.nl/nl/arbeidsmarktinformatie/kansen-beroep/kansrijke-beroepen",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: UWV",
    limits_nl="Een oordeel van UWV voor een jaar. Het geldt voor het gebied en de periode van de "
    "lijst. Een beroep dat niet op de lijst staat, is daarmee niet kansarm.",
    limits_en="A judgement of UWV for a year. It holds for the area and the period of the list. A "
    "profession that is not on the list need not have poor prospects.",
)

ROLES = (
    Role(
        "occupation",
        (
            "beroep", "beroepen", "beroepsnaam", "naam beroep", "beroepsbenaming", "beroepstitel",
            "kansrijk beroep", "kansrijke beroepen", "kansberoep", "kansberoepen", "functie",
            "functienaam", "referentieberoep", "occupation", "profession", "name as said",
            "beroep zoals genoemd",
        ),
        is_needed=True,
    ),
    Role(
        "uwv_code",
        (
            "uwv code", "uwv beroepcode", "uwv beroepscode", "uwv beroep code", "beroepcode",
            "beroepscode", "beroep code", "code beroep", "beroep cd",
        ),
    ),
    Role(
        "group_code",
        (
            "brc", "brc code", "brc beroepsgroep", "beroepsgroep code", "beroepsgroepcode",
            "code beroepsgroep", "brc 2014",
        ),
    ),
    Role(
        "region",
        (
            "arbeidsmarktregio", "regio", "regionaam", "naam regio", "amr", "gebied",
            "arbeidsmarktregio naam", "region",
        ),
    ),
    Role(
        "status",
        (
            "oordeel", "kans", "kansen", "kansrijkheid", "status", "perspectief", "beoordeling",
            "vooruitzicht", "vooruitzichten", "arbeidsmarktkans", "typering", "outlook",
        ),
    ),
    Role("period", ("periode", "jaar", "peiljaar", "editie", "jaargang", "peildatum", "period")),
    Role("level", ("niveau", "beroepsniveau", "functieniveau", "opleidingsniveau", "level")),
    Role("sector", ("sector", "sectornaam", "naam sector", "branche", "beroepsrichting")),
    Role("url", ("url", "link", "website", "detail url", "meer informatie", "werk nl")),
)  # fmt: skip

JUDGEMENTS = MappingProxyType(
    {
        "kansrijk": "kansrijk",
        "zeer kansrijk": "kansrijk",
        "nieuw kansrijk": "kansrijk",
        "kansrijk beroep": "kansrijk",
        "krapteberoep": "kansrijk",
        "personeelstekort": "kansrijk",
        "ja": "kansrijk",
        "x": "kansrijk",
        "structureel kansrijk": "structureel kansrijk",
        "minder kansrijk": "minder kansrijk",
        "niet kansrijk": "minder kansrijk",
        "weinig kansen": "minder kansrijk",
        "geen oordeel": "geen oordeel",
        "geen uitspraak": "geen oordeel",
        "onbekend": "geen oordeel",
    }
)
"""Our judgement for each way in which a list words it."""

NATIONAL = frozenset({"nederland", "landelijk", "heel nederland", "nl", "totaal nederland"})
_FOREIGN = re.compile(r"\b(?:crebo|brin|kwalificatie|opleiding|aanbieder|cursus|postcode)")
_NOT_A_REGION = re.compile(
    r"(?:blad|sheet|tabel|tab|lijst|data|export|kansrijk|beroep|toelichting)\b.*|\d+"
)
_REGION_ABOVE = re.compile(r"(?:arbeidsmarktregio|regio)\s*[:\-]?\s+(.{2,60})", re.IGNORECASE)
_YEARS = re.compile(r"[\s,:;(|-]*(?:20\d\d|19\d\d).*$")
_NOTE = re.compile(r"(?:bron|toelichting|let op|noot|totaal|peildatum|\*|©)\b|\*", re.IGNORECASE)


def fits(document: Document) -> float:
    """How surely it is a list of professions: by its headings, weakly by its judgements."""
    grids = grids_of(document, ROLES)
    if not grids:
        return 0
    grid = max(grids, key=lambda one: len(one.columns))
    if any(_FOREIGN.search(plain(name)) for name in grid.headings):
        return 0
    if "occupation" in grid.columns:
        weights = {"uwv_code": 0.2, "status": 0.2, "level": 0.1, "sector": 0.1, "region": 0.1}
        return min(0.9, 0.25 + sum(weights.get(role, 0) for role in grid.columns))
    return 0.15 if _judging(grid) else 0


def tidy(document: Document, columns: Columns) -> Tidied:
    """A statement for each profession; without a column for it, the judgement is the list's name.

    A row with nothing but a word between the professions (a sector, a note) is left out, and so is
    a profession that the list has twice for one region.
    """
    grids = grids_of(document, ROLES, columns, is_whole=True)
    wanted = [grid for grid in grids if "occupation" in grid.columns]
    statements = [_statements(grid, has_many=len(wanted) > 1) for grid in wanted]
    rejected = [
        Rejected(grid.name, grid.heading_row, "", "uwv.no-professions", grid.name)
        for grid in grids
        if grid not in wanted
    ]
    rows = pd.concat(statements) if statements else pd.DataFrame()
    kept = [rows]
    if len(rows):
        is_right = rows["why_not"].isna()
        said_of = ["region_as_said", "name_as_said", "uwv_code", "period"]
        is_twice = is_right & rows.where(is_right).duplicated(said_of)
        for sheet, part in rows[is_twice].groupby("at_sheet"):
            every = pd.Series(data=True, index=part.index)
            rejected += left_out(part["name_as_said"], every, str(sheet), "occupation", "uwv.twice")
        kept = [rows[~is_twice & is_right]]
        rejected += _wrong(rows[~is_right])
    drafts = as_drafts("outlooks", pd.concat(kept).reset_index(drop=True))
    said = rows["period"].dropna().unique() if len(rows) else ()
    return Tidied(
        {"outlooks": drafts},
        tuple(sorted(rejected, key=lambda one: (one.at_sheet, one.at_row))),
        sum(len(grid.frame) for grid in wanted),
        str(max(said)) if len(said) else "",
    )


def _judging(grid: Grid) -> bool:
    """Whether a column has judgements, whatever it is called."""
    words = {"kansrijk", "minder kansrijk", "structureel kansrijk"}
    shares = (cells.dropna().str.lower().isin(words).mean() for _, cells in grid.frame.items())
    return any(share > 0.5 for share in shares)


def _statements(grid: Grid, *, has_many: bool) -> pd.DataFrame:
    names = grid.column("occupation").str.replace(r"\s+", " ", regex=True)
    said = grid.column("status")
    judged = said.str.lower().str.replace(r"\s+", " ", regex=True)
    has_status = "status" in grid.columns
    rows = pd.DataFrame(
        {
            "at_sheet": grid.name,
            "at_row": grid.frame.index,
            "name_as_said": names,
            "uwv_code": _code(grid.column("uwv_code")),
            "beroepsgroep_code": _code(grid.column("group_code")).str.extract(r"^(\d{2,4})$")[0],
            "region_as_said": _regions(grid, has_many=has_many),
            "status": judged.map(JUDGEMENTS) if has_status else "kansrijk",
            "status_as_said": said if has_status else "kansrijk",
            "period": _periods(grid),
            "url": _links(grid.column("url")),
        },
        index=grid.frame.index,
    )
    years = {iso: last_year(str(iso)) for iso in rows["period"].dropna().unique()}
    rows["period_end_year"] = rows["period"].map(years).astype("Int64")
    rows["first_cell"] = grid.first_cells()
    rows["why_not"] = _why_not(grid, rows, is_judged=has_status)
    return rows


def _why_not(grid: Grid, rows: pd.DataFrame, *, is_judged: bool) -> pd.Series:
    """The code of what is wrong with each row; missing where nothing is."""
    why = pd.Series(pd.NA, index=rows.index, dtype="string")
    names = rows["name_as_said"]
    filled = grid.frame.notna().sum(axis=1)
    usual = int(filled.median()) if len(filled) else 0
    alone = (filled <= 1) & (usual > 1)
    heading = {plain(name) for name in grid.headings}
    if is_judged:
        why = why.mask(rows["status"].isna(), "uwv.judgement-unknown")
        why = why.mask(rows["status_as_said"].isna(), "uwv.judgement-empty")
    why = why.mask(
        ~names.str.contains(r"[^\W\d_]{2}", regex=True).fillna(value=True), "uwv.no-name"
    )
    why = why.mask(names.isna(), "uwv.no-name")
    why = why.mask(alone, "uwv.between")
    is_note = rows["first_cell"].str.match(_NOTE).fillna(value=False)
    why = why.mask(is_note & (filled <= 2), "uwv.note")
    return why.mask(names.map(lambda cell: plain(str(cell))).isin(heading), "uwv.heading-again")


def _wrong(rows: pd.DataFrame) -> Iterator[Rejected]:
    for (sheet, code), part in rows.groupby(["at_sheet", "why_not"]):
        column = "status" if str(code).startswith("uwv.judgement") else "occupation"
        cells = part["status_as_said" if column == "status" else "first_cell"]
        every = pd.Series(data=True, index=part.index)
        yield from left_out(cells, every, str(sheet), column, str(code))


def _code(cells: pd.Series) -> pd.Series:
    """Codes as text; a spreadsheet may have made a number of them."""
    return cells.str.replace(r"\.0+$", "", regex=True)


def _regions(grid: Grid, *, has_many: bool) -> pd.Series:
    said = grid.column("region")
    if "region" not in grid.columns:
        said = said.fillna(_region_of(grid, has_many=has_many) or pd.NA)
    return said.mask(said.str.lower().isin(NATIONAL))


def _region_of(grid: Grid, *, has_many: bool) -> str:
    for text in grid.above:
        if found := _REGION_ABOVE.search(text):
            return _YEARS.sub("", found[1]).strip()
    name = grid.name.rsplit("/", 1)[-1].removesuffix(".csv")
    return name if has_many and not _NOT_A_REGION.fullmatch(plain(name)) else ""


def _periods(grid: Grid) -> pd.Series:
    if "period" in grid.columns:
        return periods(grid.column("period"))
    said = next((iso for text in (*grid.above, *grid.headings) if (iso := period(text))), "")
    return grid.column("period").fillna(said or pd.NA)


def _links(cells: pd.Series) -> pd.Series:
    return cells.where(cells.str.match(r"https?://[^\s]+$").fillna(value=False))


FORMS = (form_of("uwv-kansrijke-beroepen", SOURCE, ROLES, fits, tidy),)
