"""A workbook of a map: what it is on the first sheet, then a sheet per table, sources last.

No cell is a formula: text is written as text, whatever it begins with.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from inspiratiekaart.drawing import styles
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.links import web_link
from inspiratiekaart.export.tables import Cell, CellKind, Table
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.texts import Texts

MAX_CELL = 32_767
"""The longest text that a cell can hold, counted as Excel does: in UTF-16 code units."""

_MAX_SHEET_NAME, _MAX_LINKS, _MAX_PROPERTY, _MAX_FOOTER = 31, 60_000, 255, 200
_NARROWEST, _WIDEST = 9, 60
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


def write(handout: Handout) -> bytes:
    """The workbook of ``handout`` as an XLSX file; the same handout gives the same bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _SAFE) as file:
        _describe(file, handout)
        book = _Book(file, handout)
        book.about()
        for table in handout.tables:
            book.table(table)
    return target.getvalue()


@dataclass
class _Book:
    """A workbook in the making."""

    file: Any
    handout: Handout
    links: int = 0
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        text = {"valign": "top", "text_wrap": True}
        self.text = self.file.add_format(text)
        self.bold = self.file.add_format({**text, "bold": True})
        self.link = self.file.add_format({**text, "font_color": styles.PETROL, "underline": 1})
        self.day = self.file.add_format(
            {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}
        )
        self.number = self.file.add_format({"valign": "top", "num_format": "General"})
        self.heading = self.file.add_format(
            {**text, "bold": True, "font_color": styles.PAPER, "bg_color": styles.PETROL}
        )

    def about(self) -> None:
        """The first sheet: what this file is, in two columns."""
        handout, t = self.handout, self.handout.t
        sheet = self._sheet(t("sheets.about"))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 100)
        rows: list[tuple[str, str, CellKind]] = [
            ("title", handout.title, "text"),
            ("area", handout.composition.area, "text"),
            ("organisation", handout.organisation, "text"),
            ("introduction", handout.introduction, "text"),
            ("lead", handout.composition.lead, "text"),
            ("caption", handout.caption, "text"),
            ("edition", t("export.edition", edition=handout.composition.edition), "text"),
            ("made_on", handout.made_on.isoformat(), "text"),
            ("link", handout.link, "link"),
            ("borders", t("map.attribution"), "text"),
            ("empty", t("sheets.empty"), "text"),
        ]
        filled = [row for row in rows if row[1]]
        for line, (key, value, kind) in enumerate(filled):
            sheet.write_string(line, 0, t(f"sheets.row.{key}"), self.bold)
            self._cell(sheet, (line, 1), value, kind, is_day=key == "made_on")

    def table(self, table: Table) -> None:
        """One table on a sheet of its own, its headings fixed and with filters."""
        sheet = self._sheet(table.title)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, safe_text(column.title, self.handout.t), self.heading)
            sheet.set_column(at, at, _width(column.title, [row[at] for row in table.rows]))
        for line, row in enumerate(table.rows, start=1):
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                is_day = column.key.endswith("_on")
                self._cell(sheet, (line, at), value, column.kind, is_day=is_day)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(0)

    def _sheet(self, title: str) -> Any:
        sheet = self.file.add_worksheet(sheet_name(title, self.names))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        line = clean_text(self.handout.edition_line).replace("\n", " ")[:_MAX_FOOTER]
        sheet.set_footer("&L" + line.replace("&", "&&")[:_MAX_FOOTER] + "&R&P / &N")
        return sheet

    def _cell(
        self, sheet: Any, at: tuple[int, int], value: Cell, kind: CellKind, *, is_day: bool
    ) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(*at, value, self.text)
        elif isinstance(value, int | float):
            if math.isfinite(value):
                sheet.write_number(*at, value, self.number)
        elif is_day and (day := _date(value)):
            sheet.write_datetime(*at, datetime.combine(day, time()), self.day)
        elif kind == "link" and (address := web_link(value)) and self.links < _MAX_LINKS:
            self.links += 1
            sheet.write_url(*at, address, self.link, string=address)
        else:
            sheet.write_string(*at, safe_text(value, self.handout.t), self.text)


def safe_text(text: str, t: Texts) -> str:
    """``text`` as a cell can hold it; where that is not all, it says so at its end."""
    clean = clean_text(text)
    if _units(clean) <= MAX_CELL:
        return clean
    said = f" … {t('sheets.cut')}"
    kept = clean.encode("utf-16-le")[: 2 * (MAX_CELL - _units(said))]
    return kept.decode("utf-16-le", "ignore") + said


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel allows for ``title``, not yet ``taken``; from now on it is."""
    plain = " ".join(_FORBIDDEN.sub(" ", clean_text(title)).split())
    stem = plain[:_MAX_SHEET_NAME].strip(" '") or "-"
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        tail = f" ({number})"
        name = stem[: _MAX_SHEET_NAME - len(tail)] + tail
    taken.add(name.lower())
    return name


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None


def _width(title: str, values: Sequence[Cell]) -> int:
    longest = max((len(_shown(value)) for value in values), default=0)
    return min(max(longest + 2, len(title) + 4, _NARROWEST), _WIDEST)


def _shown(value: Cell) -> str:
    return f"{value:.6g}" if isinstance(value, float) else "" if value is None else str(value)


def _describe(file: Any, handout: Handout) -> None:
    words = {
        "title": handout.title,
        "subject": handout.composition.area,
        "author": handout.organisation or handout.t("app.name"),
        "comments": handout.edition_line,
    }
    safe = {key: clean_text(value)[:_MAX_PROPERTY] for key, value in words.items()}
    file.set_properties({**safe, "created": datetime.combine(handout.made_on, time())})
