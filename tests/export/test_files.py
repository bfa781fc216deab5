"""Files to take along are whole or not there, and a selection and a map are made alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from inspiratiekaart.composition import draft
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.errors import ExportError
from inspiratiekaart.export import formats
from inspiratiekaart.export.files import Step, write_all, write_file
from inspiratiekaart.export.formats import FORMATS, Format
from inspiratiekaart.export.handout import (
    Handout,
    handout_of_map,
    handout_of_selection,
    slug,
)
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

DATASET = open_dataset("2026")
DAY = date(2026, 11, 22)
NL = Texts("nl")


def _of(code: str = "AM01") -> Handout:
    selection = Selection(regions=frozenset({code}), topic="optiek")
    return handout_of_selection(DATASET, selection, NL, DAY)


class _Fake(Format):
    """A format that writes the title, or fails on demand."""

    def write(self, handout: Handout) -> bytes:
        if self.maker == "fail":
            raise RuntimeError("half way")
        return handout.title.encode()


TEXT = _Fake("text", ".txt", "text/plain", "")
FAILS = _Fake("text", ".bad", "text/plain", "fail")


def test_a_file_is_named_by_region_edition_and_date() -> None:
    """So that ten downloads can be told apart."""
    assert "inspiratiekaart-groningen-2026-2026-11-22.txt" == TEXT.file_name(_of())
    noord = handout_of_selection(
        DATASET, Selection(regions=frozenset({"AM01", "AM02", "AM03"})), NL, DAY
    )
    assert noord.file_stem.endswith("-2026-2026-11-22")
    assert "zuid-kennemerland-en-ijmond" == slug("Zuid-Kennemerland en IJmond")
    assert "" == slug("../..")


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    """A format that fails half way changes nothing and leaves nothing behind."""
    path = tmp_path / "kaart.txt"
    write_file(_of(), TEXT, path)
    assert "Optiek in Groningen" == path.read_text()
    with pytest.raises(RuntimeError):
        write_file(_of(), FAILS, path)
    assert "Optiek in Groningen" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(ExportError, match="Choose another place"):
        write_file(_of(), TEXT, tmp_path / "no" / "kaart.txt")


def _handouts(*codes: str) -> list[Callable[[], Handout]]:
    return [partial(_of, code) for code in codes]


def test_many_files_come_with_progress(tmp_path: Path) -> None:
    """Each step is told before it is made."""
    told: list[Step] = []
    written = write_all(_handouts("AM01", "AM02"), [TEXT], tmp_path / "new", told.append)
    assert [1, 2] == [step.number for step in told]
    assert {2} == {step.total for step in told}
    assert sorted(written) == sorted((tmp_path / "new").iterdir())
    assert 2 == len(written)


def test_several_workers_make_the_same_files(tmp_path: Path) -> None:
    """Only sooner; a stop leaves nothing here either."""
    csv = [FORMATS["csv"]]
    one = write_all(_handouts("AM01", "AM02"), csv, tmp_path / "one")
    told: list[Step] = []
    two = write_all(_handouts("AM01", "AM02"), csv, tmp_path / "two", told.append, workers=2)
    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in two]
    assert [each.name for each in one] == [step.name for step in told]
    stopped = write_all(
        _handouts("AM01", "AM02"), csv, tmp_path / "no", is_cancelled=lambda: True, workers=2
    )
    assert ((), []) == (stopped, list((tmp_path / "no").iterdir()))


@pytest.mark.parametrize("after", [0, 1])
def test_a_cancelled_export_leaves_nothing(tmp_path: Path, after: int) -> None:
    """Not the files that were already made, nor the folder they were made in."""
    told: list[Step] = []
    done = write_all(
        _handouts("AM01", "AM02"), [TEXT], tmp_path, told.append, lambda: len(told) > after
    )
    assert ((), []) == (done, list(tmp_path.iterdir()))


def test_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    """And says why it failed."""
    with pytest.raises(RuntimeError):
        write_all(_handouts("AM01"), [TEXT, FAILS], tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_a_draft_and_its_selection_give_the_same_entries() -> None:
    """One road: a file of a selection is a file of the map that is drafted from it."""
    selection = Selection(regions=frozenset({"AM01"}), topic="optiek")
    composed = draft(DATASET, selection, NL)
    of_map = handout_of_map(DATASET, composed, NL, DAY)
    of_selection = handout_of_selection(DATASET, selection, NL, DAY)
    assert of_selection.composition == of_map.composition
    assert of_selection.tables[2:4] == of_map.tables[2:4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_rows_that_fit_and_known_sources(language: Language) -> None:
    """No empty table, no row of another length, no source that is not listed."""
    handout = handout_of_selection(
        DATASET, Selection(regions=frozenset({"AM01"}), language=language), Texts(language), DAY
    )
    assert ["kaart", "regios", "beroepen", "opleiders", "bronnen"] == [
        table.key for table in handout.tables
    ]
    listed = {row[0] for row in handout.tables[-1].rows}
    for table in handout.tables[:-1]:
        names = [column.key for column in table.columns]
        assert table.rows
        assert {len(names)} == {len(row) for row in table.rows}
        used = {key for row in table.rows for key in str(row[names.index("source_id")]).split(", ")}
        assert used - {"", "None"} <= listed, table.key


def test_the_command_line_knows_every_format() -> None:
    """Its list is written out, so that its help costs no loading."""
    from inspiratiekaart import cli_export

    assert tuple(FORMATS) == cli_export.FORMATS
    assert len({each.suffix for each in FORMATS.values()}) == len(FORMATS) == len(formats.FORMATS)
