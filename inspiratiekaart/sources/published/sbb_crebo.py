"""SBB: the list of adopted qualifications (*crebolijst*, XLSX), and the ended dossiers in it.

Worksheet *Complete lijst* has a double heading: the title and the headings of the qualification
stand in one row, the headings of the dossier in the next. Between the qualifications stand lines
that name a training domain, and the entree list has a title and a heading of its own. Codes are
partly numbers, partly text with a no-break space. Worksheet *Vervallen* gives the dossiers that
end; it is merged: their last day goes to the qualifications of that dossier in the list.

No begin date is given: the title says from when the list holds, not since when a code exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from inspiratiekaart.provenance import LICENCES, Source
from inspiratiekaart.sources.published.cells import period
from inspiratiekaart.sources.published.form import Columns, Form
from inspiratiekaart.sources.reading import Document, DocumentError
from inspiratiekaart.sources.tidied import Rejected, Tidied, as_drafts

SOURCE = Source(
    source_id="sbb-crebolijst",
    publisher="SBB",
    title_nl="Overzicht vastgestelde kwalificatiedossiers en kwalificaties (crebolijst)",
    title_en="Adopted qualification dossiers and qualifications (crebo list)",
    url="https://kwalificatie-mijn.s-bb.nl/Lijsten",
    period="onbekend",
    retrieved_on="",
    licence=LICENCES["not established"],
    attribution="Bron: SBB",
    limits_nl="De kwalificaties die vanaf de genoemde datum gelden. Sinds wanneer een code bestaat "
    "staat er niet in.",
    limits_en="The qualifications that hold from the date it names. Since when a code exists is "
    "not in it.",
    next_release="april en oktober",
)

_CODES = ("opleidingscode", "crebonummer", "crebocode", "erkendeopleidingscode")
_NAME, _LEVEL, _DOSSIER, _DOMAIN = (
    "kwalificatie",
    "niveau",
    "kwalificatiedossier",
    "opleidingsdomein",
)
_CREBO = re.compile(r"\d{5}")
_DOMAIN_NAME = re.compile(r"\A\d+\.\s*|\s+\d{5}\s*\Z")
_LOOKED_AT = 15


def fits(document: Document) -> float:
    """1 with the headings of a qualification in one row, a code among them."""
    try:
        found = document.headings.values()
    except DocumentError:
        return 0.0
    return float(any(_columns(heading) for heading in found))


def tidy(document: Document, _: Columns) -> Tidied:
    """The qualifications of the list, each with its dossier, domain, level and last day."""
    names = document.headings
    name = next((each for each, heading in names.items() if _columns(heading)), None)
    if name is None:
        raise DocumentError("no-table", file=document.name)
    reader = _Reader(name)
    reader.read(document.grid(name))
    ended = next((each for each in names if _plain(each) == "vervallen"), None)
    if ended is not None:
        reader.end(ended, document.grid(ended))
    rows = pd.DataFrame(reader.rows, dtype="object")
    drafts = {"kwalificaties": as_drafts("kwalificaties", rows)}
    order = {name: 0, ended: 1}
    rejected = sorted(reader.rejected, key=lambda each: (order[each.at_sheet], each.at_row))
    return Tidied(drafts, tuple(rejected), reader.read_count, reader.holds_from)


@dataclass
class _Reader:
    """What was read so far of a list, row by row."""

    sheet: str
    rows: list[dict[str, object]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    read_count: int = 0
    holds_from: str = ""
    _columns: Mapping[str, int] = field(default_factory=dict)
    _dossier: Mapping[str, int] = field(default_factory=dict)
    _dossier_code: str = ""
    _dossier_name: str = ""
    _domain: str = ""
    _awaits_domain: bool = False
    _seen: set[str] = field(default_factory=set)

    def read(self, grid: pd.DataFrame) -> None:
        """The list itself."""
        for number, cells in _rows(grid):
            if columns := _columns(cells):
                self._heading(cells, columns)
            elif not self._columns:
                continue
            elif dossier := _dossier_columns(cells):
                self._dossier = dossier
            elif not self._is_line(cells):
                self._qualification(number, cells)

    def end(self, sheet: str, grid: pd.DataFrame) -> None:
        """The list of dossiers that end."""
        columns: dict[str, int] = {}
        known: dict[str, list[dict[str, object]]] = {}
        for row in self.rows:
            known.setdefault(str(row["dossier_crebo"]), []).append(row)
        for number, cells in _rows(grid):
            plain = [_plain(cell) for cell in cells]
            if "dossiernaam" in plain:
                columns = {text: at for at, text in enumerate(plain) if text}
                continue
            at = next((at for text, at in columns.items() if text.startswith(_CODES)), -1)
            code = _at(cells, at)
            if not code:
                continue
            self.read_count += 1
            day = period(_at(cells, columns.get("datumeindeopleiding", -1)))
            if code not in known:
                self._leave(number, "sbb.dossier-not-listed", "dossiernaam", code, sheet)
            elif not day:
                self._leave(number, "sbb.no-day", "Datum einde opleiding", code, sheet)
            else:
                for row in known[code]:
                    row["valid_to"] = day

    def _heading(self, cells: list[str], columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._domain = ""
        found = period(" ".join(cells))
        self.holds_from = self.holds_from or found

    def _is_line(self, cells: list[str]) -> bool:
        """Whether the row is no qualification but a line between them, and what it tells."""
        code, name = (_at(cells, self._columns[each]) for each in ("code", _NAME))
        if code:
            return False
        if _plain(name) == _DOMAIN:
            self._awaits_domain = True
        elif name and self._awaits_domain:
            self._domain = " ".join(_DOMAIN_NAME.sub("", name).split())
            self._awaits_domain = False
        elif name and _at(cells, self._columns[_LEVEL]):
            return False  # a qualification that lacks its code
        self._take_dossier(cells)
        return True

    def _take_dossier(self, cells: list[str]) -> None:
        code = _at(cells, self._dossier.get("code", -1))
        name = _at(cells, self._dossier.get(_DOSSIER, -1))
        if name and name != self._dossier_name:
            self._dossier_code, self._dossier_name = "", name
        if name and _CREBO.fullmatch(code):
            self._dossier_code = code

    def _qualification(self, number: int, cells: list[str]) -> None:
        self.read_count += 1
        self._take_dossier(cells)
        code, name, level = (_at(cells, self._columns[each]) for each in ("code", _NAME, _LEVEL))
        if not _CREBO.fullmatch(code):
            self._leave(number, "sbb.no-crebo", "Opleidingscode", code)
        elif not name:
            self._leave(number, "sbb.no-name", "Kwalificatie", code)
        elif code in self._seen:
            self._leave(number, "sbb.double", "Opleidingscode", code)
        else:
            self._seen.add(code)
            self.rows.append(
                {
                    "at_sheet": self.sheet,
                    "at_row": number,
                    "crebo": code,
                    "name": name,
                    "level": int(level) if level in {"1", "2", "3", "4"} else None,
                    "domain": self._domain or None,
                    "dossier_crebo": self._dossier_code or None,
                    "dossier": self._dossier_name or None,
                }
            )

    def _leave(self, row: int, code: str, column: str, value: str, sheet: str = "") -> None:
        self.rejected.append(Rejected(sheet or self.sheet, row, column, code, value[:80]))


def _columns(cells: tuple[str, ...] | list[str]) -> dict[str, int]:
    """Where code, name and level of a qualification stand, if this row is their heading."""
    plain = [_plain(cell) for cell in cells]
    code = next((at for at, text in enumerate(plain) if text in _CODES), None)
    if code is None or _NAME not in plain or _LEVEL not in plain:
        return {}
    return {"code": code, _NAME: plain.index(_NAME), _LEVEL: plain.index(_LEVEL)}


def _dossier_columns(cells: list[str]) -> dict[str, int]:
    plain = [_plain(cell) for cell in cells]
    if _DOSSIER not in plain:
        return {}
    code = next((at for at, text in enumerate(plain) if text in _CODES), -1)
    return {"code": code, _DOSSIER: plain.index(_DOSSIER)}


def _rows(grid: pd.DataFrame) -> Iterator[tuple[int, list[str]]]:
    for number, *cells in grid.fillna("").itertuples(name=None):
        yield int(number), [" ".join(str(cell).split()) for cell in cells]


def _at(cells: list[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


FORMS = (Form("sbb-crebolijst", SOURCE, fits, tidy),)
