"""The template as one workbook: a sheet for each table, with lists to choose from.

Every cell is text, so that a code keeps its zeros. No cell is a formula.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.schema import Language
from inspiratiekaart.sources.template.choices import shown
from inspiratiekaart.sources.template.fields import OPEN, SHEETS, Field, TemplateSheet
from inspiratiekaart.sources.template.rows import first_rows, region_name
from inspiratiekaart.texts import Texts

ROWS = 2000
"""So many rows have lists to choose from."""

_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MADE = datetime(2026, 1, 1)
_INK, _HEADING, _NEEDED, _PALE = "#3b3b3b", "#0b5563", "#7a2e1d", "#f2f2f2"
_MOST_LETTERS, _WIDEST, _NARROWEST = 255, 34, 14
_BEGINNING = 3


def workbook(dataset: Dataset, language: Language, region: str = "") -> bytes:
    """The XLSX; ``region`` is the code of the one for which it is filled in beforehand.

    Raises:
        InspiratiekaartError: there is no such region.
    """
    name = region_name(dataset, region)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _SETTINGS) as file:
        file.set_properties({"created": _MADE, "title": Texts(language)("template.title")})
        book = _Book(file, dataset, Texts(language))
        book.about(name if region else "")
        for sheet in SHEETS:
            book.sheet(sheet, name, is_filled=bool(region))
        book.write_lists()
    return target.getvalue()


class _Book:
    """A template in the making; lists are gathered, and written on the last sheet."""

    def __init__(self, file: Any, dataset: Dataset, t: Texts) -> None:
        self.file, self.dataset, self.t = file, dataset, t
        cell = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self.heading = file.add_format(
            {**cell, "bold": True, "font_color": "#ffffff", "bg_color": _HEADING}
        )
        self.needed = file.add_format(
            {**cell, "bold": True, "font_color": "#ffffff", "bg_color": _NEEDED}
        )
        self.help = file.add_format({**cell, "italic": True, "font_color": _INK, "bg_color": _PALE})
        self.text = file.add_format(cell)
        self.bold = file.add_format({**cell, "bold": True})
        self.lists: dict[tuple[str, ...], str] = {}

    def about(self, region: str) -> None:
        """The first sheet: how to fill in the others."""
        t = self.t
        page = self.file.add_worksheet(t("template.about.sheet"))
        page.set_column(0, 0, 100)
        lines = [t("template.about.what"), t("template.about.how"), t("template.about.rows")]
        lines += [t("template.about.lists"), t("template.about.persons"), t("template.about.back")]
        if region:
            lines.insert(0, t("template.about.region", region=region))
        page.write_string(0, 0, t("template.title"), self.bold)
        for line, text in enumerate(lines, start=1):
            page.write_string(line, 0, text, self.text)

    def sheet(self, sheet: TemplateSheet, region: str, *, is_filled: bool) -> None:
        """One table: heading, explanation, example, and room for rows."""
        page = self.file.add_worksheet(sheet.title(self.t.language))
        rows = first_rows(sheet, self.dataset, self.t, region)
        needed = (False, *(field.is_needed for field in sheet.fields))
        for line, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                style = (self.needed if needed[at] else self.heading) if line == 0 else self.help
                page.write_string(line, at, cell, style)
        page.freeze_panes(1, 2)
        page.set_column(0, 0, 11, self.text)
        for at, field in enumerate(sheet.fields, start=1):
            width = max(_NARROWEST, min(_WIDEST, len(rows[2][at]) + 4))
            page.set_column(at, at, width, self.text)
            self._choices(page, at, field)
            if is_filled and field.choice == "regions":
                page.write_string(_BEGINNING, at, region, self.text)

    def _choices(self, page: Any, at: int, field: Field) -> None:
        choices = shown(field, self.dataset, self.t.language)
        if not choices:
            return
        name = self.lists.setdefault(choices, self._range(len(self.lists), len(choices)))
        is_open = field.choice in OPEN
        page.data_validation(
            _BEGINNING,
            at,
            ROWS,
            at,
            {
                "validate": "list",
                "source": name,
                "error_type": "information" if is_open else "stop",
                "error_title": self.t("template.list.title"),
                "error_message": self.t(f"template.list.{'open' if is_open else 'bound'}")[
                    :_MOST_LETTERS
                ],
            },
        )

    def _range(self, column: int, count: int) -> str:
        letters = xl_col_to_name(column)
        return f"='{self.t('template.list.sheet')}'!${letters}$1:${letters}${count}"

    def write_lists(self) -> None:
        """The last sheet, hidden: what the lists hold."""
        page = self.file.add_worksheet(self.t("template.list.sheet"))
        for at, choices in enumerate(self.lists):
            page.write_column(0, at, choices, self.text)
        page.hide()
