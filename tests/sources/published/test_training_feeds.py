"""Fetching registers and catalogues of training from services that answer well, and badly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.sources.fetching import FetchError
from inspiratiekaart.sources.published import edudex_json, edudex_xml, kiesmbo, ooapi, rio
from inspiratiekaart.sources.published.feeds import Errand, Feed
from inspiratiekaart.sources.published.form import Form
from inspiratiekaart.sources.reading import open_document
from tests.sources.fetching.server import (
    LOCAL,
    Answer,
    Asked,
    Given,
    Site,
    cut_off,
    drip,
    json_page,
    keyed,
    local_client,
    moved,
    serving,
)
from tests.sources.published.drafts import SAMPLES, expected, shown

KEY = "voorbeeldsleutel"
XML = (SAMPLES / "edudex-xml/catalogus.xml").read_text(encoding="utf-8")
FORMS: dict[str, Form] = {
    form.form_id: form for it in (rio, kiesmbo, ooapi, edudex_xml, edudex_json) for form in it.FORMS
}


def _answers(sample: str) -> dict[str, Any]:
    listed = json.loads((SAMPLES / sample).read_text(encoding="utf-8"))
    return {f"/api/{each['request']}": each["answer"] for each in listed}


def _rio() -> dict[str, Given]:
    """The sample, its offers on two pages; without the answers that a fetch does not ask for."""
    answers = _answers("rio-lod/antwoorden.json")
    first = next(path for path in answers if "organisatorischeEenheidcode" in path)
    second = first.replace("page=0", "page=1")
    offers = answers[first]["_embedded"]["AangebodenOpleidingen"]
    pages = {
        first: {
            "_embedded": {"AangebodenOpleidingen": offers[:4]},
            "_links": {"next": {"href": f"{{site}}{second}"}},
        },
        second: {"_embedded": {"AangebodenOpleidingen": offers[4:]}, "_links": {}},
    }
    kept = {
        path: value
        for path, value in {**answers, **pages}.items()
        if "onderwijslocaties?" not in path and "contactadressen" not in path
    }
    return {path: json_page(value) for path, value in kept.items()}


def _ooapi(sample: str) -> dict[str, Given]:
    """The sample, with what stands in no list of the version left empty."""
    answers = _answers(sample)
    first = next(path for path in answers if path.startswith("/api/cour") or "programmes?" in path)
    if sample == "ooapi/v5.json":
        items = answers[first]["items"]
        answers[first.replace("pageNumber=1", "pageNumber=2")] = {"items": items[1:]}
        answers[first] = {**answers[first], "items": items[:1], "hasNextPage": True}
    answers.setdefault("/api/courses?pageSize=100&pageNumber=1", {"items": []})
    empty = {"pageSize": 100, "pageNumber": 1, "hasNextPage": False, "items": []}
    for path in [path for path in answers if path.startswith("/api/programs?")]:
        for each in answers[path]["items"]:
            answers[f"/api/programs/{each['programId']}/offerings"] = empty
    answers.pop("/api/persons?pageNumber=1", None)
    return {path: json_page(value) for path, value in answers.items()}


def _part(name: str, at: int = 0) -> str:
    """One of the files of the catalogue, as a provider has it."""
    start = [n for n in range(len(XML)) if XML.startswith(f"<{name} xmlns", n)][at]
    end = XML.index(f"</{name}>", start)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{XML[start:end]}</{name}>'


def _edudex() -> dict[str, Given]:
    below = (
        '<edudexDirectory xmlns="http://studieData.nl/schema/edudex/directory">'
        "<programResource><programId>vm-2</programId><resourceUrl>{site}/vm-2.xml</resourceUrl>"
        "</programResource><programResource><programId>vm-3</programId>"
        "<resourceUrl>../vm-3.xml</resourceUrl></programResource></edudexDirectory>"
    )
    return {
        "/api/directory.xml": (SAMPLES / "edudex-xml/directory.xml").read_text(encoding="utf-8"),
        "/institute.xml": _part("instituteData"),
        "/vm-1.xml": _part("program"),
        "/filiaal/directory.xml": below,
        "/vm-2.xml": _part("program", 1),
        "/vm-3.xml": _part("program", 2),
    }


def _edudex_api() -> dict[str, Given]:
    """The sample, with the list of programs that it is asked by: one is for a customer."""
    answers = _answers("edudex-json/antwoorden.json")
    listed = [
        {name: each[name] for name in ("orgUnitId", "programId", "clientId")}
        for each in answers["/api/programs/bulk"]["programs"]
    ]
    wanted = {"programs": [each for each in listed if each["clientId"] == "public"]}

    def bulk(asked: Asked) -> Given:
        if json.loads(asked.body) != wanted:
            return Answer(400)
        return json_page(answers["/api/programs/bulk"])

    return {
        **{path: json_page(value) for path, value in answers.items()},
        "/api/suppliers/voorbeeld-opleider/programs": json_page({"items": listed}),
        "/api/programs/bulk": bulk,
    }


@dataclass(frozen=True)
class Case:
    """A feed with the service that it asks; ``setting`` and addresses have ``{site}`` in them."""

    feed: Feed
    answers: Mapping[str, Given]
    sample: str
    first: str
    setting: str
    choices: Mapping[str, str] = field(default_factory=dict)
    header: tuple[str, str] = ("", "")

    def fetched(self, site: Site, file: Path, client: Any = LOCAL, **errand: Any) -> Any:
        """What comes of fetching it."""
        urls = (site.url("/api"),) if self.first != "/api/export" else (site.url("/api/export"),)
        feed = replace(self.feed, urls=urls)
        setting = self.setting.replace("{site}", site.address)
        return feed.fetch(Errand(client, file, setting=setting, choices=self.choices, **errand))


CASES = {
    "rio": Case(
        rio.FEEDS[0],
        _rio(),
        "rio-lod/antwoorden.json",
        "/api/organisatorische-eenheden/999A001",
        "999A001",
        {"INSPIRATIEKAART_RIO_KEY": KEY},
        ("X-API-Key", KEY),
    ),
    "kiesmbo": Case(
        kiesmbo.FEEDS[0],
        {"/api/export": (SAMPLES / "kiesmbo/export.json").read_bytes()},
        "kiesmbo/export.json",
        "/api/export",
        KEY,
        {},
        ("Ocp-Apim-Subscription-Key", KEY),
    ),
    "ooapi-5": Case(
        ooapi.FEEDS[0],
        _ooapi("ooapi/v5.json"),
        "ooapi/v5.json",
        "/api/organizations?pageSize=100&pageNumber=1",
        "{site}/api/",
        {"INSPIRATIEKAART_OOAPI_KEY": KEY},
        ("Authorization", f"Bearer {KEY}"),
    ),
    "ooapi-6": Case(
        ooapi.FEEDS[1],
        _ooapi("ooapi/v6.json"),
        "ooapi/v6.json",
        "/api/organisations?pageSize=100&pageNumber=1",
        "{site}/api",
        {"INSPIRATIEKAART_OOAPI_KEY": KEY},
        ("Authorization", f"Bearer {KEY}"),
    ),
    "edudex-api": Case(
        edudex_json.FEEDS[0],
        _edudex_api(),
        "edudex-json/antwoorden.json",
        "/api/suppliers",
        KEY,
        {},
        ("Authorization", f"Bearer {KEY}"),
    ),
    "edudex": Case(
        edudex_xml.FEEDS[0],
        _edudex(),
        "edudex-xml/catalogus.xml",
        "/api/directory.xml",
        "{site}/api/directory.xml",
    ),
}
every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
with_key = pytest.mark.parametrize(
    "case",
    [case for case in CASES.values() if case.header[0]],
    ids=[n for n in CASES if n != "edudex"],
)


def _refused(case: Case, first: Given, file: Path, **limits: Any) -> str:
    """The code of the error where the first answer is ``first``; nothing is left behind."""
    with serving({**case.answers, case.first: first}) as site, pytest.raises(FetchError) as caught:
        case.fetched(site, file, local_client(**limits))
    assert [] == list(file.parent.iterdir())
    return caught.value.code


@every
def test_a_whole_service_says_what_the_sample_says(case: Case, tmp_path: Path) -> None:
    """All pages, and what stands behind them, in one file that its form reads."""
    with serving(case.answers) as site:
        fetched = case.fetched(site, tmp_path / "file")
        asked = {path.partition("?")[0] for path in site.paths} | {*site.paths}
        assert set(case.answers) <= asked
        assert len(set(site.paths)) == len(site.paths)
    document = open_document(tmp_path / "file")
    form = FORMS[case.feed.form_id]
    found, wanted = shown(form.tidy(document, {})), expected(case.sample)
    assert (document.sha256, 1.0) == (fetched.sha256, form.fits(document))
    assert _without_places(wanted["drafts"]) == _without_places(found["drafts"])


def _without_places(drafts: Any) -> Any:
    """Drafts but for where they stood: a service has more pages than a sample."""
    return {
        kind: [{n: v for n, v in row.items() if n not in ("at_sheet", "at_row")} for row in rows]
        for kind, rows in drafts.items()
    }


@every
def test_the_same_answers_give_the_same_file(case: Case, tmp_path: Path) -> None:
    """So that a refresh can tell by the hash that nothing changed."""
    with serving(case.answers) as site:
        first = case.fetched(site, tmp_path / "a")
        again = case.fetched(site, tmp_path / "b")
    assert first.sha256 == again.sha256


@with_key
def test_a_key_goes_along_and_without_it_nothing_comes(case: Case, tmp_path: Path) -> None:
    """Every question has the key in its header and never in its address; 401 is told as such."""
    name, value = case.header
    with serving({path: keyed(name, value, it) for path, it in case.answers.items()}) as site:
        case.fetched(site, tmp_path / "file")
        assert {value} == {asked.headers.get(name.lower()) for asked in site.asked}
        assert [] == [path for path in site.paths if KEY in path]
    (tmp_path / "file").unlink()
    other = keyed(name, "een andere", b"")
    assert "key" == _refused(case, other, tmp_path / "file")


@every
def test_a_busy_service_is_given_time(case: Case, tmp_path: Path) -> None:
    """429 with Retry-After and 500 are tried again, after as long as was asked."""
    first = case.answers[case.first]
    slow = [Answer(429, headers={"Retry-After": "7"}), Answer(500), first]
    client = local_client()
    with serving({**case.answers, case.first: slow}) as site:
        case.fetched(site, tmp_path / "file", client)
    assert 7.0 == client.waited[0]
    assert 2 == len(client.waited)


@every
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("server", Answer(500)),
        ("busy", Answer(429, headers={"Retry-After": "9999"})),
        ("cut-off", cut_off(b'{"items": [')),
        ("private", moved("https://10.0.0.1/secret")),
        ("scheme", moved("file:///etc/passwd")),
        ("gone", Answer(404)),
    ],
)
def test_what_goes_wrong_is_told_and_leaves_nothing(
    case: Case, code: str, answer: Answer, tmp_path: Path
) -> None:
    """A fault for good, a cut-off body, a way to a private address: an error, and no file."""
    assert code == _refused(case, answer, tmp_path / "file")


@every
def test_a_slow_drip_ends(case: Case, tmp_path: Path) -> None:
    """A service that sends a byte now and then is given up when the time is over."""
    assert "slow" == _refused(case, drip(), tmp_path / "file", total_s=0.3, tries=1)


@every
def test_a_changed_format_is_noticed(case: Case, tmp_path: Path) -> None:
    """Something else than before is told, or gives a file that its form does not fit."""
    for number, changed in enumerate((b'{"nieuw": [{"a": 1}]}', b"<nieuw><a>1</a></nieuw>")):
        file = tmp_path / f"{number}" / "file"
        file.parent.mkdir()
        code, fits = _told_or_kept(case, changed, file)
        assert code in {"shape", "gone"} or fits == 0.0


def _told_or_kept(case: Case, first: bytes, file: Path) -> tuple[str, float]:
    """The code of the error, or how well the form fits what was fetched."""
    with serving({**case.answers, case.first: first}) as site:
        try:
            case.fetched(site, file)
        except FetchError as error:
            return error.code, 1.0
    return "", FORMS[case.feed.form_id].fits(open_document(file))


def test_an_unchanged_export_is_not_sent_again(tmp_path: Path) -> None:
    """KiesMBO's export is one file: 304 says that it is as it was."""
    case = CASES["kiesmbo"]

    def answer(asked: Asked) -> Answer:
        is_known = asked.headers.get("if-none-match") == '"1"'
        return Answer(304 if is_known else 200, b"{}", {"ETag": '"1"'})

    with serving({"/api/export": answer}) as site:
        first = case.fetched(site, tmp_path / "file")
        again = case.fetched(site, tmp_path / "file", known=first.known)
    assert (False, True) == (first.is_same, again.is_same)


