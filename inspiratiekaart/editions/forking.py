"""Making a region's folder: its own tables, the national data that it follows, and how to go on."""

from __future__ import annotations

import tomllib
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.checks import ROLES
from inspiratiekaart.editions import overlay, staging
from inspiratiekaart.editions.difference import read_rows
from inspiratiekaart.editions.national import National, copy_national, read_national
from inspiratiekaart.editions.region_folder import (
    NATIONAL,
    REGION_FILE,
    ForkError,
    RegionFolder,
    region_text,
)
from inspiratiekaart.editions.sheets import COMMENT, Sheet
from inspiratiekaart.project import project
from inspiratiekaart.provenance import LICENCES, SOURCES_FILE, Source, read_sources, sources_text
from inspiratiekaart.templating import environment
from inspiratiekaart.texts import Texts

OWN_TABLES = (
    "outlooks", "regional_facts", "providers", "sites", "offers", "contact_points",
    "practice_examples",
)  # fmt: skip
"""The tables that a region gets to fill in; it may add any other table of the schema."""

_FILES = {
    "LEESMIJ.md": "LEESMIJ.md",
    "LICENSE": "LICENSE",
    "controle.yml": ".github/workflows/controle.yml",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "gitignore": ".gitignore",
}


def fork(out: Path, region_code: str, home: Path, licence: str = "CC-BY-4.0") -> RegionFolder:
    """Make the folder ``out`` for a region, which follows the national data under ``home``.

    It is there whole or not at all.

    Raises:
        ForkError: ``out`` is in use, ``home`` is not whole, or has no such region.
        StagingError: ``out`` cannot be written.
    """
    _refuse_used(out)
    national = read_national(home)
    region = RegionFolder(
        region_code,
        _region_name(national, region_code),
        national.edition,
        national.revision,
        licence,
        version=national.version,
        origin=project().repository,
    )
    try:
        with staging.stage(out.resolve().parent) as staged:
            _write(staged / out.name, region, national)
            _refuse_used(out)  # it took a while
            staging.swap(staged, out.resolve().parent, (out.name,))
    except OSError as error:
        raise ForkError("not-written", folder=out, problem=error.strerror) from error
    return region


def region_names(national: National) -> dict[str, str]:
    """The regions of the newest edition, by code."""
    table = schema.tables()["arbeidsmarktregios"]
    rows = read_rows(table.path(national.datasets, national.edition))
    return {row["arbeidsmarktregio_code"]: row["name"] for row in rows.values()}


def own_table(table: schema.Table, example: dict[str, str] | None = None) -> str:
    """The CSV of ``table`` for a region: the heading, and under it comments that explain it."""
    t = Texts("nl")
    explained = [_explained(column, t) for column in table.columns]
    records = [explained, *([[example.get(name, "") for name in table.column_names]] if example
                            else [])]  # fmt: skip
    commented = tuple((f"{COMMENT} {first}", *others) for first, *others in records)
    return Sheet(tuple(table.column_names), commented).text()


def _write(folder: Path, region: RegionFolder, national: National) -> None:
    copy_national(national.home, folder / NATIONAL)
    sources = read_sources(folder / NATIONAL / overlay.DATASETS / SOURCES_FILE)
    licence = LICENCES[region.licence]
    attributions = sorted({f"{one.attribution} ({one.licence.title})" for one in sources.values()})
    values = {
        "region": region,
        "licence": licence,
        "attributions": attributions,
        "roles": ", ".join(ROLES),
    }
    templates = environment("inspiratiekaart.editions")
    for name, path in _FILES.items():
        text = templates.get_template(f"fork/{name}").render(values)
        _put(folder / path, text)
    _put(folder / REGION_FILE, region_text(region))
    _put(folder / overlay.DATASETS / SOURCES_FILE, sources_text([_source(region)]))
    examples = tomllib.loads(
        templates.get_template("fork/examples.toml").render(
            code=region.code, name=_quoted(region.name), source=region.source_id
        )
    )
    provenance = {"source_id": region.source_id, "period": "JJJJ", "status": "provisional"}
    for name in OWN_TABLES:
        text = own_table(schema.tables()[name], {**provenance, **examples[name]})
        _put(folder / overlay.path_of(name), text)
    heading = Sheet(overlay.LEFT_OUT_COLUMNS, ())
    _put(folder / overlay.DATASETS / overlay.LEFT_OUT_FILE, heading.text())


def _explained(column: schema.Column, t: Texts) -> str:
    parts = [column.nl]
    if column.enum:
        parts.append(t("forking.sheet.choose", allowed=" / ".join(column.enum)))
    parts.append(t("forking.sheet.required") if column.required else "")
    return "; ".join(part for part in parts if part)


def _source(region: RegionFolder) -> Source:
    nl, en = Texts("nl"), Texts("en")
    values = {"name": region.name, "licence": LICENCES[region.licence].title}
    return Source(
        source_id=region.source_id,
        publisher=nl("forking.source.publisher", **values),
        title_nl=nl("forking.source.title", **values),
        title_en=en("forking.source.title", **values),
        url=region.contact,
        period=region.edition,
        retrieved_on="",
        licence=LICENCES[region.licence],
        attribution=nl("forking.source.attribution", **values),
        limits_nl=nl("forking.source.limits"),
        limits_en=en("forking.source.limits"),
    )


def _region_name(national: National, code: str) -> str:
    names = region_names(national)
    if code not in names:
        there = ", ".join(f"{known} {names[known]}" for known in sorted(names))
        raise ForkError("no-region", region=code, there=there)
    return names[code]


def _refuse_used(out: Path) -> None:
    if not out.name or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise ForkError("in-use", folder=out)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="")
