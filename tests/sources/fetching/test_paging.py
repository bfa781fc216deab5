"""Pages of an answer: all of them once, in order, never without end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.sources.fetching import (
    FetchError,
    next_link,
    odata_next,
    page_numbers,
    pages,
    rows_of,
    with_query,
    write_rows,
)
from inspiratiekaart.sources.fetching.paging import Following
from tests.sources.fetching.server import (
    LOCAL,
    Answer,
    Asked,
    Given,
    json_page,
    keyed,
    local_client,
    serving,
)


def _read(answers: dict[str, Given], following: Following, **limits: Any) -> list[Any]:
    with serving(answers) as site:
        found = pages(local_client(**limits), site.url("/items"), following)
        return [row for page in found for row in rows_of(page, "value", site.url())]


def test_odata_gives_the_address_of_the_next_page() -> None:
    """Version 4 and version 3 call it differently; both are followed to the end."""
    answers: dict[str, Given] = {
        "/items": json_page({"value": [1, 2], "@odata.nextLink": "{site}/items?$skip=2"}),
        "/items?$skip=2": json_page({"value": [3], "odata.nextLink": "items?$skip=3"}),
        "/items?$skip=3": json_page({"value": [4]}),
    }
    assert [1, 2, 3, 4] == _read(answers, odata_next)


def test_links_are_followed_inside_and_in_a_list() -> None:
    """HAL has links by name, OGC has a list of them with their kind."""
    answers: dict[str, Given] = {
        "/items": json_page({"value": [1], "_links": {"next": {"href": "/items?page=1"}}}),
        "/items?page=1": json_page({"value": [2], "_links": {"self": {"href": "/items"}}}),
    }
    assert [1, 2] == _read(answers, next_link("_links", "next", "href"))
    answers = {
        "/items": json_page(
            {"value": [1], "links": [{"rel": "self"}, {"rel": "next", "href": "/items?o=1"}]}
        ),
        "/items?o=1": json_page({"value": [2], "links": [{"rel": "self", "href": "/items"}]}),
    }
    assert [1, 2] == _read(answers, next_link("links", "next", "href"))


@pytest.mark.parametrize("page", [[], {"_links": 1}, {"_links": {"next": None}}, {}, "x"])
def test_a_page_without_a_link_is_the_last(page: Any) -> None:
    """However the link is missing, there is no next page and no exception."""
    assert "" == next_link("_links", "next", "href")(page, "https://example.org/")


def test_pages_are_counted_while_there_are_more() -> None:
    """The number in the address goes up, and the rest of the query stays."""

    def answer(asked: Asked) -> Answer:
        number = int(asked.path.rpartition("=")[2]) if "page=" in asked.path else 0
        return json_page({"value": [asked.path], "page": {"number": number, "totalPages": 3}})

    has_more = page_numbers(lambda page: page["page"]["number"] + 1 < page["page"]["totalPages"])
    assert ["/items", "/items?page=1", "/items?page=2"] == _read({"/items": answer}, has_more)


@pytest.mark.parametrize(
    "to", ["/items", "/items?page=1", "http://127.0.0.2/items", "https://example.org/items"]
)
def test_pages_in_a_circle_or_elsewhere_are_refused(to: str) -> None:
    """A page that was there already ends it, and one of another server would get our key."""
    answer = json_page({"value": [1], "next": to})
    with pytest.raises(FetchError) as caught:
        _read({"/items": answer}, next_link("next"))
    assert "paging" == caught.value.code


def test_pages_without_end_are_refused() -> None:
    """There is a limit to how many there may be."""
    answer = json_page({"value": [1]})
    with pytest.raises(FetchError) as caught:
        _read({"/items": answer}, page_numbers(lambda page: True), pages=10)
    assert "paging" == caught.value.code


@pytest.mark.parametrize("page", [{"values": []}, {"value": {}}, [], "value", None])
def test_a_changed_format_is_said(page: Any) -> None:
    """Where the list of rows is gone, the source has changed; it is not simply empty."""
    with pytest.raises(FetchError) as caught:
        rows_of(page, "value", "https://example.org/")
    assert "shape" == caught.value.code


def test_rows_are_found_inside() -> None:
    """A path of names leads to the list, and no name means the page itself."""
    assert [1] == rows_of({"_embedded": {"items": [1]}}, "_embedded.items", "")
    assert [1] == rows_of([1], "", "")


def test_the_key_goes_with_every_page() -> None:
    """Each page is asked with the same headers."""
    answers: dict[str, Given] = {
        "/items": keyed("X-Api-Key", "k", json_page({"value": [1], "next": "/items?p=2"})),
        "/items?p=2": keyed("X-Api-Key", "k", json_page({"value": [2]})),
    }
    with serving(answers) as site:
        found = pages(LOCAL, site.url("/items"), next_link("next"), headers={"X-Api-Key": "k"})
        assert [[1], [2]] == [page["value"] for page in found]


def test_all_rows_are_written_as_one_list(tmp_path: Path) -> None:
    """The same rows give the same bytes; nothing else is left in the folder."""
    path = tmp_path / "rows.json"
    first = write_rows(iter([{"b": 1, "a": "é"}, 2]), path, "https://example.org/", LOCAL)
    again = write_rows([{"a": "é", "b": 1}, 2], path, "https://example.org/", LOCAL)
    assert first == again
    assert [{"a": "é", "b": 1}, 2] == json.loads(path.read_bytes())
    assert first.size == path.stat().st_size
    write_rows([], path, "https://example.org/", LOCAL)
    assert [] == json.loads(path.read_bytes())
    assert [path] == list(tmp_path.iterdir())


def test_rows_without_end_are_not_written(tmp_path: Path) -> None:
    """What is more than the client may fetch leaves the file that was there."""
    path = tmp_path / "rows.json"
    path.write_text("[]")
    with pytest.raises(FetchError) as caught:
        write_rows(iter(int, 1), path, "https://example.org/", local_client(most_bytes=1000))
    assert "large" == caught.value.code
    assert [path] == list(tmp_path.iterdir())
    assert "[]" == path.read_text()


def test_a_query_keeps_what_it_has() -> None:
    """Values are put in the place of old ones, or added."""
    assert "https://a.nl/x?a=1&b=3&c=d+e" == with_query("https://a.nl/x?a=1&b=2", b=3, c="d e")
