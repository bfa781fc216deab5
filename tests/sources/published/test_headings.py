"""Headings that vary: found under titles and over two rows, understood, and corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspiratiekaart.sources.published import uwv_occupation_list as occupations
from inspiratiekaart.sources.published.headings import Role, grids_of, plain
from inspiratiekaart.sources.reading import Document, open_document

FORM = occupations.FORMS[0]
ROLES = (
    Role("name", ("naam", "beroep"), is_needed=True),
    Role("code", ("code", "nummer")),
    Role("value", ("waarde",), is_spread=True),
)
STRANGE = "Wat;Hoe staat het ervoor;Waar\nKoks;kansrijk;Twente\nObers;minder kansrijk;Drenthe\n"


def _csv(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return open_document(path)


@pytest.mark.parametrize(
    ("text", "row", "headings", "columns"),
    [
        ("Naam;Code\nKok;1\n", 1, ("Naam", "Code"), {"name": "Naam", "code": "Code"}),
        (
            "Een titel;\nOnder titel;\nCode;De naam\n1;Kok\n",
            3,
            ("Code", "De naam"),
            {"name": "De naam", "code": "Code"},
        ),
        (
            "Beroep;;Kans\nomschrijving;nummer;oordeel\nKok;1;ja\n",
            2,
            ("Beroep omschrijving", "Beroep nummer", "Kans oordeel"),
            {"name": "Beroep omschrijving", "code": "Beroep nummer"},
        ),
        ("Beroeep;Numer\nKok;1\n", 1, ("Beroeep", "Numer"), {"name": "Beroeep", "code": "Numer"}),
        (
            "Naam;Waarde;\n;2024;2025\nKok;1;2\n",
            2,
            ("Naam", "Waarde 2024", "Waarde 2025"),
            {"name": "Naam", "value": "Waarde 2024"},
        ),
        ("x;y\nKok;1\n", 1, ("x", "y"), {}),
        (";Naam;Naam\n1;Kok;Bakker\n", 1, ("[A]", "Naam", "Naam (2)"), {"name": "Naam"}),
    ],
)
def test_the_heading_is_found(
    tmp_path: Path, text: str, row: int, headings: tuple[str, ...], columns: dict[str, str]
) -> None:
    """Under a title, over two rows, misspelled, without a name, or not known at all."""
    (grid,) = grids_of(_csv(tmp_path, text), ROLES)
    assert (row, headings, columns) == (grid.heading_row, grid.headings, grid.columns)


def test_what_stands_over_the_heading_is_kept(tmp_path: Path) -> None:
    """A title may name the region and the year; it is no row."""
    document = _csv(tmp_path, "Regio Twente 2026;\n;\nNaam;Code\nKok;1\n")
    (grid,) = grids_of(document, ROLES, is_whole=True)
    assert ("Regio Twente 2026",) == grid.above
    assert [4] == list(grid.frame.index)


def test_a_person_points_out_what_was_not_understood(tmp_path: Path) -> None:
    """Strange headings give nothing, until somebody says what they are."""
    document = _csv(tmp_path, STRANGE)
    assert 0 < FORM.fits(document) < 0.5
    assert {} == FORM.understood(document)  # type: ignore[misc]  # it has one
    assert 0 == len(FORM.tidy(document, {}).drafts["outlooks"])
    said = {"occupation": "Wat", "status": "Hoe staat het ervoor", "region": "Waar"}
    drafts = FORM.tidy(document, said).drafts["outlooks"]
    assert [("Koks", "kansrijk", "Twente"), ("Obers", "minder kansrijk", "Drenthe")] == list(
        drafts[["name_as_said", "status", "region_as_said"]].itertuples(index=False, name=None)
    )


def test_what_a_person_says_goes_before_a_guess(tmp_path: Path) -> None:
    """Another column, or none: what is pointed out is never taken for something else too."""
    document = _csv(tmp_path, "Beroep;Functie;Oordeel\nZorg;Verpleger;kansrijk\n")
    drafts = FORM.tidy(document, {"occupation": "Functie"}).drafts["outlooks"]
    assert ["Verpleger"] == list(drafts["name_as_said"])
    drafts = FORM.tidy(document, {"occupation": "Functie", "status": ""}).drafts["outlooks"]
    assert ["kansrijk"] == list(drafts["status"])


def test_all_headings_are_offered(tmp_path: Path) -> None:
    """The page offers each heading of the file for each role."""
    headings = FORM.headings(_csv(tmp_path, STRANGE))  # type: ignore[misc]  # it has one
    assert ("Wat", "Hoe staat het ervoor", "Waar") == headings


def test_a_layout_is_the_same_for_the_same_headings(tmp_path: Path) -> None:
    """What was pointed out once holds for the next file that is laid out so, and for no other."""
    layout = FORM.layout
    assert layout is not None
    first = layout(_csv(tmp_path, STRANGE))
    assert first == layout(_csv(tmp_path, STRANGE.split("\n")[0].upper() + "\nBakkers;kansrijk;\n"))
    assert first != layout(_csv(tmp_path, STRANGE.replace("Waar", "Waarom")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Één  naam_x", "een naam x"), ("UWV-code (6)", "uwv code 6"), ("beroepCode", "beroep code")],
)
def test_a_heading_is_compared_in_plain_letters(text: str, expected: str) -> None:
    """Accents, signs and capitals make no difference."""
    assert expected == plain(text)
