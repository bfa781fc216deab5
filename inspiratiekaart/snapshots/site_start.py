"""The pages of a static site that lead to the others: start, page not found, and folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing.chooser import chooser_svg
from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.export.geo import borders_source
from inspiratiekaart.provenance import Source
from inspiratiekaart.regions import region_sets
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.snapshots.site_frame import framed, script
from inspiratiekaart.snapshots.site_index import gemeenten_of, index, occupations_of, region_of
from inspiratiekaart.snapshots.site_plan import DOWNLOADS, MISSING, START, Entry, Plan, beside
from inspiratiekaart.texts import Texts

_SHOWN = (
    "arbeidsmarktregios", "gemeenten", "places", "postcodes", "former_gemeenten", "region_sets",
    "sectors", "themes", "occupations",
)  # fmt: skip
_SEARCHED = (
    "region", "former_region", "gemeente", "former_gemeente", "place", "postcode", "set", "sector",
    "theme", "occupation", "map",
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A link in a list, with the words below it."""

    name: str
    link: str
    words: tuple[str, ...] = ()


def start_page(plan: Plan, dataset: Dataset, language: Language, alt: str = "") -> bytes:
    """The start page of the edition of ``dataset``; ``alt`` says what its picture shows."""
    t, stem = Texts(language), plan.start(dataset)
    path = plan.path(stem, language)
    country = plan.of(dataset, "country")

    def links(entries: Iterable[Entry]) -> list[Link]:
        return [
            Link(
                entry.name(language),
                beside(path, plan.path(entry.stem, language)),
                tuple(occupations_of(entry)),
            )
            for entry in entries
        ]

    regions = {region_of(entry): entry for entry in plan.of(dataset, "region")}
    gemeenten = gemeenten_of(dataset)
    to_regions = {
        code: beside(path, plan.path(entry.stem, language)) for code, entry in regions.items()
    }
    picture = plan.whole(plan.path(country[0].stem, language, "png")) if country else ""
    others = [each for each in plan.datasets if each != dataset]
    return framed(
        "site_start.html",
        plan,
        stem,
        t,
        t("title.all"),
        t("site.lead"),
        picture=picture if alt else "",
        alt=alt,
        app=_app(plan, dataset, language),
        home="" if stem == START else beside(path, plan.path(START, language)),
        map=Markup(chooser_svg(dataset, to_regions, t("site.map"))),  # noqa: S704  # escaped by it
        postcodes=dataset.division.postcode_typed,
        kinds=[
            (kind, t(f"site.kind.{kind}", where="{where}", inside="{inside}")) for kind in _SEARCHED
        ],
        country=links(country),
        maps=links(plan.maps(dataset)),
        sectors=links(plan.of(dataset, "sector")),
        themes=links(plan.of(dataset, "theme")),
        sets=_sets(plan, dataset, language, path),
        regions=[
            Link(entry.name(language), to_regions[code], tuple(gemeenten.get(code, ())))
            for code, entry in regions.items()
        ],
        editions=[
            Link(
                t("site.edition_title", edition=each.edition),
                beside(path, plan.path(plan.start(each), language)),
            )
            for each in others
        ],
        sources=_sources(dataset),
        edition=dataset.edition,
        made_on=t.date(plan.made_on),
        downloads=beside(path, plan.path(DOWNLOADS, language)),
        qr=_qr(plan.whole(path), t),
        index=index(plan, dataset, language, path),
        script=script(),
    )


def missing_page(plan: Plan) -> bytes:
    """What a web server shows for an address that is none, in each language.

    A server shows it at any depth: only with the site's own address its links always hold.
    """
    starts = {each: plan.path(START, each) for each in plan.languages}
    said = [(Texts(language), plan.whole(path) or path) for language, path in starts.items()]
    t = said[0][0]
    return framed(
        "site_missing.html",
        plan,
        MISSING,
        t,
        t("site.missing.title"),
        t("site.missing.text"),
        url="",
        other_language="",
        home=said[0][1],
        said=said,
    )


def onward_page(plan: Plan, folder: str, language: Language) -> bytes:
    """The page that leads from ``folder``, which has none of its own, to the start page."""
    t = Texts(language)
    home = beside(f"{folder}/x", plan.path(START, language))
    title = t("site.home")
    return framed(
        "site_onward.html", plan, START, t, title, title, url="", other_language="", home=home
    )


def folders(paths: Iterable[str]) -> list[str]:
    """The folders of ``paths`` that have no page of their own."""
    listed = set(paths)
    parents = {str(parent) for path in listed for parent in PurePosixPath(path).parents}
    return sorted(each for each in parents - {"."} if f"{each}/{START}.html" not in listed)


def _app(plan: Plan, dataset: Dataset, language: Language) -> str:
    selection = Selection(edition=dataset.edition, language=language)
    return f"{plan.app}/{selection.query_string()}" if plan.app else ""


def _sets(plan: Plan, dataset: Dataset, language: Language, path: str) -> list[Link]:
    """Every set by its own name; sets of the same regions lead to one page."""
    pages = {
        entry.what.regions: plan.path(entry.stem, language)
        for entry in plan.of(dataset, "region", "set")
        if isinstance(entry.what, Selection)
    }
    found = [
        Link(name_nl if language == "nl" else name_en, beside(path, pages[members]))
        for members, name_nl, name_en in region_sets(dataset).values()
        if members in pages
    ]
    return sorted(found, key=lambda each: each.name.casefold())


def _sources(dataset: Dataset) -> list[Source]:
    used = {str(key) for name in _SHOWN for key in dataset[name]["source_id"].dropna().unique()}
    borders = borders_source(dataset)
    used |= {borders.source_id} if borders else set()
    return [source for key, source in dataset.sources.items() if key in used]


def _qr(url: str, t: Texts) -> Markup:
    return Markup(qr_svg(url, t("html.qr"), look="qr")) if url else Markup()  # noqa: S704  # escaped by qr_svg
