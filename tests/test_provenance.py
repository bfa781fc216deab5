"""Tests of sources, licences and the revision of a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart import provenance
from inspiratiekaart.errors import DatasetError

GIVEN = {
    "publisher": "CBS",
    "title_nl": "Gebieden",
    "title_en": "Areas",
    "url": "https://www.cbs.nl",
    "period": "2024",
    "retrieved_on": "2026-01-31",
    "licence": "CC-BY-4.0",
    "attribution": "Bron: CBS",
    "limits_nl": "",
    "limits_en": "",
    "via": "",
    "next_release": "",
}


def _source(**changes: object) -> provenance.Source:
    return provenance.source_of("cbs-2024", {**GIVEN, **changes}, "sources.toml")


def test_source_speaks_two_languages() -> None:
    """A source gives title and limits in the language asked for."""
    source = _source(limits_nl="oud", limits_en="old")
    assert ("Gebieden", "oud") == (source.title("nl"), source.limits("nl"))
    assert ("Areas", "old") == (source.title("en"), source.limits("en"))


def test_licence_has_title_and_address() -> None:
    """The licence code of a source becomes a licence with a title and an address."""
    assert "Creative Commons Attribution 4.0" == _source().licence.title
    assert "not-established" == _source(licence="not established").licence.name


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"licence": "free"}, "unknown licence 'free'"),
        ({"retrieved_on": "31-1-2026"}, "retrieved_on must be a date"),
        ({"url": "www.cbs.nl"}, "url must begin with https://"),
        ({"publisher": " "}, "field publisher is empty"),
        ({"colour": "red"}, "unknown field colour"),
        ({"period": 2024}, "field period has the wrong type"),
        ({"optional": "yes"}, "field optional has the wrong type"),
    ],
)
def test_wrong_field_is_named(changes: dict[str, object], message: str) -> None:
    """A wrong field is an error that names the file, the source and the field."""
    with pytest.raises(DatasetError, match=r"sources.toml, \[cbs-2024\]: " + message):
        _source(**changes)


def test_missing_field_is_named() -> None:
    """A field left out is an error that says which."""
    given = {key: value for key, value in GIVEN.items() if key != "attribution"}
    with pytest.raises(DatasetError, match="field attribution is missing"):
        provenance.source_of("cbs-2024", given, "sources.toml")


@pytest.mark.parametrize("source_id", ["CBS", "cbs_2024", "-cbs", "cbs 2024", ""])
def test_wrong_id_is_refused(source_id: str) -> None:
    """An id that is not lower-case words with hyphens is an error."""
    with pytest.raises(DatasetError, match="an id has lower-case"):
        provenance.source_of(source_id, GIVEN, "sources.toml")


def test_unreadable_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A missing or broken sources file gives one clear error."""
    with pytest.raises(DatasetError, match=r"sources.toml is missing"):
        provenance.read_sources(tmp_path / "sources.toml")
    (tmp_path / "sources.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DatasetError, match=r"sources.toml is not readable TOML"):
        provenance.read_sources(tmp_path / "sources.toml")


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_written_sources_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, limits: str, optional: bool
) -> None:
    """Any text survives writing and reading, and the order is that of the ids."""
    path = tmp_path_factory.mktemp("sources") / "sources.toml"
    first = provenance.source_of("a", {**GIVEN, "limits_nl": limits, "optional": optional}, "x")
    second = provenance.source_of("b", GIVEN, "x")
    path.write_text(provenance.sources_text([second, first]), encoding="utf-8", newline="")
    assert {"a": first, "b": second} == dict(provenance.read_sources(path))
    assert ["a", "b"] == list(provenance.read_sources(path))


def _package(folder: Path, *hashes: str) -> None:
    resources = [{"path": f"{number}.csv", "hash": one} for number, one in enumerate(hashes)]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))


def test_revision_changes_with_any_file(tmp_path: Path) -> None:
    """The same hashes give the same revision; another hash gives another."""
    _package(tmp_path, "sha256:1", "sha256:2")
    first = provenance.revision(tmp_path)
    assert first == provenance.revision(tmp_path)
    _package(tmp_path, "sha256:1", "sha256:3")
    assert first != provenance.revision(tmp_path)


def test_revision_without_package_says_what_to_do(tmp_path: Path) -> None:
    """A folder without a descriptor is an error that names the command that makes it."""
    with pytest.raises(DatasetError, match="python -m inspiratiekaart package"):
        provenance.revision(tmp_path)
    (tmp_path / "datapackage.json").write_text("[1]")
    with pytest.raises(DatasetError, match="not a data package of ours"):
        provenance.revision(tmp_path)
