"""The editions as a catalogue by DCAT-AP-NL 3, for portals that collect such descriptions.

https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ is the profile. A catalogue is a list of nodes of
JSON-LD; ``catalogue_files`` writes them. What nobody told us is left out and named in ``gaps``:
nothing is invented to fill a property that the profile asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.catalogue_facts import dates, used_licences, used_sources, version
from inspiratiekaart.editions.catalogue_terms import (
    IANA,
    JSONLD,
    PUBLIC,
    SHA256,
    Node,
    concepts,
    file_type,
    in_language,
    language_name,
    languages,
    licence_word,
    once,
    said,
    theme,
    to,
    typed,
    vocabulary,
)
from inspiratiekaart.project import Project
from inspiratiekaart.provenance import Licence
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.texts import Texts

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class File:
    """A distribution: of which edition, in which form (``csv``, ``gpkg``...), and where it is.

    ``licence`` is that of a file from one source only.
    """

    edition: str
    form: str
    address: str
    size: int
    sha256: str
    licence: Licence | None = None


@dataclass(frozen=True)
class Place:
    """Where the catalogue will stand, and where people read about it; empty where not known.

    Without a ``base`` all addresses are relative to that of the catalogue itself.
    """

    base: str = ""
    page: str = ""

    def address(self, path: str) -> str:
        """The address of ``path``, which stands beside the catalogue."""
        return f"{self.base.rstrip('/')}/{path}" if self.base else path

    def name(self, part: str) -> str:
        """The name of a ``part`` of the catalogue."""
        return f"{self.address(JSONLD)}#{part}"


@dataclass(frozen=True)
class Catalogue:
    """The nodes, and the names of what could not be said as the profile asks."""

    nodes: tuple[Node, ...]
    gaps: tuple[str, ...]


def catalogue(
    datasets: Sequence[Dataset], files: Iterable[File], place: Place, project: Project
) -> Catalogue:
    """Describe the editions ``datasets`` with their ``files``.

    Raises:
        DatasetError: the change log of the dataset is missing or has no version.
    """
    given, agent = list(files), _agent(place, project)
    contact = _contact(place, project)
    nodes = [
        _catalogue(datasets, place),
        agent,
        contact,
        *concepts(),
        *({"@id": each.division.spatial, "@type": "dct:Location"} for each in datasets),
        *([{"@id": place.page, "@type": "foaf:Document"}] if place.page else []),
        *(
            node
            for dataset in datasets
            for node in _edition(dataset, [f for f in given if f.edition == dataset.edition], place)
        ),
    ]
    return Catalogue(once(nodes), tuple(_gaps(datasets, given, place, contact)))


def _catalogue(datasets: Sequence[Dataset], place: Place) -> Node:
    return {
        "@id": place.name("catalogus"),
        "@type": "dcat:Catalog",
        "dct:title": said("catalogue.title"),
        "dct:description": said("catalogue.description"),
        **_of_us(place, datasets[0]),
        **({"foaf:homepage": to(place.page)} if place.page else {}),
        "dcat:dataset": [to(place.name(f"editie-{each.edition}")) for each in datasets],
    }


def _edition(dataset: Dataset, files: Sequence[File], place: Place) -> Iterator[Node]:
    edition, name = dataset.edition, place.name(f"editie-{dataset.edition}")
    issued, modified = dates(dataset)
    title = "catalogue.edition.sealed" if dataset.is_sealed else "catalogue.edition.title"
    yield {
        "@id": name,
        "@type": "dcat:Dataset",
        "dct:title": said(title, edition=edition, year=dataset.boundary_year),
        "dct:description": said("catalogue.edition.description", edition=dataset.boundary_year),
        "dct:identifier": name if place.base else f"inspiratiekaart-{edition}",
        **_of_us(place, dataset),
        **({"dcat:landingPage": to(place.page), "foaf:page": to(place.page)} if place.page else {}),
        "dcat:theme": [to(theme(code)) for code in vocabulary()["themes"]],
        "dcat:keyword": [
            {"@value": word, "@language": language}
            for language in LANGUAGES
            for word in Texts(language)("catalogue.keywords").split("|")
        ],
        "dct:accessRights": to(PUBLIC),
        "dct:temporal": to(f"{name}-periode"),
        "dct:provenance": to(f"{name}-herkomst"),
        "dcat:version": version(dataset),
        **({"dct:issued": typed(issued, "date")} if issued else {}),
        **({"dct:modified": typed(modified, "date")} if modified else {}),
        "dcat:distribution": [to(f"{name}-{file.form}") for file in files],
    }
    years = sorted(_YEAR.findall(" ".join(source.period for source in used_sources(dataset))))
    yield {
        "@id": f"{name}-periode",
        "@type": "dct:PeriodOfTime",
        **({"dcat:startDate": typed(years[0], "gYear")} if years else {}),
        **({"dcat:endDate": typed(years[-1], "gYear")} if years else {}),
    }
    publishers = sorted({each.publisher for each in dataset.sources.values()}, key=str.casefold)
    yield {
        "@id": f"{name}-herkomst",
        "@type": "dct:ProvenanceStatement",
        "rdfs:label": [
            in_language(language, t("catalogue.provenance", publishers=t.listed(publishers)))
            for language, t in languages()
        ],
    }
    licence = _licence(dataset, f"{name}-licenties")
    yield licence
    for file in files:
        own = file.licence.url if file.licence else ""
        if own:
            yield {"@id": own, "@type": "dct:LicenseDocument"}
        yield from _distribution(file, name, own or licence["@id"], place)


def _distribution(file: File, edition: str, licence: str, place: Place) -> Iterator[Node]:
    form, name = vocabulary()["forms"][file.form], f"{edition}-{file.form}"
    address = to(place.address(file.address))
    about: Node = {
        "@id": name,
        "@type": "dcat:Distribution",
        "dct:title": said(f"catalogue.form.{file.form}.title", edition=file.edition),
        "dct:description": said(f"catalogue.form.{file.form}.description"),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:license": to(licence),
        "dct:language": [to(language_name(code)) for code in vocabulary()["languages"]],
        "dcat:mediaType": to(f"{IANA}/{form['media_type']}"),
        "dcat:byteSize": typed(str(file.size), "nonNegativeInteger"),
        "spdx:checksum": to(f"{name}-controlegetal"),
    }
    if "format" in form:
        about["dct:format"] = to(file_type(form["format"]))
    if "package" in form:
        about["dcat:packageFormat"] = to(f"{IANA}/{form['package']}")
    if "standard" in form:
        about["dct:conformsTo"] = to(form["standard"])
    yield about
    yield {
        "@id": f"{name}-controlegetal",
        "@type": "spdx:Checksum",
        "spdx:algorithm": to(SHA256),
        "spdx:checksumValue": typed(file.sha256, "hexBinary"),
    }


def _licence(dataset: Dataset, name: str) -> Node:
    """The one licence of all sources; where they differ, a document of ours that says so."""
    found = used_licences(dataset)
    if len(found) == 1 and found[0].url:
        return {"@id": found[0].url, "@type": "dct:LicenseDocument"}
    return {
        "@id": name,
        "@type": "dct:LicenseDocument",
        "dct:title": said("catalogue.licences.title"),
        "dct:description": [
            in_language(
                language, t("catalogue.licences.description", licences=licence_words(dataset, t))
            )
            for language, t in languages()
        ],
        "rdfs:seeAlso": [to(each.url) for each in found if each.url],
    }


def licence_words(dataset: Dataset, t: Texts) -> str:
    """The licences of ``dataset`` in words."""
    return t.listed(licence_word(each.code, t) for each in used_licences(dataset))


def _of_us(place: Place, dataset: Dataset) -> Node:
    """What is the same of the catalogue and of each edition."""
    return {
        "dct:publisher": to(place.name("uitgever")),
        "dct:creator": to(place.name("uitgever")),
        "dcat:contactPoint": to(place.name("contact")),
        "dct:language": [to(language_name(code)) for code in vocabulary()["languages"]],
        "dct:spatial": to(dataset.division.spatial),
    }


def _agent(place: Place, project: Project) -> Node:
    name = project.owner or "Inspiratiekaart"
    home = {"foaf:homepage": to(project.repository)} if project.repository else {}
    return {
        "@id": place.name("uitgever"),
        "@type": "foaf:Agent",
        "foaf:name": name,
        **home,
    }


def _contact(place: Place, project: Project) -> Node:
    """Where to ask: the place for reports, else the page that says how; nobody's name."""
    page = f"{place.page}#contact" if place.page else ""
    where = project.repository or page
    return {
        "@id": place.name("contact"),
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": project.owner or "Inspiratiekaart",
        **({"vcard:hasURL": to(where)} if where else {}),
    }


def _gaps(
    datasets: Sequence[Dataset], files: Sequence[File], place: Place, contact: Node
) -> Iterator[str]:
    yield "publisher"
    if "vcard:hasURL" not in contact:
        yield "contact"
    if not all(all(dates(each)) for each in datasets):
        yield "issued"
    if any(len(used_licences(each)) > 1 for each in datasets):
        yield "licence"
    if any("format" not in vocabulary()["forms"][file.form] for file in files):
        yield "format"
    if not place.page:
        yield "page"
    if not place.base:
        yield "address"
