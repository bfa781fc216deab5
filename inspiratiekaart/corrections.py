"""Corrections of what a source says, as records: what it says, what we say instead, and why.

They stand in ``datasets/corrections.toml`` and are made while building, before anything else is
done with the raw file. A record names the value that it expects. When the source says something
else than that (it was repaired, or it changed), the build stops and says which record to look at:
no correction outlives its reason. After the records of Our World in Data's etl.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from inspiratiekaart.errors import DatasetError, RawMaterialError
from inspiratiekaart.schema import Language

CORRECTIONS_FILE = "corrections.toml"

Status = Literal["open", "reported", "acknowledged"]
"""Whether the publisher knows of it: not told yet, told, or told and agreed."""

_MAY_BE_EMPTY = {"value", "url"}


@dataclass(frozen=True)
class Correction:
    """One cell of one raw file that we read otherwise than it stands there.

    ``file`` is the raw file's name, ``key`` the cells by which its row is known, ``expected`` what
    the source says in ``column``, ``value`` what we read instead (empty: not known).
    """

    file: str
    key: Mapping[str, str]
    column: str
    expected: str
    value: str
    status: Status
    made_on: date
    source_id: str
    reason_nl: str
    reason_en: str
    url: str = ""

    def reason(self, language: Language) -> str:
        """Why, in ``language``."""
        return self.reason_nl if language == "nl" else self.reason_en


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in the TOML file ``path``, in their order; none where there is no file.

    Raises:
        DatasetError: it is no TOML, or a record lacks something, has too much or a wrong status.
    """
    if not path.exists():
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path.name} is not readable TOML: {error}") from error
    return tuple(_record(each, f"{path.name}, record {n}") for n, each in enumerate(entries, 1))


def corrected(frame: pd.DataFrame, file: str, records: Iterable[Correction]) -> pd.DataFrame:
    """``frame``, the raw ``file`` as text, with what ``records`` say of it.

    Raises:
        RawMaterialError: a record's row is not there or stands there twice, or its cell is not as
            expected.
    """
    made = frame.copy()
    for record in records:
        if record.file == file:
            row = _row(frame, record)
            said = str(frame[record.column].fillna("").loc[row])
            if said != record.expected:
                raise RawMaterialError(_otherwise(record, said))
            made.at[row, record.column] = record.value
    return made


def _row(frame: pd.DataFrame, record: Correction) -> Any:
    absent = [name for name in (*record.key, record.column) if name not in frame]
    if absent:
        raise RawMaterialError(
            f"{_place(record)}: the file has no column {absent[0]}. Correct the record."
        )
    fits = pd.Series(data=True, index=frame.index)
    for column, value in record.key.items():
        fits &= frame[column].eq(value).fillna(value=False).astype(bool)
    rows = frame.index[fits]
    if len(rows) != 1:
        there = "is not there any more" if rows.empty else f"stands there {len(rows)} times"
        raise RawMaterialError(
            f"{_place(record)}: the row {there}. Look the source up and correct the record, or "
            "remove it."
        )
    return rows[0]


def _otherwise(record: Correction, said: str) -> str:
    if said == record.value:
        return (
            f"{_place(record)}: the source has repaired itself and says {said!r} now. Remove the "
            "record."
        )
    return (
        f"{_place(record)}: the source says {said!r} now, and the record expects "
        f"{record.expected!r}. Look up which is right; correct the record or remove it."
    )


def _place(record: Correction) -> str:
    row = ", ".join(f"{name} {value!r}" for name, value in record.key.items())
    return f"{CORRECTIONS_FILE}: {record.file}, {row}, column {record.column}"


def _record(given: Any, place: str) -> Correction:
    known = [each.name for each in fields(Correction)]
    if not isinstance(given, dict) or set(given) - set(known):
        raise DatasetError(f"{place}: a record has these fields only: {', '.join(known)}.")
    texts = [name for name in known if name not in ("key", "made_on")]
    for name in texts:
        value = given.get(name, "" if name == "url" else None)
        if not isinstance(value, str) or not (value.strip() or name in _MAY_BE_EMPTY):
            raise DatasetError(f"{place}: {name} is missing. Write it as a text.")
    key = given.get("key")
    is_key = isinstance(key, dict) and key and all(isinstance(it, str) for it in key.values())
    if not is_key:
        raise DatasetError(f"{place}: key is missing. Name the cells that tell the row.")
    if not isinstance(given.get("made_on"), date):
        raise DatasetError(f"{place}: made_on is missing. Write a date: 2026-01-31.")
    if given["status"] not in get_args(Status):
        raise DatasetError(f"{place}: status is one of {', '.join(get_args(Status))}.")
    return Correction(**given)
