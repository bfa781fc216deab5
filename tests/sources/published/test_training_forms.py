"""Registers and catalogues of training: what each sample says, whole, and what is never taken."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.sources.published import (
    dennis,
    edudex_json,
    edudex_xml,
    kiesmbo,
    ooapi,
    rio,
)
from inspiratiekaart.sources.reading import Document, open_document
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts
from tests.sources.published.drafts import SAMPLES, expected, shown

FORMS = {
    module.FORMS[0].form_id: module
    for module in (rio, kiesmbo, ooapi, edudex_xml, edudex_json, dennis)
}
CASES = (
    ("rio-lod", "rio-lod/antwoorden.json"),
    ("rio-lod", "rio-lod/bladzijde.json"),
    ("kiesmbo", "kiesmbo/export.json"),
    ("ooapi", "ooapi/v5.json"),
    ("ooapi", "ooapi/v6.json"),
    ("edudex-xml", "edudex-xml/catalogus.xml"),
    ("edudex-xml", "edudex-xml/directory.xml"),
    ("edudex-json", "edudex-json/antwoorden.json"),
    ("instrumentengids", "instrumentengids/instrumenten.json"),
)
JSON_CASES = [case for case in CASES if case[1].endswith(".json")]


def _tidied(form_id: str, path: Path) -> Tidied:
    return FORMS[form_id].tidy(open_document(path), {})  # type: ignore[no-any-return]


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_says_what_stands_beside_it(form_id: str, sample: str) -> None:
    """Every draft with every filled cell, and every row that was left out."""
    assert expected(sample) == shown(_tidied(form_id, SAMPLES / sample))


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_is_known_by_its_content(form_id: str, sample: str, tmp_path: Path) -> None:
    """Under another name it is still this form, surely, and no other."""
    path = tmp_path / "download"
    path.write_bytes((SAMPLES / sample).read_bytes())
    document = open_document(path)
    found = {name: module.fits(document) for name, module in FORMS.items()}
    assert {**dict.fromkeys(FORMS, 0.0), form_id: 1.0} == found


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_no_person_is_taken_over(form_id: str, sample: str) -> None:
    """Names, mails and phones of contacts and teachers stand in no draft and no reason."""
    said = json.dumps(shown(_tidied(form_id, SAMPLES / sample)), ensure_ascii=False)
    assert [] == [word for word in ("Persoon", "Docent", "@", "05300") if word in said]


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_every_reason_has_a_sentence(form_id: str, sample: str) -> None:
    """Whoever brings the file in can read why a row was left out, in both languages."""
    for each in _tidied(form_id, SAMPLES / sample).rejected:
        for language in ("nl", "en"):
            said = Texts(language)(f"published.rejected.{each.code}", value=each.value)
            assert said.endswith(".") or "inspiratiekaart refresh" in said


@pytest.mark.parametrize(("form_id", "sample"), JSON_CASES)
def test_no_value_breaks_a_reader(form_id: str, sample: str, tmp_path: Path) -> None:
    """Whatever stands in place of a value: a draft, or a reason, never a fault of ours."""
    whole = json.loads((SAMPLES / sample).read_text(encoding="utf-8"))
    chance = random.Random(f"{sample} 1")
    for _ in range(120):
        path = tmp_path / "file.json"
        path.write_text(json.dumps(_spoilt(whole, chance), ensure_ascii=False), encoding="utf-8")
        document = open_document(path) if path.stat().st_size > 4 else None
        if document is not None and document.kind == "json":
            _read_by_all(document)


def _read_by_all(document: Document) -> None:
    for module in FORMS.values():
        assert 0 <= module.fits(document) <= 1
        shown(module.tidy(document, {}))


def _spoilt(value: Any, chance: random.Random, rate: float = 0.06) -> Any:
    if chance.random() < rate:
        return chance.choice(SPOILT)
    if isinstance(value, dict):
        return {name: _spoilt(each, chance, rate) for name, each in value.items()}
    return [_spoilt(each, chance, rate) for each in value] if isinstance(value, list) else value


SPOILT: list[Any] = [
    None, True, False, -1, 0, 1e308, "", " ", "x" * 5000, "\u202e<script>alert(1)</script>",
    "=HYPERLINK(1)", [], {}, [[]], {"nl": None}, ["a", 1, None], "2027-02-30", "NaN",
    "javascript:1", "https://[::1", "\uff19" * 5, {"href": 5},
]  # fmt: skip


def _said(change: Callable[[Any], None], form_id: str, sample: str, tmp_path: Path) -> Any:
    """What a sample says after ``change``."""
    value = json.loads((SAMPLES / sample).read_text(encoding="utf-8"))
    change(value)
    path = tmp_path / "file.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return shown(_tidied(form_id, path))


def test_a_provider_of_courses_only_is_private(tmp_path: Path) -> None:
    """RIO names no kind of provider: it is told from what is offered."""

    def change(value: Any) -> None:
        offers = value[1]["answer"]["_embedded"]["AangebodenOpleidingen"]
        del offers[2:], offers[0]

    found = _said(change, "rio-lod", "rio-lod/antwoorden.json", tmp_path)
    assert ["particulier"] == [each["kind"] for each in found["drafts"]["providers"]]


def test_a_known_provider_has_its_own_id(tmp_path: Path) -> None:
    """A university that RIO knows by a number of its own is the one on the map."""
    text = (SAMPLES / "rio-lod/antwoorden.json").read_text(encoding="utf-8")
    path = tmp_path / "file.json"
    path.write_text(text.replace("999A001", "108A790"), encoding="utf-8")
    found = shown(_tidied("rio-lod", path))["drafts"]
    assert {"28DN"} == {each["provider_id"] for kind in found for each in found[kind]}


def test_a_link_in_the_offer_tells_its_place(tmp_path: Path) -> None:
    """Where an offer links to its location, that goes without an answer of its own."""

    def change(value: Any) -> None:
        offer = value[1]["answer"]["_embedded"]["AangebodenOpleidingen"][4]
        offer["_links"] = {"onderwijslocatie": {"href": "https://x.nl/onderwijslocaties/999X002"}}

    found = _said(change, "rio-lod", "rio-lod/antwoorden.json", tmp_path)
    offers = found["drafts"]["offers"]
    assert ["Enschede", "Enschede", "Hengelo", None] == [each.get("place") for each in offers]
    assert "place-without-offer" not in str(found["rejected"])


def test_an_export_in_an_envelope_is_the_same(tmp_path: Path) -> None:
    """KiesMBO's ``ApiResult`` around an export changes nothing."""
    value = json.loads((SAMPLES / "kiesmbo/export.json").read_text(encoding="utf-8"))
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"hasError": False, "errorMessage": None, "data": value}))
    assert expected("kiesmbo/export.json") == shown(_tidied("kiesmbo", path))


