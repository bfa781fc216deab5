"""Our own template, filled in: the workbook, or one of its CSV files.

Its tables are known by their headings, in Dutch or English, on whatever sheet they stand. Rows with
the explanation and the example are no data. A row with a mail address or a phone number is left
out, since it may be a person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.sources.published.cells import left_out, numbers, period
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.reading import Document, DocumentError, Sheet
from inspiratiekaart.sources.template.choices import meant
from inspiratiekaart.sources.template.fields import (
    EXAMPLE,
    EXPLANATION,
    MARKER,
    SHEETS,
    Field,
    TemplateSheet,
)
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="eigen-sjabloon",
    publisher="Eigen opgave van de regio",
    title_nl="Eigen gegevens van de regio",
    title_en="The region's own data",
    url="",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["CC-BY-4.0"],
    attribution="Bron: eigen opgave van de regio",
    limits_nl="Door de regio zelf ingevuld. Niet vergeleken met een landelijke bron.",
    limits_en="Filled in by the region itself. Not compared with a national source.",
)

_LEAST = 0.8
"""So much of a table's headings must be there, where somebody took the first column away."""

_OF_OFFERS: Mapping[str, Any] = MappingProxyType(
    {
        "at_head_office": False,
        "certainty": "offered",
        "students_status": "unknown",
        "status": "final",
        "source_id": SOURCE.source_id,
    }
)
_PERSONAL = (
    r"(?:[^\s@]+@[^\s@]+\.\w)"
    r"|(?:(?<![\w/-])(?:\+31|0031|0)[\s(-]*[1-9](?:[\s()-]*\d){8}(?!\d))"
)
_CODED = {"crebo": r"^(\d{5})\b", "forms": r"^([a-z0-9-]+)(?:: .*)?$"}
"""Choices of which the code stands first."""

_NOT_DATA = frozenset(word[language] for word in (EXPLANATION, EXAMPLE) for language in LANGUAGES)


def fits(document: Document) -> float:
    """Certainly by its first column, nearly so by all headings of one of its tables."""
    try:
        found = document.headings.values()
    except DocumentError:
        return 0
    best = 0.0
    for heading in found:
        if _sheet_for(heading):
            best = max(best, 1.0 if set(MARKER.values()) & set(heading) else 0.95)
    return best


def tidy(document: Document, columns: Columns) -> Tidied:
    """Drafts of each table that has filled rows."""
    drafts: dict[str, list[pd.DataFrame]] = {}
    rejected: list[Rejected] = []
    read_count = 0
    for name, heading in document.headings.items():
        wanted = _sheet_for(heading)
        if wanted is None:
            continue
        sheet = document.sheet(name)
        rows = _data(sheet, wanted)
        read_count += len(rows)
        wrong = list(_wrong(name, wanted, rows))
        rejected += _once(wrong)
        kept = rows.drop(index=sorted({each.at_row for each in wrong}))
        if len(kept):
            drafts.setdefault(wanted.table, []).append(_drafts(name, wanted, kept))
    return Tidied(
        {
            table: as_drafts(table, pd.concat(parts), **(_OF_OFFERS if table == "offers" else {}))
            for table, parts in drafts.items()
        },
        tuple(sorted(rejected, key=lambda one: (one.at_sheet, one.at_row))),
        read_count,
    )


def _sheet_for(heading: tuple[str, ...]) -> TemplateSheet | None:
    """The table whose headings these are."""
    given = {" ".join(name.lower().split()) for name in heading}
    is_ours = bool(set(MARKER.values()) & given)
    best, found = 0.0, None
    for sheet in SHEETS:
        for language in LANGUAGES:
            wanted = {name.lower() for name in sheet.headings(language)}
            share = len(wanted & given) / len(wanted)
            if share > best:
                best, found = share, sheet
    return found if best >= (0.5 if is_ours else _LEAST) else None


def _data(sheet: Sheet, wanted: TemplateSheet) -> pd.DataFrame:
    """The filled rows under the names of the drafts, without explanation and example."""
    fields = {name.lower(): field.draft for name, field in wanted.by_heading().items()}
    named = {name: fields.get(name.lower(), "") for name in sheet.frame.columns}
    marker = next((name for name in sheet.frame.columns if name in MARKER.values()), "")
    frame = sheet.frame
    if marker:
        frame = frame[~frame[marker].str.lower().isin(_NOT_DATA).fillna(value=False)]
    kept = [name for name, draft in named.items() if draft]
    rows = frame[kept].rename(columns=named)
    rows = rows.reindex(columns=[field.draft for field in wanted.fields]).astype("string")
    alone = {field.draft for field in wanted.fields if field.choice == "regions"}
    return rows[rows.drop(columns=sorted(alone)).notna().any(axis="columns")]


def _wrong(name: str, sheet: TemplateSheet, rows: pd.DataFrame) -> Iterator[Rejected]:
    """Why rows are left out; a row may be named more than once."""
    for field in sheet.fields:
        cells, title = rows[field.draft], field.column.nl
        personal = cells.str.contains(_PERSONAL, regex=True).fillna(value=False)
        yield from left_out(cells.mask(personal), personal, name, title, "template.personal")
        if field.is_needed:
            values = {"column": title}
            yield from left_out(cells, cells.isna(), name, title, "template.needed", values)
        odd = cells.notna() & _value(field, cells).isna()
        if odd.any():
            code = _odd_code(field)
            values = {"choices": ", ".join(meant(field))} if code == "template.choice" else {}
            yield from left_out(cells, odd, name, title, code, values)


def _once(wrong: list[Rejected]) -> list[Rejected]:
    first: dict[int, Rejected] = {}
    for each in sorted(wrong, key=lambda one: one.code != "template.personal"):
        first.setdefault(each.at_row, each)
    return list(first.values())


def _odd_code(field: Field) -> str:
    if meant(field):
        return "template.choice"
    kinds = {"integer": "template.number", "number": "template.number", "date": "template.day"}
    if field.draft.endswith("_on"):
        return "template.day"
    return kinds.get(field.column.type, "template.code")


def _value(field: Field, cells: pd.Series) -> pd.Series:
    """What the cells stand for; missing where that cannot be told."""
    known = meant(field)
    if known:
        return cells.str.lower().map(dict(known)).astype("object")
    if field.choice in _CODED:
        return cells.str.extract(_CODED[field.choice])[0]
    if field.draft.endswith("_on"):
        days = {cell: period(str(cell)) or pd.NA for cell in cells.dropna().unique()}
        return cells.map(days).astype("object")
    if field.column.type in ("integer", "number"):
        found = numbers(cells, are_counts=field.column.type == "integer")
        found = found.where(found >= 0)
        if field.draft.endswith("_year"):
            found = found.where((found >= 1990) & (found <= 2100))
        return (found.round().astype("Int64") if field.column.type == "integer" else found).astype(
            "object"
        )
    return cells


def _drafts(name: str, sheet: TemplateSheet, rows: pd.DataFrame) -> pd.DataFrame:
    out = pd.DataFrame({field.draft: _value(field, rows[field.draft]) for field in sheet.fields})
    if sheet.table == "outlooks":
        out["status_as_said"] = rows["status"]
    if sheet.table == "offers":
        out["is_online"] = out["is_online"].where(out["is_online"].notna(), other=False)
    return out.assign(at_sheet=name, at_row=rows.index)


FORMS = (Form("eigen-sjabloon", SOURCE, fits, tidy),)
