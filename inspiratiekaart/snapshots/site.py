"""A static site of the shared pages, for any web server or a disk: written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from inspiratiekaart.editions import staging
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export import html, social
from inspiratiekaart.export.files import Step
from inspiratiekaart.export.html import Around
from inspiratiekaart.export.workers import in_order
from inspiratiekaart.schema import Language
from inspiratiekaart.snapshots.news import Ways, notices
from inspiratiekaart.snapshots.pages import handout_of
from inspiratiekaart.snapshots.site_downloads import data_files, downloads_page
from inspiratiekaart.snapshots.site_plan import DOWNLOADS, MISSING, Entry, Plan, beside
from inspiratiekaart.snapshots.site_start import folders, missing_page, onward_page, start_page
from inspiratiekaart.texts import Texts

MARKER = "inspiratiekaart-site.json"
"""The file that says that a folder is a site of ours, and which files are."""

FORMAT = "inspiratiekaart-site"
VERSION = 1

_NO_JEKYLL = ".nojekyll"  # else GitHub Pages makes a page of each README.md in place of the file

Files = dict[str, bytes]


class SiteError(ExportError):
    """A folder cannot be replaced by a site."""


def publish(
    plan: Plan, folder: Path, progress: Callable[[Step], None] = lambda step: None, workers: int = 1
) -> int:
    """Write the site ``plan`` to ``folder`` and say how many files it has.

    It is made beside ``folder`` and then takes its place at once, so that what was there stays when
    this fails or is stopped. More than one worker are processes of their own.

    Raises:
        SiteError: the folder holds something that is not of a site of ours.
        ExportError: there is no room, or no right to write.
        StagingError: another process is publishing beside it.
    """
    target = folder.resolve()
    _refuse_others(target)
    try:
        with staging.stage(target.parent) as stage:
            written = _write(plan, stage / target.name, progress, workers)
            _refuse_others(target)  # it took a while
            staging.swap(stage, target.parent, (target.name,))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportError(
            f"{folder}: cannot be written ({reason}). Choose a place where you may write in the "
            "folder above it too, or make room there."
        ) from error
    return written


def _refuse_others(folder: Path) -> None:
    """Complain when ``folder`` holds what is not of a site of ours, so that nothing gets lost."""
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder}: is a file. Name a folder.")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    known = _files_of(folder)
    if known is None:
        raise SiteError(
            f"{folder}: holds something else than a site of this program (no {MARKER}). "
            "Name an empty or a new folder."
        )
    here = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    if strange := next((each for each in sorted(here) if each not in known), ""):
        raise SiteError(
            f"{folder}: {strange} is not of the site, and would get lost. Move it elsewhere, or "
            "name an empty or a new folder and copy the site from there."
        )


def _files_of(folder: Path) -> set[str] | None:
    """The files of the site in ``folder`` as it was written; None where it is no site of ours."""
    try:
        told: Any = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {MARKER, *map(str, told["files"])} if told["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(plan: Plan, out: Path, progress: Callable[[Step], None], workers: int) -> int:
    tasks: list[Callable[[], Files]] = [
        partial(entry_files, plan, entry, language)
        for entry in plan.entries
        for language in plan.languages
    ]
    names = [plan.path(entry.stem, each) for entry in plan.entries for each in plan.languages]
    total = len(tasks) + 1
    paths: list[str] = []
    for number, made in enumerate(in_order(tasks, workers), start=1):
        paths += _put(out, made)
        progress(Step(number, total, names[number - 1]))
    paths += _put(out, dict(leading_files(plan)))
    for folder in folders(path for path in paths if path.endswith((".html", ".png"))):
        language = _language(plan, folder)
        page = f"{folder}/index.html"
        paths += _put(out, {page: onward_page(plan, folder, language)})
    progress(Step(total, total, plan.path(DOWNLOADS, plan.languages[0])))
    told = {
        "format": FORMAT,
        "version": VERSION,
        "editions": {each.edition: each.revision for each in plan.datasets},
        "made_on": plan.made_on.isoformat(),
        "files": sorted(paths),
    }
    _put(out, {MARKER: (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()})
    return len(paths) + 1


def _put(out: Path, files: Files) -> list[str]:
    for path, content in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    return list(files)


def _language(plan: Plan, folder: str) -> Language:
    return next(
        (each for each in plan.languages if folder.split("/")[0] == each), plan.languages[0]
    )


def entry_files(plan: Plan, entry: Entry, language: Language) -> Files:
    """The page of ``entry`` in ``language``, with its picture where the address is known."""
    t = Texts(language)
    path = plan.path(entry.stem, language)
    share = entry.share(language, plan.made_on)
    handout = handout_of(share, entry.dataset, t, plan.whole(path))
    other = [each for each in plan.languages if each != language]
    picture = plan.path(entry.stem, language, "png")
    around = Around(
        url=plan.whole(path),
        picture=plan.whole(picture),
        alt=social.alt(handout) if plan.url else "",
        app=f"{plan.app}/{share.selection.query_string()}" if plan.app else "",
        home=beside(path, plan.path(plan.start(plan.start_of(entry)), language)),
        other_language=beside(path, plan.path(entry.stem, other[0])) if other else "",
        notices=tuple(notices(share, entry.dataset, plan.newest, t, _ways(plan, entry, language))),
    )
    found = {path: html.write(handout, around)}
    return found | {picture: social.write(handout)} if plan.url else found


def _ways(plan: Plan, entry: Entry, language: Language) -> Ways:
    there = plan.like(entry, plan.newest)
    here = plan.path(entry.stem, language)
    return Ways(beside(here, plan.path(there.stem, language)) if there else "")


def leading_files(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """All but the pages of maps: starts, the data with their list, and what web servers need."""
    for dataset in plan.datasets:
        for language in plan.languages:
            alt = _alt(plan, dataset.edition, language)
            path = plan.path(plan.start(dataset), language)
            yield path, start_page(plan, dataset, language, alt)
    data = data_files(plan)
    yield from data.items()
    for language in plan.languages:
        yield plan.path(DOWNLOADS, language), downloads_page(plan, data, language)
    yield f"{MISSING}.html", missing_page(plan)
    yield _NO_JEKYLL, b""
    if plan.url:
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {plan.url}/sitemap.xml\n".encode()
        yield "sitemap.xml", _sitemap(plan)


def _alt(plan: Plan, edition: str, language: Language) -> str:
    """What the picture of the start page shows: that of the whole country."""
    country = (e for e in plan.entries if e.kind == "country" and e.dataset.edition == edition)
    entry = next(country, None)
    if entry is None or not plan.url:
        return ""
    share = entry.share(language, plan.made_on)
    return social.alt(handout_of(share, entry.dataset, Texts(language)))


def _sitemap(plan: Plan) -> bytes:
    stems: Iterable[str] = [
        *map(plan.start, plan.datasets),
        *(entry.stem for entry in plan.entries),
        DOWNLOADS,
    ]
    places = [plan.whole(plan.path(stem, each)) for stem in stems for each in plan.languages]
    listed = "".join(f"<url><loc>{escape(place)}</loc></url>\n" for place in places)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    ).encode()
