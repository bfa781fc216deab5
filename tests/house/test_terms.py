"""The glossary and the code use the same words."""

from __future__ import annotations

import re
from pathlib import Path

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import tables
from tests.house.rules import code_terms, glossary, unexplained_words, unknown_terms
from tests.house.tree import shipped

ENGLISH = set(Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").split())
REGISTERS = {
    "arbeidsmarktregio",
    "beroepsgroep",
    "brin",
    "crebo",
    "gemeente",
    "isat",
    "kwalificaties",
    "provincie",
    "sectorkamer",
}
ROW = "| loket | `loketten` | een balie | a desk |"


def _rows() -> list[tuple[str, str, str, str]]:
    return glossary((PROJECT / "docs" / "begrippen.md").read_text(encoding="utf-8"))


def _names() -> list[str]:
    return [name for table in tables().values() for name in (table.name, *table.column_names)]


def _english() -> set[str]:
    titles = " ".join(
        title for table in tables().values() for title in (table.en, *(c.en for c in table.columns))
    )
    return (ENGLISH | set(re.findall(r"[a-z]+", titles.lower()))) - REGISTERS


def _known() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in shipped(".py", ".toml")]
    return {*_names(), *re.findall(r"[A-Za-z_][A-Za-z0-9_]*", "\n".join(sources))}


def test_the_code_has_every_term_of_the_glossary() -> None:
    """A word that the code no longer uses leaves the glossary."""
    assert [] == unknown_terms(code_terms(_rows()), _known())


def test_a_term_that_the_code_lacks_is_found() -> None:
    """Twin: a glossary that names what is not there is refused."""
    assert ["loketten"] == unknown_terms(code_terms(glossary(ROW)), _known())


def test_every_dutch_noun_in_the_schema_is_in_the_glossary() -> None:
    """A word in a table or column is English (in a title, or english_words.txt) or explained."""
    assert [] == unexplained_words(_names(), _english(), code_terms(_rows()))


def test_a_dutch_noun_without_an_explanation_is_found() -> None:
    """Twin: a new column with a Dutch noun is refused until the glossary has it."""
    names = ["loketten", "loket_name"]
    assert ["loket", "loketten"] == unexplained_words(names, _english(), [])
    assert ["loket"] == unexplained_words(names, _english(), code_terms(glossary(ROW)))


def test_the_list_of_english_words_holds_no_register() -> None:
    """The list is no way around the glossary: the Dutch registers are not in it."""
    assert set() == ENGLISH & REGISTERS


def test_every_row_explains_in_both_languages() -> None:
    """No term stands without its meaning in Dutch and in English."""
    assert [] == [row for row in _rows() if not all(row)]
    assert set() == REGISTERS - {
        word for term in code_terms(_rows()) for word in (term, *term.split("_"))
    }
