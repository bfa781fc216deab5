"""The dataset's files on a static site, and the page that lists each with its licence and hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.division import DIVISION_FILE
from inspiratiekaart.export.archive import FOLDER, archive, file_name, members
from inspiratiekaart.export.geo import borders_source
from inspiratiekaart.export.licences import licence_name
from inspiratiekaart.provenance import LICENCES, PACKAGE_FILE, SOURCES_FILE, Licence
from inspiratiekaart.schema import COMMON, Language, tables
from inspiratiekaart.snapshots.site_frame import framed
from inspiratiekaart.snapshots.site_plan import DOWNLOADS, Plan, beside
from inspiratiekaart.texts import Texts

DATA = "data"
SUMS = "SHA256SUMS"

_DOCUMENTS: Mapping[str, str] = {
    PACKAGE_FILE: "site.downloads.descriptor",
    SOURCES_FILE: "site.downloads.sources_file",
    DIVISION_FILE: "site.downloads.division_file",
    "CHANGELOG.md": "site.downloads.changelog",
    "README.md": "site.downloads.readme",
}
_OWN = LICENCES["own work"]


@dataclass(frozen=True)
class _Row:
    """A file as the page lists it."""

    name: str
    link: str
    holds: str
    size: str
    hash: str
    licences: tuple[tuple[str, str], ...]


def data_files(plan: Plan) -> dict[str, bytes]:
    """The files of the editions of ``plan`` by their path on the site: whole, and one by one.

    One by one they lie as in our own folder, so that the Data Package finds its tables.
    """
    found = {f"{DATA}/{file_name(each)}": archive(each) for each in plan.datasets}
    found |= {f"{DATA}/{path}": content for path, content in members(*plan.datasets)}
    sums = (f"{_hash(content)}  {path[len(DATA) + 1 :]}\n" for path, content in found.items())
    return found | {f"{DATA}/{SUMS}": "".join(sums).encode()}


def downloads_page(plan: Plan, files: Mapping[str, bytes], language: Language) -> bytes:
    """The page that lists ``files``, those of ``data_files``."""
    t = Texts(language)
    path = plan.path(DOWNLOADS, language)
    described = json.loads(files[f"{DATA}/{FOLDER}/{PACKAGE_FILE}"])
    licences = _licences(described["resources"])

    def rows(paths: Iterable[str]) -> list[_Row]:
        return [
            _Row(
                each.removeprefix(f"{DATA}/"),
                beside(path, each),
                _holds(plan, each, t),
                t("site.downloads.kilobytes", n=t.number(max(1, round(len(files[each]) / 1000)))),
                _hash(files[each]),
                tuple(_named(plan, each, licences, t)),
            )
            for each in paths
        ]

    zips = [each for each in files if each.endswith(".zip")]
    plain = [each for each in files if each not in zips]
    intro = t("site.downloads.plain_intro", file=f"{FOLDER}/{PACKAGE_FILE}")
    check = t("site.downloads.check", file=SUMS)
    return framed(
        "site_downloads.html",
        plan,
        DOWNLOADS,
        t,
        t("site.downloads.title"),
        t("site.downloads.lead"),
        parts=[
            ("alles", t("site.downloads.whole"), (), rows(zips)),
            ("los", t("site.downloads.plain"), (intro, check), rows(plain)),
        ],
        sources=list(plan.datasets[0].sources.values()),
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _holds(plan: Plan, path: str, t: Texts) -> str:
    """What is in a file, in words."""
    name = PurePosixPath(path)
    for each in plan.datasets:
        if name.name == file_name(each):
            return t("site.downloads.archive", edition=each.edition)
    if name.name == SUMS:
        return t("site.downloads.sums")
    if name.name in _DOCUMENTS:
        return t(_DOCUMENTS[name.name])
    folder = name.parent.name
    table = tables().get(name.stem)
    title = table.title(t.language) if table else name.stem
    if name.suffix == ".geojson":
        return t("site.downloads.shapes", name=title, edition=folder)
    return title if folder == COMMON else t("site.downloads.table", name=title, edition=folder)


def _named(
    plan: Plan, path: str, licences: Mapping[str, list[Licence]], t: Texts
) -> Iterator[tuple[str, str]]:
    """The licences of a file, each with its address; of a ZIP that they differ."""
    name = PurePosixPath(path)
    if name.suffix == ".zip":
        yield t("site.downloads.per_source"), ""
        return
    found = licences.get(path.removeprefix(f"{DATA}/{FOLDER}/"), [_OWN])
    if name.suffix == ".geojson":
        found = [licence for each in plan.datasets for licence in _borders(each, name.parent.name)]
    for licence in found:
        yield licence_name(licence, t), licence.url


def _borders(dataset: Dataset, edition: str) -> Iterator[Licence]:
    source = borders_source(dataset)
    if source and dataset.edition == edition:
        yield source.licence


def _licences(resources: Iterable[Mapping[str, object]]) -> dict[str, list[Licence]]:
    """The licences of each table by its path, as the Data Package has them."""
    known = {licence.name: licence for licence in LICENCES.values()}
    return {
        str(resource["path"]): [
            known[name] for name in _names(resource.get("licenses")) if name in known
        ]
        for resource in resources
    }


def _names(licences: object) -> list[str]:
    return [str(each["name"]) for each in licences] if isinstance(licences, list) else []
