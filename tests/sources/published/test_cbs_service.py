"""Asking CBS: all pages, both versions, and what happens when it does not answer well."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.sources.fetching import FetchError
from inspiratiekaart.sources.published import cbs_areas_table, cbs_figures, cbs_service
from inspiratiekaart.sources.published.feeds import Errand
from inspiratiekaart.sources.reading import open_document
from tests.sources.fetching.server import (
    LOCAL,
    Answer,
    Asked,
    Given,
    cut_off,
    json_page,
    local_client,
    moved,
    serving,
)
from tests.sources.published.drafts import SAMPLES, shown

FEED = cbs_figures.FEEDS[0]
FORM = cbs_figures.FORMS[0]
SAMPLE: list[dict[str, Any]] = json.loads(
    (SAMPLES / "cbs-statline/83599NED-v3.json").read_text(encoding="utf-8")
)
V4_SAMPLE: list[dict[str, Any]] = json.loads(
    (SAMPLES / "cbs-statline/83599NED-v4-synthetisch.json").read_text(encoding="utf-8")
)
DATA = "/ODataApi/odata/83599NED/TypedDataSet"


def _v3(data: Given | None = None) -> dict[str, Given]:
    """The answers of version 3 by path; ``data`` instead of the rows."""
    found: dict[str, Given] = {
        each["request"].partition("?")[0]: json_page({"value": each["value"]}) for each in SAMPLE
    }
    return {**found, DATA: data} if data is not None else found


def _by_twos(asked: Asked) -> Answer:
    """The rows of the sample, two at a time, as ``$skip`` says."""
    rows = SAMPLE[-1]["value"]
    skip = int(asked.path.partition("%24skip=")[2] or 0)
    return json_page({"value": rows[skip : skip + 2]})


def _fetched(answers: dict[str, Given], tmp_path: Path, *paths: str) -> dict[str, Any]:
    with serving(answers) as site:
        urls = tuple(site.url(path) for path in paths or ("/ODataApi/odata/83599NED",))
        file = tmp_path / "83599.json"
        replace(FEED, urls=urls).fetch(Errand(LOCAL, file))
        return shown(FORM.tidy(open_document(file), {}))


def test_a_table_is_fetched_whole(tmp_path: Path) -> None:
    """What comes of a fetch is what the sample says; the lists of codes are asked too."""
    document = open_document(SAMPLES / "cbs-statline/83599NED-v3.json")
    assert shown(FORM.tidy(document, {})) == _fetched(_v3(), tmp_path)


def test_pages_are_counted_where_there_is_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version 3 may give full pages without a link: the next rows are asked until one is short."""
    monkeypatch.setattr(cbs_service, "PAGE", 2)
    assert 16 == _fetched(_v3(_by_twos), tmp_path)["read_count"]


def test_links_to_the_next_page_are_followed(tmp_path: Path) -> None:
    """Where CBS gives a link it is followed, whatever it looks like."""
    rows = SAMPLE[-1]["value"]
    answers = _v3(json_page({"value": rows[:5], "odata.nextLink": "{site}" + DATA + "?$skip=5"}))
    answers[f"{DATA}?$skip=5"] = json_page({"value": rows[5:]})
    assert 16 == _fetched(answers, tmp_path)["read_count"]


def test_version_4_is_asked_where_version_3_is_gone(tmp_path: Path) -> None:
    """The older service may end one day; the same figures come from the newer one."""
    answers: dict[str, Given] = {
        each["request"]: json_page({"value": each["value"]}) for each in V4_SAMPLE
    }
    whole = V4_SAMPLE[-1]["value"]
    path = V4_SAMPLE[-1]["request"]
    answers[path] = json_page({"value": whole[:9], "@odata.nextLink": "{site}" + path + "?s=9"})
    answers[f"{path}?s=9"] = json_page({"value": whole[9:]})
    found = _fetched(answers, tmp_path, "/gone/83599NED", "/odata/v1/CBS/83599NED")
    document = open_document(SAMPLES / "cbs-statline/83599NED-v4-synthetisch.json")
    assert shown(FORM.tidy(document, {})) == found


