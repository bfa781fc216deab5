"""Claims: what one source says of one training, before it has a site on the map.

Every module that reads offers hands back a frame of claims with these columns, so that what comes
after (finding the site, joining claims of several sources) is written once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.errors import RawMaterialError

CLAIM_COLUMNS: tuple[str, ...] = (
    "provider_id",
    "place",
    "gemeente_code",
    "at_head_office",
    "is_online",
    "title",
    "crebo",
    "isat",
    "learning_form_id",
    "attendance",
    "level",
    "duration_months",
    "duration_text",
    "price_eur",
    "price_max_eur",
    "vat",
    "start_on",
    "start_text",
    "end_on",
    "language",
    "is_funded",
    "evidence_year",
    "certainty",
    "students_count",
    "students_status",
    "students_year",
    "students_source_id",
    "url",
    "source_id",
    "period",
    "status",
)
"""``place`` is a place name as the source writes it, ``gemeente_code`` a CBS code of the present
division; with neither, and not ``at_head_office``, a claim has no site of its own."""

_DEFAULTS = {
    "at_head_office": False,
    "is_online": False,
    "students_status": "unknown",
    "status": "final",
}

MASKED_BELOW = 5
"""DUO does not show groups of one to four students; neither do we."""


def as_claims(frame: pd.DataFrame, **constants: Any) -> pd.DataFrame:
    """``frame`` with every claim column, ``constants`` filled in, and defaults where missing."""
    filled = frame.assign(**constants).reindex(columns=CLAIM_COLUMNS).astype("object")
    filled = filled.where(filled.notna(), None)
    for column, value in _DEFAULTS.items():
        filled[column] = filled[column].map(
            lambda cell, value=value: value if cell is None else cell
        )
    return filled.reset_index(drop=True)


def counted(students: pd.Series, year: int, source_id: str) -> dict[str, pd.Series]:
    """Columns for a count of students; groups of one to four become empty and ``suppressed``.

    A missing count is one that the source itself has masked.
    """
    shown = students.ge(MASKED_BELOW).fillna(value=False)
    return {
        "students_count": students.where(shown),
        "students_status": shown.map({True: "final", False: "suppressed"}),
        "students_year": pd.Series(year, index=students.index),
        "students_source_id": pd.Series(source_id, index=students.index),
    }


def slug(text: str) -> str:
    """``text`` in lower-case ASCII letters, digits and hyphens, for a readable identifier."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of ``frame`` as named tuples, whose columns a type checker cannot know."""
    yield from frame.itertuples()


def read_csv(path: Path, *, sep: str = ",", encoding: str = "utf-8") -> pd.DataFrame:
    """A raw CSV with every cell as text and empty cells as missing values.

    Raises:
        RawMaterialError: the file is not there or is not a table.
    """
    try:
        return pd.read_csv(path, dtype="string", sep=sep, encoding=encoding, na_values=[" "])
    except (OSError, ValueError) as error:
        raise RawMaterialError(f"cannot read {path.name}: {error}. Check --raw DIR.") from error
