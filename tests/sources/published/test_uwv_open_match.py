"""Open Match Data: a file that is larger than memory likes, counted piece by piece."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from inspiratiekaart.sources.published import uwv_open_match
from inspiratiekaart.sources.reading import LIMITS, Document, DocumentError, open_document

(FORM,) = uwv_open_match.FORMS
HEADING = ";".join((*uwv_open_match.NEEDED, "POSTCODEGEBIED"))


def _archive(tmp_path: Path, rows: list[str], limits: int = 0) -> Document:
    path = tmp_path / "openmatch.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("match.csv", "\r\n".join([HEADING, *rows]).encode("cp1252"))
    return open_document(path, limits=replace(LIMITS, stream_rows=limits) if limits else LIMITS)


def test_every_row_counts_whichever_piece_it_is_in(tmp_path: Path) -> None:
    """Sixty thousand rows, more than a piece, of two municipalities are four sums."""
    rows = [
        f"16-05-2023;C{number % 2};Groep;{('Enschede', 'Súdwest-Fryslân')[number % 2]};"
        f"{('Vacature', 'Werkzoekende')[number // 2 % 2]};1;75{number % 100:02}"
        for number in range(60_000)
    ]
    tidied = FORM.tidy(_archive(tmp_path, rows), {})
    drafts = tidied.drafts["regional_facts"]
    assert (60_000, ()) == (tidied.read_count, tidied.rejected)
    assert [
        ("Enschede", "registered_jobseekers_count", 15_000, 4),
        ("Enschede", "open_vacancies_count", 15_000, 2),
        ("Súdwest-Fryslân", "registered_jobseekers_count", 15_000, 5),
        ("Súdwest-Fryslân", "open_vacancies_count", 15_000, 3),
    ] == sorted(
        drafts[["area_as_said", "indicator", "value", "at_row"]].itertuples(index=False, name=None),
        key=lambda it: (it[0], it[1] != "registered_jobseekers_count"),
    )


def test_a_file_of_nothing_else_takes_no_more_memory(tmp_path: Path) -> None:
    """Past ten thousand the rows that are left out are only counted, and that is said."""
    tidied = FORM.tidy(_archive(tmp_path, ["x;x;x;x;x;x;x"] * 12_000), {})
    assert 10_001 == len(tidied.rejected)
    last = tidied.rejected[-1]
    assert ("uwv.more", 2_000) == (last.code, last.values["n"])
    assert 12_000 == tidied.read_count


def test_a_file_with_too_many_rows_is_refused_with_words(tmp_path: Path) -> None:
    """The limit of the stream is one of the document."""
    with pytest.raises(DocumentError):
        FORM.tidy(_archive(tmp_path, ["x;x;x;x;x;x;x"] * 200, limits=100), {})


def test_a_code_of_a_municipality_is_taken_as_one(tmp_path: Path) -> None:
    """Where the file has a code instead of a name."""
    rows = ["16-05-2023;C1;Groep;GM0153;Vacature;1;7511"]
    drafts = FORM.tidy(_archive(tmp_path, rows), {}).drafts["regional_facts"]
    assert ["GM0153"] == list(drafts["gemeente_code"])
