"""The catalogues are two languages of one text, and every sentence is asked for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from inspiratiekaart.division import NAMES_LANGUAGE, WORDS
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import catalogue, placeholders
from tests.house.tree import shipped
from tests.texts.uses import Uses, in_all, in_python, in_template

NL, EN = catalogue("nl"), catalogue("en")
FOLDER = PROJECT / "inspiratiekaart" / "texts"


def _uses() -> Uses:
    paths = [*shipped(".py"), *shipped(".html")]
    return in_all({str(p.relative_to(PROJECT)): p.read_text("utf-8") for p in paths})


def test_both_languages_have_the_same_keys() -> None:
    """What can be said in Dutch can be said in English."""
    assert [] == sorted(NL.keys() ^ EN.keys())


def test_both_languages_have_the_same_placeholders() -> None:
    """The same values go into a sentence in both languages; a division's words go in unasked."""
    unasked = {*WORDS, NAMES_LANGUAGE}
    given = [{key: placeholders(each[key]) - unasked for key in each} for each in (NL, EN)]
    assert [] == [key for key in NL if given[0][key] != given[1][key]]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*nl.toml")), ids=lambda path: path.name)
def test_each_catalogue_has_a_twin_with_the_same_tables(path: Path) -> None:
    """A pair of files has the same tables in the same order, so that they read side by side."""
    twin = path.with_name(path.name.replace("nl.toml", "en.toml"))
    tables = [list(tomllib.loads(each.read_text("utf-8"))) for each in (path, twin)]
    assert tables[0] == tables[1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_number_of_things_has_both_forms(language: str) -> None:
    """Where there is a form for one or for nothing there is one for others too."""
    found = catalogue("nl" if language == "nl" else "en")
    for key in found:
        stem, _, form = key.rpartition(".")
        if form == "one" or (form == "zero" and f"{stem}.other" in found):
            assert {f"{stem}.one", f"{stem}.other"} <= set(found), key


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sentences_are_clean(language: str) -> None:
    """None is empty, none has space at its ends, two spaces or a straight double quote."""
    found = catalogue("nl" if language == "nl" else "en")
    meant = {
        "about.sources.until",  # joins two periods, with its spaces
        "region.status.final",  # a final figure needs no remark
    }
    rest = {key: sentence for key, sentence in found.items() if key not in meant}
    assert [] == [k for k, s in rest.items() if not s or s != s.strip() or "  " in s or '"' in s]


def test_every_sentence_asked_for_is_there() -> None:
    """A key in code or a template that no catalogue has would be an error page."""
    assert [] == _uses().missing(NL)


def test_every_sentence_is_asked_for() -> None:
    """A sentence that nothing asks for is gone from the page, and should go."""
    assert [] == _uses().unused(NL)


@pytest.mark.parametrize(
    ("source", "keys", "missing"),
    [
        ('t("a.b")', ["a.b"], 0),
        ('t("a.b")', ["a.c"], 1),
        ('current.t("a.b")', ["a.c"], 1),
        ('t.count("a.b", 2)', ["a.b.one", "a.b.other"], 0),
        ('t.count("a.b", 2)', ["a.b"], 1),
        ('t(f"a.{x}.b")', ["a.any.b"], 0),
        ('t(f"a.{x}.b")', ["a.any.c"], 1),
        ('t("a." + x)', ["a.any"], 0),
        ('t("a.b" if x else "a.c")', ["a.b"], 1),
        ("t(key)", [], 0),
    ],
)
def test_a_missing_sentence_is_found_in_code(source: str, keys: list[str], missing: int) -> None:
    """Twin: a call for a key that is not there is found, however the key is put together."""
    assert missing == len(in_python(source, "x.py").missing(keys))


@pytest.mark.parametrize(
    ("source", "keys", "missing"),
    [
        ("{{ t('a.b') }}", ["a.b"], 0),
        ("{{ t('a.b', n=1) }}", ["a.c"], 1),
        ("{{ t.count('a.b', 2) }}", ["a.b.one"], 0),
        ("{{ t('a.' ~ x ~ '.b') }}", ["a.any.b"], 0),
        ("{{ t('a.' ~ x ~ '.b') }}", ["a.any.c"], 1),
        ("{% if t('a.b') %}{{ t('a.c' if x else 'a.d') }}{% endif %}", ["a.b", "a.c"], 1),
    ],
)
def test_a_missing_sentence_is_found_in_a_template(
    source: str, keys: list[str], missing: int
) -> None:
    """Twin: the same for templates."""
    assert missing == len(in_template(source, "x.html").missing(keys))


@pytest.mark.parametrize(
    ("source", "unused"),
    [
        ('t("a.b")', ["a.c", "a.d.one", "a.d.other"]),
        ('key = "a.c"\nt(key)', ["a.b", "a.d.one", "a.d.other"]),
        ('t.count("a.d", n)', ["a.b", "a.c"]),
        ('t(f"a.{x}")', []),
        ('"""Speaks of a.b."""', ["a.b", "a.c", "a.d.one", "a.d.other"]),
        ('t(f"{key}_more")\nuse("a.b")', ["a.c", "a.d.one", "a.d.other"]),
        ('key = f"a.{x}"\nt.count(f"{key}.y", n)', []),
    ],
)
def test_an_unused_sentence_is_found(source: str, unused: list[str]) -> None:
    """Twin: a key that nothing asks for is found."""
    keys = ["a.b", "a.c", "a.d.one", "a.d.other"]
    assert unused == in_python(source, "x.py").unused(keys)
