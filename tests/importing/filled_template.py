"""Our own template, filled in with a few rows, as workbook and as CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.schema import Language
from inspiratiekaart.sources.template import SHEETS, workbook, write_files

BOOK = "eigen-sjabloon/ingevuld.xlsx"
CSVS = ("eigen-sjabloon/offers.csv", "eigen-sjabloon/outlooks.csv")

_FILLED: dict[str, list[list[object]]] = {
    "outlooks": [
        ["Opticiens", "Twente", "kansrijk", 2026, "31-01-2026", "https://www.example.org"],
        ["Koks", "Twente", "Minder kansrijk", "2026"],
    ],
    "providers": [["Lasschool De Vonk", "particulier", "", "nee"]],
    "sites": [["Lasschool De Vonk", "Dorpsstraat", "1a", "7511 AB", "Enschede", "", "ja"]],
    "offers": [
        ["Lasschool De Vonk", "Lassen", "Enschede", "", "", "cursus: cursus", "deeltijd",
         "mbo-2", 3, "", "1.250,50", "", "exclusief btw", "2026-09-01", "", "", 2026],
        ["Lasschool De Vonk", "Lassen online", "", "ja", *[""] * 12, "2026"],
    ],
    "contact_points": [["Twente", "leerwerkloket", "Loket Twente", *[""] * 6, "https://a.nl"]],
}  # fmt: skip


@cache
def _dataset() -> Dataset:
    return open_dataset("2026")


def filled(rows: Mapping[str, list[list[Any]]], language: Language = "nl") -> bytes:
    """The workbook for Twente with ``rows`` by table, below its example rows."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(_dataset(), language, "AM05")))
    for sheet in SHEETS:
        page = book[sheet.title(language)]
        for number, row in enumerate(rows.get(sheet.table, ()), 4):
            for at, cell in enumerate(row, 2):
                page.cell(number, at, cell if cell != "" else None)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def filled_book() -> bytes:
    """The workbook with a few rows in each sheet."""
    return filled(_FILLED)


@cache
def filled_csv(sample: str) -> bytes:
    """One of the CSV files with a few rows."""
    with TemporaryDirectory() as made:
        for path in write_files(Path(made) / "csv", _dataset(), "nl"):
            if path.name == sample.rpartition("/")[2]:
                with path.open("a", encoding="utf-8", newline="") as file:
                    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
                    rows.writerows(["", *row] for row in _FILLED[path.stem])
                return path.read_bytes()
    raise KeyError(sample)