def test_pages_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    """A next page on another server would get the key."""
    case = CASES["rio"]
    path = next(path for path in case.answers if "page=0" in path)
    page = json_page({"_embedded": {}, "_links": {"next": {"href": "https://elders.example/2"}}})
    with serving({**case.answers, path: page}) as site, pytest.raises(FetchError) as caught:
        case.fetched(site, tmp_path / "file")
    assert "paging" == caught.value.code


def test_what_is_sent_is_not_sent_on(tmp_path: Path) -> None:
    """A question with a body (and a key) goes to the server it was meant for, or nowhere."""
    case = CASES["edudex-api"]
    answers = {**case.answers, "/api/programs/bulk": moved("{site}/elders")}
    with serving(answers) as site, pytest.raises(FetchError) as caught:
        case.fetched(site, tmp_path / "file")
    assert ("status", False) == (caught.value.code, "/elders" in site.paths)


def test_providers_without_a_code_are_told(tmp_path: Path) -> None:
    """Names instead of codes: nothing is asked, and the setting is named."""
    case = replace(CASES["rio"], setting="Voorbeeldcollege")
    with serving(case.answers) as site, pytest.raises(FetchError) as caught:
        case.fetched(site, tmp_path / "file")
    assert "INSPIRATIEKAART_RIO_AANBIEDERS" in str(caught.value)
    assert [] == site.paths


