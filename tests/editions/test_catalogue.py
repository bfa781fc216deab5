"""The catalogue of the editions, held against the rules of DCAT-AP-NL."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, SH

from inspiratiekaart.dataset import Dataset, editions, open_dataset
from inspiratiekaart.editions import changelog
from inspiratiekaart.editions.catalogue import Catalogue, File, Place, catalogue
from inspiratiekaart.editions.catalogue_facts import used_licences
from inspiratiekaart.editions.catalogue_files import graph, jsonld, turtle
from inspiratiekaart.editions.catalogue_terms import vocabulary
from inspiratiekaart.project import Project
from inspiratiekaart.provenance import LICENCES
from inspiratiekaart.schema import LANGUAGES
from tests.validation import synthetic

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
BASE = "https://kaart.example.nl"
HERE = Place(BASE, f"{BASE}/verantwoording")
PROJECT = Project("0.1.0", "https://codeberg.org/regio/kaart", "Werkcentrum Voorbeeld")
DATASETS = [open_dataset(edition) for edition in editions()]

# What the profile recommends and nobody told us, or does not exist: said here, not filled in.
KNOWN_ABSENT = {
    ("Catalog", DCTERMS.license),  # nobody chose a licence for the description itself
    ("Dataset", DCTERMS.conformsTo),  # what a whole edition keeps to is said of its files
    ("Distribution", DCTERMS.conformsTo),  # of the forms without a public standard's address
    ("Distribution", DCTERMS.format),  # SQLite is not in the list of the EU
    ("Distribution", URIRef("http://data.europa.eu/r5r/availability")),  # nobody promised one
    ("Agent", DCTERMS.type),  # what kind of publisher nobody told us
}


def _files(datasets: list[Dataset]) -> list[File]:
    cc_by = LICENCES["CC-BY-4.0"]
    return [
        File(
            dataset.edition,
            form,
            f"bestanden/{dataset.edition}-{form}",
            1000 + at,
            f"{at:064x}",
            cc_by if form.startswith("geojson") else None,
        )
        for dataset in datasets
        for at, form in enumerate(vocabulary()["forms"])
    ]


def _made(place: Place = HERE, project: Project = PROJECT) -> Catalogue:
    return catalogue(DATASETS, _files(DATASETS), place, project)


@cache
def _rules() -> Graph:
    return Graph().parse(Path(__file__).with_name("dcat_ap_nl.ttl"), format="turtle")


def _judged(data: Graph, severity: URIRef = SH.Violation) -> set[tuple[str, URIRef]]:
    """The class and the property of each complaint of ``severity``."""
    _, report, _ = validate(data, shacl_graph=_rules(), advanced=False, inference="none")
    assert isinstance(report, Graph)
    found = set()
    for result in report.objects(None, SH.result):
        if report.value(result, SH.resultSeverity) != severity:
            continue
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        kinds = sorted(str(kind).split("/")[-1].split("#")[-1] for kind in data[node : RDF.type])
        found.add((kinds[0], path if isinstance(path, URIRef) else URIRef("urn:other")))
    return found


def test_catalogue_keeps_to_the_profile() -> None:
    """Nothing that is mandatory is absent, and each value is of its kind and from its list."""
    assert set() == _judged(graph(_made()))


def test_what_is_recommended_and_absent_is_known() -> None:
    """Each of those has its reason; a new one is a decision."""
    assert KNOWN_ABSENT == _judged(graph(_made()), SH.Warning)


@pytest.mark.parametrize(
    ("kind", "mandatory"),
    [
        (DCAT.Catalog, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset)),
        (DCAT.Catalog, (DCAT.contactPoint,)),
        (DCAT.Dataset, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.creator)),
        (DCAT.Dataset, (DCTERMS.identifier, DCTERMS.accessRights, DCAT.theme, DCAT.contactPoint)),
        (DCAT.Distribution, (DCAT.accessURL, DCTERMS.license)),
        (SPDX.Checksum, (SPDX.algorithm, SPDX.checksumValue)),
        (FOAF.Agent, (FOAF.name,)),
        (VCARD.Kind, (VCARD.fn, VCARD.hasURL)),
    ],
)
def test_what_is_mandatory_is_missed(kind: URIRef, mandatory: tuple[URIRef, ...]) -> None:
    """Twin: without such a property there is a complaint."""
    for name in mandatory:
        data = graph(_made())
        for node in set(data.subjects(RDF.type, kind)):
            data.remove((node, name, None))
        assert {URIRef("urn:other") if name == VCARD.hasURL else name} == {
            path for _, path in _judged(data)
        }


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (DCAT.theme, URIRef("http://publications.europa.eu/resource/authority/data-theme/WORK")),
        (DCTERMS.accessRights, Literal("public")),
        (DCTERMS.format, URIRef("http://publications.europa.eu/resource/authority/file-type/")),
        (DCAT.mediaType, Literal("text/csv")),
        (DCAT.byteSize, Literal("-1", datatype=XSD.nonNegativeInteger)),
        (SPDX.checksumValue, Literal("xyz", datatype=XSD.hexBinary)),
        (DCTERMS.language, URIRef("http://publications.europa.eu/resource/authority/language/nl")),
        (DCTERMS.spatial, Literal("Nederland")),
        (DCAT.startDate, Literal("vroeger")),
        (DCTERMS.title, Literal("no language")),
        (DCTERMS.license, Literal("CC-BY-4.0")),
        (DCTERMS.publisher, Literal("somebody")),
        (DCAT.accessURL, Literal("somewhere")),
    ],
)
@pytest.mark.filterwarnings("ignore:.*:UserWarning")  # rdflib says that the wrong value is wrong
def test_a_wrong_value_is_found(name: URIRef, wrong: URIRef | Literal) -> None:
    """Twin: a value of another kind, or that is in no list, is a complaint."""
    data = graph(_made())
    node = next(iter(sorted(data.subjects(name))))
    data.set((node, name, wrong))
    assert name in {path for _, path in _judged(data)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # in rdflib's own parser
@pytest.mark.parametrize("place", [HERE, Place()])
def test_json_ld_and_turtle_say_the_same(place: Place) -> None:
    """Read by rdflib, both are one set of statements; nothing is fetched for it."""
    made, base = _made(place), f"{BASE}/catalogus"
    one = Graph().parse(data=jsonld(made), format="json-ld", publicID=base)
    other = Graph().parse(data=turtle(made), format="turtle", publicID=base)
    assert isomorphic(one, other)
    assert len(graph(made)) == len(one)


def test_same_data_give_the_same_bytes() -> None:
    """There is no moment and no random name in it."""
    assert (jsonld(_made()), turtle(_made())) == (jsonld(_made()), turtle(_made()))


def test_each_edition_has_all_its_files() -> None:
    """Size and hash of each are told, with the addresses where they are."""
    data = graph(_made())
    assert len(DATASETS) == len(set(data.subjects(RDF.type, DCAT.Dataset)))
    for file in _files(DATASETS):
        address = URIRef(f"{BASE}/{file.address}")
        (node,) = data.subjects(DCAT.downloadURL, address)
        assert address == data.value(node, DCAT.accessURL)
        assert file.size == int(str(data.value(node, DCAT.byteSize)))
        checksum = data.value(node, SPDX.checksum)
        assert file.sha256 == str(data.value(checksum, SPDX.checksumValue))


def test_titles_are_in_both_languages() -> None:
    """Each title and description has its language, each language once."""
    data = graph(_made())
    for name in (DCTERMS.title, DCTERMS.description):
        for node in set(data.subjects(name)):
            said = [text.language for text in data[node:name] if isinstance(text, Literal)]
            assert sorted(LANGUAGES) == sorted(map(str, said))


def test_without_an_address_all_is_relative() -> None:
    """Where the catalogue will stand is not known, so that it can stand anywhere."""
    text = turtle(_made(Place())).decode()
    assert "<bestanden/2026-csv>" in text
    assert "<catalogus.jsonld#editie-2026>" in text
    document = json.loads(jsonld(_made(Place())))
    named = {node["@id"] for node in document["@graph"]}
    assert not {name for name in named if BASE in name}


def test_nobody_is_named_where_nobody_is_known() -> None:
    """Without a repository or a page there is no address to ask at, and the gap has a name."""
    bare = _made(Place(), Project("", ""))
    assert {("Kind", URIRef("urn:other"))} == _judged(graph(bare))
    assert {"contact", "page", "address", "publisher"} <= set(bare.gaps)
    told = _made()
    assert not {"contact", "page", "address"} & set(told.gaps)
    assert "mailto:" not in jsonld(told).decode()
    assert {"https://codeberg.org/regio/kaart"} == {
        str(each) for each in graph(told).objects(None, VCARD.hasURL)
    }


def test_borders_have_the_licence_of_their_one_source() -> None:
    """A file from many sources has a document of ours that lists them; licences are not mixed."""
    data = graph(_made())
    licences = {
        str(node).rpartition("#")[2]: str(data.value(node, DCTERMS.license))
        for node in data.subjects(RDF.type, DCAT.Distribution)
    }
    assert (
        "https://creativecommons.org/licenses/by/4.0/" == licences["editie-2026-geojson-gemeenten"]
    )
    assert f"{BASE}/catalogus.jsonld#editie-2026-licenties" == licences["editie-2026-csv"]
    said = " ".join(str(text) for text in data.objects(None, DCTERMS.description))
    assert all(each.code in said for each in used_licences(DATASETS[0]) if each.url)


def test_one_open_licence_of_all_sources_is_that_of_the_files(tmp_path: Path) -> None:
    """A fork whose sources agree can say it as the profile asks."""
    home = synthetic.write(tmp_path)
    path = home / "datasets/sources.toml"
    path.write_text(path.read_text().replace("own work", "CC0-1.0"))
    dataset = open_dataset("2026", home / "datasets", home / "geodata")
    made = catalogue([dataset], _files([dataset]), HERE, PROJECT)
    found = {str(each) for each in graph(made).objects(None, DCTERMS.license)}
    zero = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert {zero, "https://creativecommons.org/licenses/by/4.0/"} == found
    assert "licence" not in made.gaps
    assert set() == _judged(graph(made))


def test_dates_come_from_the_change_log(tmp_path: Path) -> None:
    """An edition came out with the oldest version that names it; the newest is the last change."""
    home = synthetic.write(tmp_path)
    log = home / "datasets/CHANGELOG.md"
    log.write_text(
        "# Changes\n\n## 1.1.0 (2027-01-02)\n\n- **2026**: mended\n\n"
        "## 1.0.0 (2026-11-22)\n\n- **2021** and **2026**\n\n## 0.9.0\n\n- **2021**\n"
    )
    assert ("2026-11-22", "2027-01-02") == changelog.dates(log, "2026")
    assert ("", "2027-01-02") == changelog.dates(log, "2021")
    dataset = open_dataset("2026", home / "datasets", home / "geodata")
    made = catalogue([dataset], [], HERE, PROJECT)
    data = graph(made)
    assert ["2026-11-22"] == [str(day) for day in data.objects(None, DCTERMS.issued)]
    assert ["2027-01-02"] == [str(day) for day in data.objects(None, DCTERMS.modified)]
    assert "issued" not in made.gaps
    assert "issued" in _made().gaps


def test_period_is_that_of_the_sources() -> None:
    """It runs from the oldest to the newest year that a source of its rows is about."""
    data = graph(_made())
    for node in data.subjects(RDF.type, DCTERMS.PeriodOfTime):
        first, last = (str(data.value(node, name)) for name in (DCAT.startDate, DCAT.endDate))
        assert re.fullmatch(r"\d{4}", first)
        assert first < last
