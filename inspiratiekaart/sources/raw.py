"""Raw CSV files as they came: every cell text, nothing guessed, clear errors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from inspiratiekaart.errors import RawMaterialError


def read_raw(path: Path, columns: Sequence[str], separator: str = ",") -> pd.DataFrame:
    """Read a raw CSV with a heading row; cells are trimmed text, empty text is "not found".

    Args:
        path: a UTF-8 file, with or without a byte-order mark.
        columns: the columns to keep, in this order.
        separator: what stands between cells.

    Raises:
        RawMaterialError: the file or one of the columns is missing.
    """
    if not path.is_file():
        raise RawMaterialError(
            f"{path.name}: no such raw file. Give the folder that holds it with --raw."
        )
    frame = pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise RawMaterialError(
            f"{path.name}: column {', '.join(missing)} is missing. "
            "The publisher changed the file, or it is another file: compare the headings."
        )
    kept: pd.DataFrame = frame.loc[:, list(columns)]
    return kept.assign(**{name: kept[name].str.strip() for name in columns})