def test_a_study_that_nobody_offers_is_told(tmp_path: Path) -> None:
    """A qualification without a school, a study without a name, an exam only: each its reason."""

    def change(value: Any) -> None:
        value["studies"].append({"crebo": "99997", "creboName": "Voorbeeld", "level": 2})
        studies = value["schools"][0]["locations"][1]["studies"]
        studies[0]["crebo"] = "99996"
        studies[1]["learningPaths"] = ["EX"]
        studies.append({"crebo": None, "learningPaths": ["BOL"]})

    found = _said(change, "kiesmbo", "kiesmbo/export.json", tmp_path)
    assert [
        ["25LW04", 1, "crebo", "training.unknown-code", "99996"],
        ["25LW04", 2, "learningPaths", "training.exam-only", "Allround operationeel technicus"],
        ["25LW04", 3, "crebo", "training.no-code", ""],
        ["studies", 5, "crebo", "training.not-offered", "Voorbeeld"],
    ] == found["rejected"]


def test_starts_of_a_school_are_words(tmp_path: Path) -> None:
    """February and all year are told as they stand there."""

    def change(value: Any) -> None:
        study = value["schools"][0]["locations"][1]["studies"][0]
        study.update(startingFebruary=True, startingAnytime=True)

    found = _said(change, "kiesmbo", "kiesmbo/export.json", tmp_path)
    assert "februari, het hele jaar" == found["drafts"]["offers"][0]["start_text"]


