"""The catalogue and the files of the editions, as the server answers them."""

from __future__ import annotations

import hashlib
import http.client
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from rdflib import Graph

from bench.apps import OURS
from bench.server import Server, serving
from inspiratiekaart.dataset import editions, living, open_dataset
from inspiratiekaart.texts import Texts

PUBLIC = "https://kaart.example.nl"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that nobody told its public address."""
    with serving(OURS.script, environment={"INSPIRATIEKAART_URL": ""}) as running:
        yield running


def _ask(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, said, answer.read()


def _nodes(body: bytes, kind: str) -> list[dict[str, Any]]:
    return [node for node in json.loads(body)["@graph"] if node["@type"] == kind]


def test_every_file_that_the_catalogue_names_is_there(server: Server) -> None:
    """With the size, hash and type that the catalogue tells, and a name to save it under."""
    status, headers, body = _ask(server, "/catalogus.jsonld")
    assert (200, "application/ld+json") == (status, headers["content-type"])
    sums = {
        node["@id"]: node["spdx:checksumValue"]["@value"] for node in _nodes(body, "spdx:Checksum")
    }
    files = _nodes(body, "dcat:Distribution")
    there = editions()
    assert 6 * len(living(there)) + len(there) - len(living(there)) == len(files)
    base = f"http://127.0.0.1:{server.port}"
    for node in files:
        address = node["dcat:downloadURL"]["@id"]
        assert address.startswith(f"{base}/bestanden/")
        status, said, content = _ask(server, address.removeprefix(base))
        assert 200 == status
        assert node["dcat:byteSize"]["@value"] == str(len(content)) == said["content-length"]
        assert sums[node["spdx:checksum"]["@id"]] == hashlib.sha256(content).hexdigest()
        assert f'filename="{address.rpartition("/")[2]}"' in said["content-disposition"]
        assert "immutable" in said["cache-control"]


def test_turtle_says_the_same(server: Server) -> None:
    """It is Turtle, in UTF-8, about the same two editions."""
    status, headers, body = _ask(server, "/catalogus.ttl")
    assert (200, "text/turtle; charset=utf-8") == (status, headers["content-type"])
    named = {str(node) for node in Graph().parse(data=body, format="turtle").subjects()}
    _, _, other = _ask(server, "/catalogus.jsonld")
    assert {node["@id"] for node in json.loads(other)["@graph"]} == named


def test_all_who_ask_at_once_get_the_same_file(server: Server) -> None:
    """Eight at a time; the database opens."""
    dataset = open_dataset()
    path = f"/bestanden/inspiratiekaart-{dataset.edition}-{dataset.revision}.sqlite"
    with ThreadPoolExecutor(8) as many:
        bodies = {answer[2] for answer in many.map(lambda _: _ask(server, path), range(8))}
    (content,) = bodies
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        assert [("ok",)] == base.execute("PRAGMA quick_check").fetchall()


def test_a_catalogue_is_asked_again_by_its_tag(server: Server) -> None:
    """A portal that has it gets no second copy."""
    _, headers, _ = _ask(server, "/catalogus.jsonld")
    status, _, body = _ask(server, "/catalogus.jsonld", **{"If-None-Match": headers["etag"]})
    assert (304, b"") == (status, body)


@pytest.mark.parametrize(
    "name",
    [
        "none.zip",
        "inspiratiekaart-2026-000000000000.zip",
        "..",
        "%2e%2e%2fsources.toml",
        "%00",
        ".",
    ],
)
def test_no_other_file_is_there(server: Server, name: str) -> None:
    """A name is compared with those of the catalogue and never used as a path."""
    status, _, body = _ask(server, f"/bestanden/{name}")
    assert status in {200, 400, 404}
    assert b"publisher = " not in body
    if name.endswith(".zip"):
        assert 404 == status
        assert Texts("nl")("catalogue.no_file").encode() in body


def test_the_public_address_is_the_operators() -> None:
    """Where it is set, the name of a request's host counts for nothing."""
    with serving(OURS.script, environment={"INSPIRATIEKAART_URL": PUBLIC}) as server:
        _, _, body = _ask(server, "/catalogus.jsonld", Host="elsewhere.example")
    (whole,) = _nodes(body, "dcat:Catalog")
    assert f"{PUBLIC}/catalogus.jsonld#catalogus" == whole["@id"]
    assert {"@id": f"{PUBLIC}/verantwoording"} == whole["foaf:homepage"]
    assert b"elsewhere" not in body
