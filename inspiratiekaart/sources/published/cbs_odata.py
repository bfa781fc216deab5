"""A table of CBS StatLine, in whichever of its open-data forms it was saved or fetched.

OData v3 gives wide rows (``TypedDataSet``, ``UntypedDataSet``) and a list of codes for each
dimension; v4 gives a row for each figure (``Observations``) and lists called ``PeriodenCodes``.
Either comes as one JSON answer, as the recorded answers of a fetch, as a CSV, or as the ZIP of CSV
files of v4. Codes have trailing spaces in v3 (``"PV20  "``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from inspiratiekaart.sources.reading import Document

_DATA = ("TypedDataSet", "UntypedDataSet", "Observations")
_METADATA = ("odata.metadata", "@odata.context")
_TABLE = re.compile(r"(?<![0-9A-Za-z])(\d{5}(?:NED|ENG))(?![0-9A-Za-z])", re.IGNORECASE)
_ENTITY = re.compile(r"(?:#(?:Cbs\.OData\.WebAPI\.)?|/)([A-Za-z0-9]+)(?:\(.*)?$")
_PERIOD = re.compile(r"(20\d\d|19\d\d)(JJ|KW|MM|HJ)(\d\d)")
_PROVISIONAL = re.compile(r"voorlopig|provisional", re.IGNORECASE)
_MADE_OF = ("Key", "Identifier")


@dataclass(frozen=True)
class Cube:
    """The rows of a table with its lists of codes.

    ``rows`` has the cells as text, ``at_row`` as its index; ``codes`` has per dimension a frame of
    ``title`` and ``status`` by code. ``is_long`` says that a row is one figure (v4).
    """

    table: str
    title: str
    rows: pd.DataFrame
    codes: Mapping[str, pd.DataFrame]
    is_long: bool

    def titles(self, dimension: str) -> pd.Series:
        """What each row's code in ``dimension`` is called; missing where nothing says so."""
        known = self.codes.get(dimension)
        names = {} if known is None else known["title"].to_dict()
        return self.rows[dimension].map(names).astype("string")

    def periods(self) -> pd.Series:
        """The period of each row in ISO form; missing where it is none that we know."""
        said = {code: iso_period(str(code)) or pd.NA for code in self.rows["Perioden"].unique()}
        return self.rows["Perioden"].map(said).astype("string")

    def statuses(self) -> pd.Series:
        """``final`` where CBS says so, else ``provisional``: that is the careful thing to say."""
        known = self.codes.get("Perioden")
        said = {} if known is None else known["status"].to_dict()
        return self.rows["Perioden"].map(said).astype("string").fillna("provisional")


@lru_cache(maxsize=1)
def cube_of(document: Document) -> Cube | None:
    """The table in ``document``; None where it has no rows of one. Not to be changed: it is kept.

    Raises:
        DocumentError: the document is damaged or too large.
    """
    entities: dict[str, list[Mapping[str, Any]]] = {}
    numbers: dict[str, list[int]] = {}
    said = ""
    for entity, source, rows, given in _entities(document):
        listed = entities.setdefault(entity, [])
        count = len(listed)
        listed.extend(rows)
        numbers.setdefault(entity, []).extend(given or range(count + 1, len(listed) + 1))
        said += f" {source}"
    data = next((name for name in _DATA if entities.get(name)), "")
    if not data:
        return None
    found = _TABLE.search(said)
    info = next(iter(entities.get("TableInfos", entities.get("Properties", ()))), {})
    return Cube(
        found[1].upper() if found else "",
        str(info.get("Title", "")),
        _frame(entities[data], numbers[data]),
        {
            name.removesuffix("Codes"): _codes(rows)
            for name, rows in entities.items()
            if name not in _DATA and any(key in rows[0] for key in _MADE_OF if rows)
        },
        data == "Observations",
    )


def iso_period(code: str) -> str:
    """A code such as ``2026KW02`` in ISO form (``2026-Q2``); empty where it is another kind."""
    found = _PERIOD.fullmatch(code.strip())
    if not found:
        return ""
    year, kind, number = found.groups()
    tail = {"JJ": "", "KW": f"-Q{int(number)}", "MM": f"-{number}", "HJ": f"-H{int(number)}"}[kind]
    return year + tail


def _entities(
    document: Document,
) -> Iterator[tuple[str, str, list[Mapping[str, Any]], list[int]]]:
    """Each list in the document: its name, the address that names the table, its rows.

    Last the numbers of its rows, where they are those of a spreadsheet.
    """
    for body in _bodies(document):
        request = str(body.get("request") or "").partition("?")[0]
        context = next((str(body[key]) for key in _METADATA if key in body), "")
        source = f"{request} {context}"
        entity = _entity(request) or _entity(context)
        rows = body.get("value")
        if isinstance(rows, list):
            listed = [row for row in rows if isinstance(row, Mapping)]
            yield entity or _guessed(listed), source, listed, []
    if document.kind in ("csv", "zip"):
        for name, heading in document.headings.items():
            entity = PurePosixPath(name).stem
            if not (entity in _DATA or entity.endswith("Codes")):
                entity = "TypedDataSet" if _is_data(heading) else ""
            if entity:
                frame = document.sheet(name).frame
                listed = [{str(key): row[key] for key in row} for row in frame.to_dict("records")]
                yield entity, name, listed, [int(number) for number in frame.index]


def _bodies(document: Document) -> Iterator[Mapping[str, Any]]:
    """The answers in a JSON: one, or several with what was asked (``cbs_service``)."""
    if document.kind == "json":
        value = document.json
        for body in value if isinstance(value, list) else [value]:
            if isinstance(body, Mapping):
                yield body


def _entity(address: str) -> str:
    found = _ENTITY.search(address.rstrip("/"))
    return found[1] if found else ""


def _guessed(rows: list[Mapping[str, Any]]) -> str:
    names = set(rows[0]) if rows else set()
    if {"Measure", "Value"} <= names:
        return "Observations"
    return "TypedDataSet" if _is_data(names) else ""


def _is_data(names: Iterable[str]) -> bool:
    return bool({"RegioS", "Perioden"} & set(names))


def _frame(rows: list[Mapping[str, Any]], numbers: list[int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, index=pd.Index(numbers))
    text = frame.map(_text).astype("string")
    return text.replace("", pd.NA)


def _text(cell: object) -> str | None:
    if isinstance(cell, bool | list | dict) or cell is None or cell is pd.NA or cell != cell:
        return None
    return str(cell).strip()


def _codes(rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    key = next(name for name in _MADE_OF if name in rows[0])
    made = [
        {
            "code": str(row.get(key) or "").strip(),
            "title": " ".join(str(row.get("Title") or "").replace("*", " ").split()),
            "status": _status(row),
        }
        for row in rows
    ]
    return pd.DataFrame(made).drop_duplicates("code").set_index("code")


def _status(row: Mapping[str, Any]) -> str | None:
    """What CBS says of a period: a word, or one or two asterisks behind its title."""
    said, title = row.get("Status"), str(row.get("Title") or "")
    if isinstance(said, str) and said.strip():
        return "provisional" if _PROVISIONAL.search(said) else "final"
    return "provisional" if "*" in title else "final" if said is not None or title else None
