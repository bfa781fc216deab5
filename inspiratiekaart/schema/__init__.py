"""Every table and column of the dataset, defined once.

The definitions live in ``tables.toml`` beside this file; everything else (reading, validation,
the data package, the data dictionary, exports) is derived from them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

COMMON = "common"
EDITION = "edition"

CODE = r"[\w.-]{1,40}"
"""The form of any code of an area: what can stand in a link, a class name or a file name."""

_YEAR_LETTERS = 4
_EDITION_NAME = re.compile(r"2\d{3}(-\d{2}-\d{2}(-\d{1,2})?)?")

# Columns are text, or one of these pandas types; empty cells are missing values in all of them.
_DTYPES = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}


def is_edition(name: str) -> bool:
    """Whether an edition can have this name: a boundary year, or the date of one that is sealed."""
    return _EDITION_NAME.fullmatch(name) is not None


def is_dated(name: str) -> bool:
    """Whether the edition of this name is sealed: it has its own copies of all and never changes.

    A second one of a day has a number behind it: ``2026-11-22-2``.
    """
    return is_edition(name) and len(name) > _YEAR_LETTERS


@dataclass(frozen=True)
class Column:
    """One column: its name, type, titles, and what its cells may hold.

    ``ref`` is ``"table.column"`` when a cell must occur there; ``unit`` follows the suffix of the
    name (``_km``, ``_eur``, ``_pct``, ``_count``, ``_m``).
    """

    name: str
    type: str
    nl: str
    en: str
    unit: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    ref: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def dtype(self) -> str:
        """The pandas dtype that holds this column."""
        return _DTYPES[self.type]

    def title(self, language: Language) -> str:
        """The heading of this column in ``language``."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Table:
    """One table: where it lives (``edition`` or ``common``), its key, its columns in order."""

    name: str
    folder: str
    key: tuple[str, ...]
    nl: str
    en: str
    columns: tuple[Column, ...]
    _by_name: MappingProxyType[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_by_name", MappingProxyType({column.name: column for column in self.columns})
        )

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    @property
    def column_names(self) -> list[str]:
        """The column names, in file order."""
        return [column.name for column in self.columns]

    def title(self, language: Language) -> str:
        """The name of this table in ``language``."""
        return self.nl if language == "nl" else self.en

    def path(self, root: Path, edition: str) -> Path:
        """Where this table's CSV lies under ``root`` for ``edition``.

        A sealed edition has its own copies of the common tables.
        """
        is_shared = self.folder == COMMON and not is_dated(edition)
        return root / (COMMON if is_shared else edition) / f"{self.name}.csv"

    def typed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of ``frame`` with exactly these columns, in order and in their types.

        Missing columns become empty ones; empty text is a missing value.
        """
        out = frame.reindex(columns=self.column_names)
        for column in self.columns:
            out[column.name] = _typed(out[column.name], column)
        return out


def _typed(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    import pandas as pd  # half a second that a server need not spend before it answers

    filled = cells.replace("", pd.NA)
    if column.type == "boolean" and filled.dtype != bool:
        filled = filled.replace({"true": True, "false": False}).astype("object")
    typed: pd.Series[Any] = filled.astype(column.dtype)  # type: ignore[call-overload]  # the stubs want a literal
    return typed


def _column(name: str, spec: dict[str, Any]) -> Column:
    return Column(name=name, **{**spec, "enum": tuple(spec.get("enum", ()))})


@cache
def tables() -> MappingProxyType[str, Table]:
    """All tables by name, in the order of ``tables.toml``."""
    text = (Path(__file__).parent / "tables.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    found = {}
    for name, spec in document["tables"].items():
        own = spec["columns"]
        shared = {key: value for key, value in document["shared"].items() if key not in own}
        columns = tuple(_column(key, value) for key, value in {**own, **shared}.items())
        found[name] = Table(
            name, spec["folder"], tuple(spec["key"]), spec["nl"], spec["en"], columns
        )
    return MappingProxyType(found)
