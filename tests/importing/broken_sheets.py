"""Ways to break what stands in a workbook: what people and other programs do to one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
from openpyxl.chart import BarChart

from tests.importing.broken import HOSTILE, Broken, Ways, samples
from tests.importing.broken_books import good_book
from tests.importing.filled_template import BOOK
from tests.importing.packing import edited

_sheet = Ways()


def broken_sheets() -> Iterator[Broken]:
    """Every workbook in its ways."""
    return _sheet.of((*samples("xlsx"), BOOK), good_book)


def _each_cell(raw: bytes, change: Callable[[Any, int], Any]) -> bytes:
    """``change`` made in the value of each filled cell under row 3, with its number."""

    def changed(book: Any) -> None:
        for page in book.worksheets:
            if page.sheet_state != "visible":
                continue
            for row in page.iter_rows(min_row=4):
                for cell in row:
                    if cell.value is not None:
                        cell.value = change(cell.value, cell.row + cell.column)

    return edited(raw, changed)


@_sheet("formulas without an outcome", "formula")
def _formulas(raw: bytes) -> bytes:
    return _each_cell(raw, lambda value, at: f'=CONCATENATE("{at}";"a")')


@_sheet("hostile text", every=1)
def _hostile(raw: bytes) -> bytes:
    texts = [text for text in HOSTILE if text.isprintable() and not text.startswith("=")]
    return _each_cell(
        raw, lambda value, at: texts[at % 4] + str(value) if isinstance(value, str) else value
    )


@_sheet("errors for values", every=1)
def _errors(raw: bytes) -> bytes:
    return _each_cell(raw, lambda value, at: ("#N/A", "#REF!", "#DIV/0!", value)[at % 4])


@_sheet("days and truths for values", every=2)
def _days(raw: bytes) -> bytes:
    from datetime import datetime, time

    odd: tuple[Any, ...] = (datetime(2026, 2, 3, 4, 5), time(4, 5), True, 1e300, 0.1, -1)
    return _each_cell(raw, lambda value, at: odd[at % len(odd)] if at % 3 else value)


@_sheet("empty cells here and there", every=2)
def _gaps(raw: bytes) -> bytes:
    return _each_cell(raw, lambda value, at: None if at % 3 == 0 else value)


@_sheet("merged headings", every=1)
def _merged(raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        for page in book.worksheets:
            for row in range(1, 4):
                page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)

    return edited(raw, changed)


@_sheet("headings renamed", "no-form")
def _renamed(raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        for page in book.worksheets:
            for row in page.iter_rows(max_row=3):
                for cell in row:
                    if cell.value is not None:
                        cell.value = f"k{cell.column}q{cell.row}"

    return edited(raw, changed)


@_sheet("first column gone", every=2)
def _first_gone(raw: bytes) -> bytes:
    return edited(raw, lambda book: [page.delete_cols(1) for page in book.worksheets])


@_sheet("every row twice", every=2)
def _twice(raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        for page in book.worksheets:
            for row in list(page.iter_rows(min_row=4, values_only=True)):
                page.append(row)

    return edited(raw, changed)


@_sheet("every sheet hidden but an empty one", "no-form", "no-table")
def _hidden(raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        book.create_sheet("Leeg", 0)
        book.active = 0
        for page in book.worksheets[1:]:
            page.sheet_state = "hidden"

    return edited(raw, changed)


@_sheet("another sheet before it", every=2)
def _cover(raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        page = book.create_sheet("Voorblad", 0)
        page.append(["Naam", "Soort", "Aantal"])
        page.append(["a", "b", 3])

    return edited(raw, changed)


@_sheet("only a chart", "no-form", "no-table", "workbook-broken", every=2)
def _chart(_raw: bytes) -> bytes:
    def changed(book: Any) -> None:
        book.create_chartsheet("Grafiek").add_chart(BarChart())
        book.active = 1

    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return edited(made.getvalue(), changed)
