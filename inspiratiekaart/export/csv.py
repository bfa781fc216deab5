"""A map's tables as CSV files in one ZIP, with a text that says what they are.

Spreadsheets run a cell that looks like a formula: an apostrophe before it makes it text
(OWASP, CSV injection). Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.export.packing import packed
from inspiratiekaart.export.tables import Cell, Table
from inspiratiekaart.inspiration import clean_text

_INVISIBLE = r"[ \u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"(^|[\t\n;])({_INVISIBLE})(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a formula could begin: Excel set to Dutch takes a semicolon for the end of a cell too."""

_ENCODING = "utf-8-sig"  # with the mark by which Excel knows it


def write(handout: Handout) -> bytes:
    """The ZIP of ``handout``; the same handout gives the same bytes."""
    return packed(_members(handout))


def _members(handout: Handout) -> Iterator[tuple[str, bytes]]:
    text = "\r\n".join(_readme(handout)) + "\r\n"
    yield handout.t("sheets.readme"), text.encode(_ENCODING)
    for table in handout.tables:
        yield f"{table.key}.csv", _csv(table).encode(_ENCODING)


def _csv(table: Table) -> str:
    target = io.StringIO(newline="")
    rows = csv.writer(target)
    rows.writerow([column.key for column in table.columns])
    rows.writerows([cell(value) for value in row] for row in table.rows)
    return target.getvalue()


def cell(value: Cell) -> str:
    """``value`` as it stands in a CSV file; no spreadsheet runs it, whatever ends a cell there."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = _FORMULA.sub(r"\1\2'", clean_text(value))
    return f"'{text}" if text.startswith(("\t", "\n")) else text


def _readme(handout: Handout) -> Iterator[str]:
    t = handout.t
    yield from _paragraphs(
        [
            handout.title,
            handout.edition_line,
            handout.introduction,
            handout.composition.lead,
            handout.caption,
            handout.link and f"{t('sheets.row.link')}: {handout.link}",
            t("sheets.empty"),
            t("sheets.apostrophe"),
        ]
    )
    yield t("sheets.tables")
    for table in handout.tables:
        yield ""
        count = t.number(len(table.rows))
        yield t("sheets.table", file=f"{table.key}.csv", title=table.title, n=count)
        for column in table.columns:
            yield t("sheets.column", key=column.key, title=column.title)
    yield ""
    yield t("export.table.sources")
    for source in handout.sources:
        said = t("slides.source_words", title=source.title(t.language), period=source.period)
        licence = source.licence
        terms = t(
            "slides.source_terms", attribution=source.attribution, licence=licence_name(licence, t)
        )
        yield ""
        yield from filter(None, [source.publisher, said, terms, source.url, licence.url])
    yield ""
    yield t("map.attribution")


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text:
            yield from clean_text(text).split("\n")
            yield ""
