"""The template as a CSV for each table, for who has no spreadsheet program that reads XLSX."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.schema import Language
from inspiratiekaart.sources.template.fields import SHEETS
from inspiratiekaart.sources.template.rows import first_rows, region_name
from inspiratiekaart.texts import Texts


def write_files(
    folder: Path, dataset: Dataset, language: Language, region: str = ""
) -> tuple[Path, ...]:
    """Write a CSV for each table in ``folder``, as a Dutch spreadsheet program opens it.

    Raises:
        InspiratiekaartError: there is no such region, or a file is there already.
    """
    name = region_name(dataset, region)
    paths = [folder / f"{sheet.table}.csv" for sheet in SHEETS]
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise InspiratiekaartError(f"{there}: is there already. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for path, sheet in zip(paths, SHEETS, strict=True):
        text = io.StringIO(newline="")
        rows = first_rows(sheet, dataset, Texts(language), name)
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
        path.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    return tuple(paths)