def test_a_course_alone_names_its_organisation(tmp_path: Path) -> None:
    """A list of courses with the organisation written out needs no second file."""
    course = {
        "courseId": "c",
        "name": [{"language": "nl-NL", "value": "Voorbeeldcursus"}],
        "organization": {"organizationId": "o", "name": "Voorbeeldschool"},
    }
    path = tmp_path / "file.json"
    path.write_text(json.dumps([course, {**course, "courseId": "d", "organization": "x"}]))
    found = shown(_tidied("ooapi", path))
    assert ["Voorbeeldschool"] == [each["provider_name"] for each in found["drafts"]["offers"]]
    assert [["", 2, "", "training.no-provider", "Voorbeeldcursus"]] == found["rejected"]


@pytest.mark.parametrize(
    ("cost", "price", "vat"),
    [
        ({"costType": "total costs", "amount": "121.00", "vatAmount": "21"}, 121.0, "included"),
        ({"costType": "total_costs", "amountWithoutVat": "100,50"}, 100.5, "excluded"),
        ({"costType": "total costs", "amount": "100"}, 100.0, "unknown"),
        ({"costType": "total costs", "amount": "100", "currency": "USD"}, None, "unknown"),
        ({"costType": "stap eligible", "amount": "100"}, None, "unknown"),
        ({"costType": "total costs", "amount": "veel"}, None, "unknown"),
    ],
)
def test_a_price_says_how_vat_stands_to_it(
    cost: dict[str, str], price: float | None, vat: str, tmp_path: Path
) -> None:
    """Only total costs in euros are a price."""

    def change(value: Any) -> None:
        offerings = value[2]["answer"]["items"]
        offerings[0]["priceInformation"] = [cost]
        del offerings[1:]

    offer = _said(change, "ooapi", "ooapi/v5.json", tmp_path)["drafts"]["offers"][0]
    assert (price, vat) == (offer.get("price_eur"), offer["vat"])


def test_a_large_catalogue_is_read_program_by_program(tmp_path: Path) -> None:
    """Many programs under one root are all offers, each with its own number."""
    text = (SAMPLES / "edudex-xml/catalogus.xml").read_text(encoding="utf-8")
    start = text.index("<program ")
    program = text[start : text.index("<program ", start + 1)]
    many = "".join(program.replace("Teamleider", f"Teamleider {n}") for n in range(300))
    path = tmp_path / "file.xml"
    path.write_text(f"{text[:start]}{many}</edudexCatalog>", encoding="utf-8")
    found = shown(_tidied("edudex-xml", path))
    assert (300, 301) == (len(found["drafts"]["offers"]), found["read_count"])
    assert 300 == found["drafts"]["offers"][-1]["at_row"]


def test_other_files_are_no_register_of_training(tmp_path: Path) -> None:
    """Some other JSON, XML or table is none of these."""
    for name, text in (
        ("a", '{"value": [{"Key": 1}]}'),
        ("b", '[{"name": "x", "type": "y", "code": 1}]'),
        ("c", "<rss><channel><title>x</title></channel></rss>"),
        ("d", "code;naam\n1;x\n"),
        ("e", '[1, "a", null]'),
    ):
        path = tmp_path / name
        path.write_text(text)
        document = open_document(path)
        assert {0.0} == {module.fits(document) for module in FORMS.values()}, text
