"""Imports in words: what goes wrong, what a format is called, why a row is not taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast, runtime_checkable

from inspiratiekaart import schema
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.staging import StagingError
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.export.csv import cell
from inspiratiekaart.inspiration import clean_text
from inspiratiekaart.regions import region_names
from inspiratiekaart.sources.published import forms
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.managing_work import Read

_LONGEST = 200


@runtime_checkable
class _Telling(Protocol):
    def sentence(self, t: Texts) -> str: ...


@dataclass(frozen=True)
class Wrong:
    """A row of the file that is not taken, or that is taken with a remark.

    ``reason`` is what to group it by, ``why`` the sentence with the remedy.
    """

    reason: str
    sheet: str
    row: int
    column: str
    value: str
    why: str
    is_left_out: bool = True


def sentence(error: InspiratiekaartError, t: Texts) -> str:
    """What went wrong and what to do about it."""
    if isinstance(error, _Telling):
        return error.sentence(t)
    if isinstance(error, StagingError):
        return t("managing.trouble.busy")
    return t("managing.trouble.data", problem=str(error))


def form_title(form_id: str, t: Texts) -> str:
    """What people call a format: its publisher and title, and how it comes."""
    form = next(each for each in forms() if each.form_id == form_id)
    said = f"{form.source.publisher}: {form.source.title(t.language)}"
    same = [each for each in forms() if each.source == form.source]
    return f"{said} ({form_id})" if len(same) > 1 or "EDU-DEX" in said else said


def region_name(dataset: Dataset, code: str, t: Texts) -> str:
    """The region of that code; the whole country without one."""
    return region_names(dataset).get(code, code) if code else t("managing.region.whole")


def shown(text: object) -> str:
    """What stood in a cell, as text that can do no harm on a page, and not too long."""
    said = clean_text(" ".join(str(text).split())[:_LONGEST])
    return f"{said}…" if len(str(text)) > _LONGEST else said


def all_wrong(found: Read, t: Texts) -> tuple[Wrong, ...]:
    """The rows that are not taken, in the order of the file, and then those with a remark."""
    return tuple(sorted(_wrong(found, t), key=lambda it: (not it.is_left_out, it.sheet, it.row)))


def _wrong(found: Read, t: Texts) -> Iterator[Wrong]:
    if found.proposal is None:
        return
    for each in found.proposal.left_out:
        row = each.rejected
        values = {name: _safe(value) for name, value in row.values.items()}
        why = t(each.key, value=shown(row.value), **values)
        column = _column(row.column, found)
        yield Wrong(each.key, shown(row.at_sheet), row.at_row, column, shown(row.value), why)
    for told in found.proposal.findings:
        spot, code = told.finding.spot, told.finding.code
        column = _column_title(spot.path, spot.column, t)
        why = clean_text(told.finding.remedy(t))
        yield Wrong(
            code, shown(told.at_sheet), told.at_row, column, shown(spot.value), why,
            told.is_left_out,
        )  # fmt: skip


def _safe(value: object) -> object:
    return shown(value) if isinstance(value, str) else value


def _column(name: str, found: Read) -> str:
    """The heading in the file; empty where it is a name of ours."""
    if heading := found.understood.get(name, ""):
        return shown(heading)
    is_ours = name in _our_names() or (found.form is not None and name in (found.form.roles or {}))
    return "" if is_ours else shown(name)


def _our_names() -> frozenset[str]:
    from inspiratiekaart.sources.tidied import DRAFTS

    return frozenset(column for columns in DRAFTS.values() for column in columns)


def _column_title(path: str, column: str, t: Texts) -> str:
    table = schema.tables().get(path.rpartition("/")[2].removesuffix(".csv"))
    known = next((it for it in table.columns if it.name == column), None) if table else None
    return known.title(t.language) if known else column


def as_csv(rows: tuple[Wrong, ...], t: Texts) -> bytes:
    """All of ``rows`` as a CSV; no spreadsheet runs what stands in it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    heads = ("sheet", "row", "column", "value", "why", "taken")
    writer.writerow([t(f"managing.wrong.{head}") for head in heads])
    for each in rows:
        taken = t("about.no" if each.is_left_out else "about.yes")
        cells = (each.sheet, each.row, each.column, each.value, each.why, taken)
        writer.writerow([cell(cast(str, one)) for one in cells])
    return buffer.getvalue().encode("utf-8-sig")
