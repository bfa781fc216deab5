"""UWV Open Match Data: vacancies and job seekers by profession and postcode area, each week.

A ZIP with one CSV: ``;`` between cells, a decimal comma, Latin-1 or Windows-1252, days as
dd-mm-yyyy, 39 columns. Published from 26 November 2019 to 16 May 2023. A file of hundreds of
thousands of rows, so it is read in pieces and every row is counted in a sum: of one day, one
municipality, one cluster of professions and one kind of record. Municipalities are those of the
year of the day; ``importing`` sums them to regions, so no small group of people is shown.
"""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.cells import left_out, numbers
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.reading import Document, Sheet
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="uwv-open-match",
    publisher="UWV",
    title_nl="Open Match Data: vacatures en werkzoekenden op werk.nl",
    title_en="Open Match Data: vacancies and job seekers on werk.nl",
    url="https://data.overheid.nl/dataset/uwv-open-match-data",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: UWV",
    limits_nl="Vacatures en cv's op werk.nl op één dag. Niet elke vacature staat daar. UWV is in "
    "mei 2023 met deze bestanden gestopt.",
    limits_en="Vacancies and CVs on werk.nl on one day. Not every vacancy is there. UWV stopped "
    "publishing these files in May 2023.",
)

NEEDED = ("PEILDATUM", "BEROEPENCLUSTER_CD", "BEROEPENCLUSTER", "GEMEENTE", "REC_TYPE", "AANTAL")
INDICATORS = MappingProxyType(
    {
        "vacature": ("open_vacancies_count", "vacancies"),
        "werkzoekende": ("registered_jobseekers_count", "persons"),
    }
)
"""Per kind of record the indicator and its unit."""

_MOST_LEFT_OUT = 10_000
_KEY = ["day", "GEMEENTE", "BEROEPENCLUSTER_CD", "kind"]


def fits(document: Document) -> float:
    """It is one when it has the columns of one."""
    found = (set(NEEDED) <= set(heading) for heading in document.headings.values())
    return 1.0 if any(found) else 0


def tidy(document: Document, columns: Columns) -> Tidied:
    """A fact for each day, municipality, cluster of professions and kind; ``at_row`` is its first.

    Rows that cannot be counted (no municipality, another kind) are left out; past ten thousand they
    are only counted, so that a file of nothing else takes no more memory. A row without a number
    makes its sum unknown.
    """
    sums: dict[str, pd.DataFrame] = {}
    rejected: list[Rejected] = []
    read_count = wrong_count = 0
    for name, heading in document.headings.items():
        if not set(NEEDED) <= set(heading):
            continue
        for piece in document.pieces(name):
            read_count += len(piece.frame)
            rows, wrong = _counted(piece)
            rejected += wrong[: max(0, _MOST_LEFT_OUT - len(rejected))]
            wrong_count += len(wrong)
            known = [sums[name]] if name in sums else []
            sums[name] = _summed([*known, rows])
    if more := wrong_count - len(rejected):
        last = rejected[-1]
        values = MappingProxyType({"n": more})
        rejected.append(Rejected(last.at_sheet, last.at_row + 1, "", "uwv.more", str(more), values))
    facts = [_facts(name, rows) for name, rows in sums.items()]
    found = pd.concat(facts) if facts else pd.DataFrame()
    return Tidied(
        {"regional_facts": as_drafts("regional_facts", found)},
        tuple(sorted(rejected, key=lambda one: (one.at_sheet, one.at_row))),
        read_count,
        str(found["period"].max()) if len(found) else "",
    )


def _counted(piece: Sheet) -> tuple[pd.DataFrame, list[Rejected]]:
    frame = piece.frame
    day = frame["PEILDATUM"].str.extract(r"^(\d\d)-(\d\d)-(20\d\d)")
    rows = pd.DataFrame(
        {
            "at_row": frame.index,
            "day": day[2] + "-" + day[1] + "-" + day[0],
            "GEMEENTE": frame["GEMEENTE"],
            "BEROEPENCLUSTER_CD": frame["BEROEPENCLUSTER_CD"],
            "BEROEPENCLUSTER": frame["BEROEPENCLUSTER"],
            "kind": frame["REC_TYPE"].str.lower(),
            "count": numbers(frame["AANTAL"], are_counts=True),
        },
        index=frame.index,
    )
    reasons = (
        ("GEMEENTE", "no-gemeente", rows["GEMEENTE"].isna()),
        ("REC_TYPE", "record-kind", ~rows["kind"].isin(INDICATORS)),
        ("PEILDATUM", "no-day", rows["day"].isna()),
        ("BEROEPENCLUSTER_CD", "no-cluster", rows["BEROEPENCLUSTER_CD"].isna()),
    )
    left = pd.Series(data=True, index=rows.index)
    wrong: list[Rejected] = []
    for column, code, which in reasons:
        wrong += left_out(frame[column], which & left, piece.name, column, f"uwv.{code}")
        left &= ~which
    no_count = rows["count"].isna() | (rows["count"] < 0)
    wrong += left_out(frame["AANTAL"], no_count & left, piece.name, "AANTAL", "uwv.no-count")
    counted = rows.assign(count=rows["count"].mask(no_count), is_known=~no_count)
    return counted[left], wrong


def _summed(parts: list[pd.DataFrame]) -> pd.DataFrame:
    groups = pd.concat(parts).groupby(_KEY, sort=True, as_index=False)
    return groups.agg(
        {"at_row": "min", "BEROEPENCLUSTER": "first", "count": "sum", "is_known": "all"}
    )


def _facts(sheet: str, rows: pd.DataFrame) -> pd.DataFrame:
    is_code = rows["GEMEENTE"].str.fullmatch(r"GM\d{4}")
    year = rows["day"].str[:4].astype("Int64")
    return pd.DataFrame(
        {
            "at_sheet": sheet,
            "at_row": rows["at_row"],
            "area_kind": "gemeente",
            "area_as_said": rows["GEMEENTE"],
            "gemeente_code": rows["GEMEENTE"].where(is_code),
            "boundary_year": year,
            "subject_code": rows["BEROEPENCLUSTER_CD"],
            "subject_as_said": rows["BEROEPENCLUSTER"],
            "indicator": rows["kind"].map({kind: it[0] for kind, it in INDICATORS.items()}),
            "value": rows["count"].where(rows["is_known"]),
            "unit": rows["kind"].map({kind: it[1] for kind, it in INDICATORS.items()}),
            "period": rows["day"],
            "period_end_year": year,
            "status": rows["is_known"].map({True: "final", False: "unknown"}),
        }
    )


FORMS = (Form("uwv-open-match", SOURCE, fits, tidy),)
