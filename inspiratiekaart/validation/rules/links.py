"""Rules on what points to what: keys of other tables, sources, codes of areas."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.provenance import SOURCES_FILE
from inspiratiekaart.validation.files import Files, listed, picked
from inspiratiekaart.validation.findings import Spot, rule

_SOURCES = f"datasets/{SOURCES_FILE}"
_DIVISION = f"datasets/{DIVISION_FILE}"


@rule("ref")
def ref(files: Files) -> Iterator[Spot]:
    """A code that must occur in another table does occur there."""
    for (folder, name), frame in files.frames.items():
        for column in schema.tables()[name].columns:
            if not column.ref or column.name not in frame:
                continue
            target, field = column.ref.split(".")
            home = files.home_of(target, folder)
            if (home, target) not in files.frames:
                continue
            known = files.column(home, target, field)
            cells = files.column(folder, name, column.name)
            values = {"target": files.path(home, target), "field": field}
            for row, value in listed(cells[~cells.isin(known)]):
                yield Spot(files.path(folder, name), row, column.name, value, values)


@rule("division-file")
def division_file(files: Files) -> Iterator[Spot]:
    """The file that describes the division is there and whole."""
    if files.division_problem:
        yield Spot(_DIVISION, values={"problem": files.division_problem})


@rule("sources-file")
def sources_file(files: Files) -> Iterator[Spot]:
    """The file of sources is there and describes every source whole."""
    if files.sources_problem:
        yield Spot(_SOURCES, values={"problem": files.sources_problem})


@rule("source-unknown")
def source_unknown(files: Files) -> Iterator[Spot]:
    """Every row names a source that is described."""
    if files.sources is None:
        return
    for folder, name in files.frames:
        cells = files.column(folder, name, "source_id")
        wrong = cells[~cells.isin(files.sources)]
        for row, value in listed(wrong.drop_duplicates()):
            values = {"rows": int((wrong == value).sum())}
            yield Spot(files.path(folder, name), row, "source_id", value, values)


@rule("source-unused", "warning")
def source_unused(files: Files) -> Iterator[Spot]:
    """Every source that is described stands behind some row."""
    used: set[str] = set()
    for folder, name in files.frames:
        used.update(files.column(folder, name, "source_id").unique())
    for source_id in sorted(set(files.sources or ()) - used):
        yield Spot(_SOURCES, value=source_id)


@rule("region-code")
def region_code(files: Files) -> Iterator[Spot]:
    """A code of a region is one of those that the division has."""
    known = _region_codes(files)
    for folder, name in files.frames if known else ():
        cells = files.column(folder, name, "arbeidsmarktregio_code")
        for row, value in listed(cells[~cells.isin(known)]):
            yield Spot(files.path(folder, name), row, "arbeidsmarktregio_code", value)


@rule("code-form")
def code_form(files: Files) -> Iterator[Spot]:
    """A code has the form that the division gives to it."""
    if files.division is None:
        return
    forms = [(None, column, pattern) for column, pattern in files.division.codes]
    typed = files.division.postcode_typed
    for table, column, pattern in (*forms, *([("postcodes", "postcode", typed)] if typed else [])):
        for folder, name in files.frames:
            if table not in (None, name):
                continue
            cells = files.column(folder, name, column)
            for row, value in listed(cells[~cells.str.fullmatch(pattern).astype(bool)]):
                yield Spot(files.path(folder, name), row, column, value, {"pattern": pattern})


@rule("region-of-gemeente")
def region_of_gemeente(files: Files) -> Iterator[Spot]:
    """Whatever lies in a municipality lies in the region of that municipality."""
    for (folder, name), frame in files.frames.items():
        needed = {"gemeente_code", "arbeidsmarktregio_code"}
        if name == "gemeenten" or folder == schema.COMMON or not needed <= set(frame):
            continue
        region_of = _regions(files, folder)
        right = frame["gemeente_code"].map(region_of)
        wrong = right.notna() & (frame["arbeidsmarktregio_code"] != right)
        for row, cells in picked(frame, wrong):
            values = {
                "gemeente": cells["gemeente_code"],
                "right": region_of[cells["gemeente_code"]],
            }
            value = cells["arbeidsmarktregio_code"]
            yield Spot(files.path(folder, name), row, "arbeidsmarktregio_code", value, values)


@rule("centre-gemeente")
def centre_gemeente(files: Files) -> Iterator[Spot]:
    """The centre municipality of a region lies in that region."""
    for folder, frame in files.named("arbeidsmarktregios"):
        if not {"centre_gemeente_code", "arbeidsmarktregio_code"} <= set(frame):
            continue
        region_of = _regions(files, folder)
        lies_in = frame["centre_gemeente_code"].map(region_of)
        wrong = lies_in.notna() & (lies_in != frame["arbeidsmarktregio_code"])
        for row, cells in picked(frame, wrong):
            value = cells["centre_gemeente_code"]
            values = {"region": region_of[cells["centre_gemeente_code"]]}
            path = files.path(folder, "arbeidsmarktregios")
            yield Spot(path, row, "centre_gemeente_code", value, values)


@rule("site-of-provider")
def site_of_provider(files: Files) -> Iterator[Spot]:
    """An offer stands at a site of its own provider."""
    for folder, frame in files.named("offers"):
        sites = files.frames.get((folder, "sites"))
        if sites is None or not {"site_id", "provider_id"} <= set(frame) & set(sites):
            continue
        owner_of = _lookup(sites, "site_id", "provider_id")
        owner = frame["site_id"].map(owner_of)
        wrong = owner.notna() & (owner != frame["provider_id"])
        for row, cells in picked(frame, wrong):
            values = {"owner": owner_of[cells["site_id"]], "provider": cells["provider_id"]}
            path, value = files.path(folder, "offers"), cells["site_id"]
            yield Spot(path, row, "site_id", value, values)


@rule("kwalificatie-current", "warning")
def kwalificatie_current(files: Files) -> Iterator[Spot]:
    """A profession is linked to qualifications that hold now."""
    known = files.frames.get((schema.COMMON, "kwalificaties"))
    if known is None or not {"crebo", "is_current"} <= set(known):
        return
    old = known.loc[known["is_current"] == "no", "crebo"]
    cells = files.column(schema.COMMON, "occupation_kwalificaties", "crebo")
    for row, value in listed(cells[cells.isin(old)]):
        path = files.path(schema.COMMON, "occupation_kwalificaties")
        yield Spot(path, row, "crebo", value)


@rule("area-code")
def area_code(files: Files) -> Iterator[Spot]:
    """The area of a regional fact exists, and is of the kind that the row says."""
    for folder, frame in files.named("regional_facts"):
        if not {"area_kind", "area_code"} <= set(frame):
            continue
        known = {
            "arbeidsmarktregio": _region_codes(files),
            "provincie": set(files.column(folder, "gemeenten", "provincie_code")),
            "landsdeel": _parts(files, folder),
            "land": {files.division.country} if files.division else set(),
        }
        for kind, codes in known.items():
            wrong = (frame["area_kind"] == kind) & ~frame["area_code"].isin(codes)
            for row, cells in picked(frame, wrong):
                path, value = files.path(folder, "regional_facts"), cells["area_code"]
                yield Spot(path, row, "area_code", value, {"kind": kind})


def _region_codes(files: Files) -> set[str]:
    """The codes that the division names; where it names none, those of the register."""
    if files.division and files.division.regions:
        return set(files.division.regions)
    register = ("arbeidsmarktregios", "arbeidsmarktregio_code")
    return {code for edition in files.editions for code in files.column(edition, *register)}


def _parts(files: Files, folder: str) -> set[str]:
    frame = files.frames.get((folder, "region_sets"))
    if frame is None or not {"region_set_id", "kind"} <= set(frame):
        return set()
    return set(frame.loc[frame["kind"] == "landsdeel", "region_set_id"])


def _regions(files: Files, folder: str) -> dict[str, str]:
    frame = files.frames.get((folder, "gemeenten"))
    if frame is None or not {"gemeente_code", "arbeidsmarktregio_code"} <= set(frame):
        return {}
    return _lookup(frame, "gemeente_code", "arbeidsmarktregio_code")


def _lookup(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[value], strict=True))
