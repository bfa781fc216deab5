"""What a cell of a spreadsheet says: numbers and periods as Dutch publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from inspiratiekaart.sources.dutch_periods import iso_period
from inspiratiekaart.sources.tidied import Rejected

_NO_VALUES: Mapping[str, object] = MappingProxyType({})
_THOUSANDS = r"^-?\d{1,3}(?:\.\d{3})+$"
_NUMBER = r"^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile(
    r"(20\d\d)\W*(?:kw|q|kwartaal)\W*0?([1-4])(?!\d)"
    r"|(?:kw|q|kwartaal)\W*0?([1-4])\W+(?:van\s+)?(20\d\d)"
    r"|([1-4])\s*e?\s*(?:kwartaal|kw)\W*(?:van\s*)?(20\d\d)"
    r"|(20\d\d)\W*([1-4])e\s*(?:kwartaal|kw)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_DUTCH_DAY = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-(20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*[-–/]\s*(20\d\d)(?!\d)")
_LONGEST = 200


def numbers(cells: pd.Series, *, are_counts: bool) -> pd.Series:
    """The numbers in ``cells``, with a decimal comma or point; missing where there is none.

    ``1.234`` is one thousand and more where they ``are_counts``, else a little over one.
    """
    text = cells.astype("string").str.strip().str.replace(r"[\s€%]", "", regex=True)
    is_dutch = text.str.contains(",", regex=False).fillna(value=False)
    dutch = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    out = text.where(~is_dutch, dutch)
    if are_counts:
        is_thousands = out.str.match(_THOUSANDS).fillna(value=False) & ~is_dutch
        out = out.where(~is_thousands, out.str.replace(".", "", regex=False))
    found = pd.to_numeric(out.where(out.str.match(_NUMBER).fillna(value=False)), errors="coerce")
    finite = found.astype("Float64")
    return finite.where(finite.abs() < 1e15)


def period(text: str) -> str:
    """The period that ``text`` names, in ISO form; empty where it names none."""
    said = text[:_LONGEST]
    if day := _DAY.search(said):
        return day[0]
    if day := _DUTCH_DAY.search(said):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if quarter := _QUARTER.search(said):
        year, number = sorted((each for each in quarter.groups() if each), key=len, reverse=True)
        return f"{year}-Q{number}"
    if span := _SPAN.search(said):
        return f"{span[1]}-{span[2]}"
    iso = iso_period(said.strip().lower())
    if re.fullmatch(r"20\d\d(-\S+)?", iso):
        return iso
    years = _YEAR.findall(said)
    return years[-1] if len(set(years)) == 1 else ""


def last_year(iso: str) -> int | None:
    """The last year of a period in ISO form."""
    years = _YEAR.findall(iso)
    return max(map(int, years)) if years else None


def periods(cells: pd.Series) -> pd.Series:
    """``period`` of each cell; missing where it names none."""
    known = {cell: period(str(cell)) or pd.NA for cell in cells.dropna().unique()}
    return cells.map(known).astype("string")


def left_out(
    cells: pd.Series,
    which: pd.Series,
    sheet: str,
    column: str,
    code: str,
    values: Mapping[str, object] = _NO_VALUES,
) -> Iterator[Rejected]:
    """The rows where ``which`` holds, each with what stood in ``cells``."""
    for row, cell in cells[which.fillna(value=False)].items():
        value = "" if pd.isna(cell) else str(cell)[:_LONGEST]
        yield Rejected(sheet, int(str(row)), column, code, value, values)
