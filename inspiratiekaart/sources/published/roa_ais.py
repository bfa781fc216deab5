"""ROA: AIS, the labour-market forecasts by occupation group and region (DataverseNL).

A row is one subject of one category in one region. Taken over are the two forecasts that help to
choose a training: the expected situation on the labour market (ITA) and the expected job openings,
by occupation group (BRC 2014). Regions have a class only, the country numbers too. All other rows
(sectors, programmes, skills, today's situation) are left out. The table is read piece by piece, for
it has 230,000 rows.
"""

from __future__ import annotations

import re

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.cells import left_out, numbers
from inspiratiekaart.sources.published.feeds import Feed
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.published.sifting import with_headings
from inspiratiekaart.sources.reading import Document, DocumentError, Sheet
from inspiratiekaart.sources.tidied import DRAFTS, Rejected, Tidied, as_drafts

HEADINGS = (
    "regionaam",
    "aggregatieniveau",
    "detailniveau",
    "thema",
    "onderwerp",
    "aantal",
    "perc",
    "typering",
    "versie",
)

SOURCE = Source(
    source_id="roa-ais",
    publisher="ROA",
    title_nl="Arbeidsmarktinformatiesysteem (AIS): arbeidsmarktprognoses",
    title_en="Labour Market Information System (AIS): labour-market forecasts",
    url="https://doi.org/10.34894/DVQTOG",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: ROA, AIS",
    limits_nl="Verwachtingen, geen tellingen. Per regio alleen een klasse. Waar te weinig mensen "
    "zijn ondervraagd, staat niets.",
    limits_en="Expectations, not counts. By region a class only. Where too few people were asked, "
    "there is nothing.",
    next_release="jaarlijks",
)

_FORECAST = "prognose"
_GROUPS = "beroepsgroep"
_INDICATORS = {
    "ita toekomstige arbeidsmarktsituatie": "labour_market_outlook",
    "verwachte baanopeningen": "expected_job_openings",
}
_YEAR = re.compile(r"\s+(?:in|tot|tot en met)\s+(20\d\d)\s*\Z")
_PROVINCE = "provincie "
_COUNTRY = "Nederland"


def tidy(document: Document, _: Columns) -> Tidied:
    """A fact for each forecast of an occupation group in a region, a province or the country."""
    facts: list[pd.DataFrame] = []
    rejected: list[Rejected] = []
    read_count, versions = 0, set[str]()
    for piece in document.pieces(_name(document)):
        rows = piece.frame
        read_count += len(rows)
        if read_count > document.limits.rows:  # each row left out is kept with its reason
            raise DocumentError("rows", file=document.name, most=document.limits.rows)
        versions |= set(rows["versie"].dropna().unique())
        facts.append(_facts(piece, rejected))
    frame = pd.concat(facts) if facts else pd.DataFrame(columns=list(DRAFTS["regional_facts"]))
    drafts = as_drafts("regional_facts", frame, status="estimated")
    rejected.sort(key=lambda each: each.at_row)
    return Tidied({"regional_facts": drafts}, tuple(rejected), read_count, _period(versions))


def _name(document: Document) -> str:
    for name, heading in document.headings.items():
        if set(HEADINGS) <= set(heading):
            return name
    raise DocumentError("no-table", file=document.name)


def _facts(piece: Sheet, rejected: list[Rejected]) -> pd.DataFrame:
    rows = piece.frame.assign(
        subject=piece.frame["onderwerp"].str.lower().str.replace(_YEAR, "", regex=True)
    )
    for code, column, which in (
        ("roa.no-forecast", "thema", ~_says(rows["thema"], _FORECAST)),
        ("roa.no-group", "detailniveau", ~_says(rows["aggregatieniveau"], _GROUPS)),
        ("roa.other-subject", "onderwerp", ~rows["subject"].isin(list(_INDICATORS))),
        ("roa.no-place", "regionaam", rows["regionaam"].isna() | rows["detailniveau"].isna()),
        ("roa.no-figure", "typering", rows["aantal"].isna() & rows["typering"].isna()),
    ):
        holds = which.reindex(rows.index)
        rejected += left_out(rows[column], holds, piece.name, column, code)
        rows = rows.loc[~holds]
    return _named(rows, piece.name)


def _named(rows: pd.DataFrame, sheet: str) -> pd.DataFrame:
    count = numbers(rows["aantal"], are_counts=False)
    indicator = rows["subject"].map(_INDICATORS).astype("object")
    unit = count.notna().map({True: "count", False: "class"})
    region = rows["regionaam"]
    is_province = region.str.startswith(_PROVINCE)
    kind = is_province.map({True: "provincie", False: "arbeidsmarktregio"})
    is_land = region.eq(_COUNTRY)
    return pd.DataFrame(
        {
            "at_sheet": sheet,
            "at_row": rows.index,
            "area_kind": kind.mask(is_land, "land"),
            "area_code": is_land.map({True: "NL", False: None}),
            "area_as_said": region.str.removeprefix(_PROVINCE),
            "subject_as_said": rows["detailniveau"],
            "indicator": indicator + "_" + unit,
            "value": count,
            "value_class": rows["typering"],
            "unit": unit.replace("count", "jobs"),
            "period_end_year": rows["onderwerp"].str.extract(_YEAR.pattern)[0].astype("Int64"),
        }
    )


def _says(cells: pd.Series, word: str) -> pd.Series:
    return cells.str.contains(word, case=False, regex=False).fillna(value=False)


def _period(versions: set[str]) -> str:
    """The day in the version of the file (``v20260901``)."""
    days = sorted(match[1] for each in versions if (match := re.fullmatch(r"v(20\d{6})", each)))
    return f"{days[-1][:4]}-{days[-1][4:6]}-{days[-1][6:]}" if days else ""


FORMS = (Form("roa-ais", SOURCE, with_headings(*HEADINGS), tidy),)

FEEDS = (
    Feed(
        "roa-ais",
        "roa-ais",
        "AIS tot 2030, Arbeidsmarktinformatie, editie 2026",
        ("https://dataverse.nl/api/access/datafile/674144",),
    ),
)