def test_only_the_rows_that_are_needed_are_asked(tmp_path: Path) -> None:
    """Of people at work all sexes and ages together, or there would be a million rows."""
    feed = next(each for each in cbs_figures.FEEDS if each.feed_id == "cbs-85276ned")
    with serving({f"/t/{name}": json_page({"value": []}) for name in (
        "TableInfos", "Beroep", "Perioden", "TypedDataSet",
    )}) as site:  # fmt: skip
        replace(feed, urls=(site.url("/t"),)).fetch(Errand(LOCAL, tmp_path / "f.json"))
    asked = site.paths[-1]
    assert "Geslacht+eq+%27T001038%27+and+Persoonskenmerken+eq+%27T009002%27" in asked


@pytest.mark.parametrize(
    "first", [Answer(429, headers={"Retry-After": "1"}), Answer(500), cut_off(b'{"value": [')]
)
def test_a_bad_moment_is_waited_out(tmp_path: Path, first: Answer) -> None:
    """Too many questions, an error or half an answer: it is asked again."""
    data = [first, json_page({"value": SAMPLE[-1]["value"]})]
    assert 16 == _fetched(_v3(data), tmp_path)["read_count"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (json_page({"rows": []}), "shape"),
        (json_page([]), "shape"),
        (b"<html>storing</html>", "shape"),
        (Answer(404), "gone"),
        (Answer(500), "server"),
        (moved("http://10.0.0.1/secret"), "private"),
        (json_page({"value": [], "odata.nextLink": "https://www.example.org/x"}), "paging"),
    ],
)
def test_nothing_is_written_where_the_table_cannot_be_had(
    tmp_path: Path, data: Given, code: str
) -> None:
    """A changed format, an error or a page elsewhere is refused; an older file stays."""
    file = tmp_path / "83599.json"
    file.write_text("as it was", encoding="utf-8")
    with serving(_v3(data)) as site:
        feed = replace(FEED, urls=(site.url("/ODataApi/odata/83599NED"),))
        with pytest.raises(FetchError) as refused:
            feed.fetch(Errand(local_client(tries=2), file))
    assert code == refused.value.code
    assert "as it was" == file.read_text(encoding="utf-8")
    assert [file] == list(tmp_path.iterdir())


def test_the_division_is_fetched_too(tmp_path: Path) -> None:
    """Gebieden in Nederland has no periods, and is known by what is in it."""
    (feed,) = cbs_areas_table.FEEDS
    row = {
        "RegioS": "GM0153    ", "Code_1": "GM0153    ", "Naam_2": "Enschede   ",
        "Code_4": "AM05      ", "Naam_5": "Twente     ", "Inwonertal_56": 161235,
    }  # fmt: skip
    base = "/ODataApi/odata/86247NED"
    answers: dict[str, Given] = {
        f"{base}/TableInfos": json_page({"value": [{"Title": "Gebieden in Nederland 2026"}]}),
        f"{base}/RegioS": json_page({"value": [{"Key": "GM0153    ", "Title": "Enschede"}]}),
        f"{base}/TypedDataSet": json_page({"value": [row]}),
    }
    with serving(answers) as site:
        file = tmp_path / "gebieden.json"
        replace(feed, urls=(site.url(base),)).fetch(Errand(LOCAL, file))
    document = open_document(file)
    assert 1 == cbs_areas_table.fits(document)
    assert 2026 == cbs_areas_table.year_of(document)
    (found,) = cbs_areas_table.areas(document).to_dict("records")
    assert ("Enschede", "AM05", "Twente", 161235) == (
        found["gemeente_name"],
        found["arbeidsmarktregio_code"],
        found["arbeidsmarktregio_name"],
        found["population_count"],
    )
