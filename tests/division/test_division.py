"""The file that says what is particular to a country: read whole, or refused with the way out."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.division import (
    DIVISION_FILE,
    WORDS,
    Division,
    division_of,
    read_division,
    shown_division,
)
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.paths import DATASETS
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.texts import Texts
from tests.division import isles


def _given() -> dict[str, Any]:
    return tomllib.loads((DATASETS / DIVISION_FILE).read_text("utf-8"))


def test_our_own_is_the_netherlands() -> None:
    """35 regions, the Dutch grid, and a value that can be a key and travel between processes."""
    division = read_division(DATASETS)
    assert ("NL", "EPSG:28992", 35) == (division.country, division.crs, len(division.regions))
    assert [[50.74, 3.3], [53.56, 7.24]] == division.home_view
    assert division == pickle.loads(pickle.dumps(division))  # noqa: S301  # our own bytes
    assert 1 == len({division, read_division(DATASETS)})


def test_a_dataset_and_the_shown_home_have_the_same() -> None:
    """What travels with the data is what sentences use where nothing else is given."""
    assert open_dataset().division == shown_division()
    assert "Nederland" == Texts("nl")("area.country")


def test_every_word_is_used_and_there_in_both_languages() -> None:
    """No word is there for nothing: each stands in a sentence or a template."""
    division = shown_division()
    folder = Path(__file__).parents[2] / "inspiratiekaart"
    texts = "".join(path.read_text("utf-8") for path in folder.rglob("*.nl.toml"))
    texts += (folder / "texts" / "nl.toml").read_text("utf-8")
    templates = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    for word in WORDS:
        assert f"{{{word}}}" in texts or f"t.word('{word}')" in templates, word
    assert all(set(WORDS) == set(division.words_in(language)) for language in LANGUAGES)


def test_sentences_take_the_words_of_the_division_that_is_given(tmp_path: Path) -> None:
    """One process can speak of two countries, where it is told which."""
    other = read_division(isles.write(tmp_path) / "datasets")
    assert "the Invented Isles" == Texts("en", other)("area.country")
    assert ("sv", " lang=sv", "nl", "") == (
        Texts("nl", other).names,
        Texts("nl", other).names_mark,
        Texts("nl").names,
        Texts("nl").names_mark,
    )


def test_a_value_that_is_given_goes_before_a_word_of_the_division() -> None:
    """A sentence about a place abroad can name another country."""
    assert "Bron: mij" == Texts("nl")("map.attribution", map_credit="mij")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("crs", None, "crs: missing"),
        ("crs", "Rijksdriehoek", "crs: 'Rijksdriehoek'"),
        ("country", "N L", "country"),
        ("country", 31, "country"),
        ("bounds", [7, 50, 3, 53], "bounds"),
        ("bounds", [3, 50, 7], "unpack"),
        ("bounds", "here", "float"),
        ("names_language", "Dutch", "names_language"),
        ("timezone", "Amsterdam", "timezone"),
        ("spatial", "javascript:alert(1)", "spatial"),
        ("regions", ["AM01", "AM01"], "twice"),
        ("regions", ["AM 01"], "AM 01"),
        ("regions", ["a,b"], "a,b"),
        ("name_marks", [1], "name_marks"),
        ("postcode_typed", "(", "regular expression"),
        ("postcode_typed", r"\d{4}", "no group"),
        ("codes", {"crebo": "["}, "regular expression"),
        ("codes", "x", "items"),
        ("totals", {"2026": {"gemeenten_count": 1}}, "population_count"),
        ("words", {}, "[words.nl]"),
        ("colour", "green", "colour: unknown field"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: object, said: str) -> None:
    """Each broken file says which field is wrong; none is a traceback."""
    given = _given()
    if value is None:
        del given[name]
    else:
        given[name] = value
    with pytest.raises(DatasetError) as caught:
        division_of(given)
    assert said in str(caught.value)
    assert DIVISION_FILE in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff", b"= =", b""])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """Absent, no text, no TOML or empty."""
    if content is not None:
        (tmp_path / DIVISION_FILE).write_bytes(content)
    with pytest.raises(DatasetError, match=r"division\.toml"):
        read_division(tmp_path)


def test_words_of_another_language_are_not_needed() -> None:
    """The words of one more language do no harm, and a word that nothing asks for is refused."""
    given = _given()
    given["words"]["fy"] = {"country": "Nederlân"}
    assert isinstance(division_of(given), Division)
    given["words"]["en"]["capital"] = "Amsterdam"
    with pytest.raises(DatasetError, match="capital"):
        division_of(given)