def test_a_program_for_one_customer_is_not_asked_for(tmp_path: Path) -> None:
    """What an address book has for one customer stays where it is."""
    with serving(CASES["edudex"].answers) as site:
        CASES["edudex"].fetched(site, tmp_path / "file")
        assert [] == [path for path in site.paths if "vm-9" in path]


@pytest.mark.parametrize("found", ["<!DOCTYPE a [<!ENTITY b 'c'>]><program>&b;</program>", "<a>"])
def test_xml_with_entities_or_damage_is_refused(found: str, tmp_path: Path) -> None:
    """A file of the feed that is no plain XML is no file of the feed."""
    answers = {**CASES["edudex"].answers, "/vm-1.xml": found}
    with serving(answers) as site, pytest.raises(FetchError) as caught:
        CASES["edudex"].fetched(site, tmp_path / "file")
    assert "shape" == caught.value.code


def test_address_books_in_a_ring_come_to_an_end(tmp_path: Path) -> None:
    """One that refers to itself is read once."""
    book = (
        '<edudexDirectory xmlns="http://studieData.nl/schema/edudex/directory"><subDirectory>'
        "<directoryUrl>{site}/api/directory.xml</directoryUrl></subDirectory></edudexDirectory>"
    )
    with serving({"/api/directory.xml": book}) as site:
        CASES["edudex"].fetched(site, tmp_path / "file")
        assert 1 == len(site.paths)
