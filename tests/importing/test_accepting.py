"""An import is written whole or not at all, remembered, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.editions.forking import fork
from inspiratiekaart.editions.overlay import read_overlay
from inspiratiekaart.importing import (
    ImportRefusedError,
    Remembered,
    accept,
    accepted,
    dataset_with,
    examined,
    imports,
    memory,
    propose,
    undo,
)
from inspiratiekaart.importing.journal import hashes
from inspiratiekaart.texts import Texts
from tests.importing.drafted import FORM, contact, tidied
from tests.importing.small_imports import TODAY, home_in, proposal_of

NL = Texts("nl")


def _names(folder: Path) -> dict[str, str]:
    rows = read_overlay(folder).rows.get("contact_points", {})
    return {key[0]: row["organisation"] for key, row in rows.items()}


def test_an_import_is_own_rows_of_the_country(tmp_path: Path) -> None:
    """A folder that is not there yet is made; the rows are seen in the data with it."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    proposal = proposal_of(home, folder, "Loket Groningen", "Loket Twente")
    assert {"contact_points": {"changed": 1, "new": 1}} == proposal.counts
    done = accept(proposal, folder, home)
    assert done is not None
    assert {"contact_points": {"changed": 1, "new": 1}} == done.counts
    assert (1, "toets", 2) == (done.number, done.form_id, done.rows_count)
    assert (done,) == imports(folder)
    table = dataset_with(folder, home)["contact_points"].set_index("contact_point_id")
    assert ["Loket Groningen", "Loket Twente"] == table["organisation"].tolist()
    assert "toets-bestand" in dataset_with(folder, home).sources


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    """A second import of the same rows writes nothing and leaves no record."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    accept(proposal_of(home, folder, "Een", "Twee"), folder, home)
    again = proposal_of(home, folder, "Een", "Twee")
    assert {"contact_points": {"same": 2}} == again.counts
    before = hashes(folder)
    assert accept(again, folder, home) is None
    assert before == hashes(folder)
    assert 1 == len(imports(folder))


def test_undo_puts_back_what_was_there(tmp_path: Path) -> None:
    """Each undo takes the last import back to the byte, until there is nothing left."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    states = [hashes(folder)]
    for names in (("Een", "Twee"), ("Drie", "Twee"), ("Drie", "Vier")):
        accept(proposal_of(home, folder, *names, period=f"2026-0{len(states)}"), folder, home)
        states.append(hashes(folder))
    assert [3, 2, 1] == [each.number for each in imports(folder)]
    for number in (3, 2, 1):
        states.pop()
        undone = undo(folder)
        assert (number, 0) == (undone.record.number, undone.kept_count)
        assert states[-1] == hashes(folder)
    with pytest.raises(ImportRefusedError, match="niets om terug te draaien"):
        undo(folder)
    assert accept(proposal_of(home, folder, "Een"), folder, home)
    assert [4] == [each.number for each in imports(folder)], "a number is never used twice"


def test_a_hand_edit_since_then_stays(tmp_path: Path) -> None:
    """Undo takes back the rows that are as they were imported, and keeps what a person changed."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    accept(proposal_of(home, folder, "Een", "Twee"), folder, home)
    path = folder / "datasets" / "contact_points.csv"
    path.write_text(path.read_text().replace("Een", "Met de hand"))
    assert 1 == undo(folder).kept_count
    assert {"leerwerkloket-AM01": "Met de hand"} == _names(folder)


def test_a_regions_own_folder_keeps_its_comments_and_signs(tmp_path: Path) -> None:
    """In a fork the imported rows come under what the region wrote, in its own kind of CSV."""
    home, folder = home_in(tmp_path), tmp_path / "regio"
    fork(folder, "AM05", home)
    path = folder / "datasets" / "contact_points.csv"
    own = "contact_point_id;arbeidsmarktregio_code;kind;organisation;source_id;period;status\r\n"
    own += "# van ons;;;;;;\r\neigen;AM05;wsp;Ons loket;regio-am05;2026;final\r\n"
    path.write_text(own, newline="")
    accept(proposal_of(home, folder, "Een", "Twee"), folder)
    text = path.read_bytes().decode()
    assert text.startswith(own)
    assert {"eigen", "leerwerkloket-AM01", "leerwerkloket-AM05"} == _names(folder).keys()
    undo(folder)
    assert own == path.read_bytes().decode()


def test_a_row_that_breaks_a_rule_is_told_with_its_row_in_the_file(tmp_path: Path) -> None:
    """It is left out, the rest is written, and the sentence names the file's own row."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    dataset = dataset_with(folder, home)
    drafts = [contact("AM01", "Een"), {**contact("AM05", "Twee"), "kind": "kermis"}]
    proposal = propose(tidied({"contact_points": drafts}), FORM, dataset, today=TODAY)
    whole, done = accepted(proposal, folder, home)
    assert done is not None
    assert {"leerwerkloket-AM01": "Een"} == _names(folder)
    (told,) = whole.findings
    assert (True, "", 3) == (told.is_left_out, told.at_sheet, told.at_row)
    assert told.sentence(NL).startswith("Rij 3, soort: ")
    assert "kermis" in told.sentence(NL)


def test_what_was_wrong_before_refuses_the_import(tmp_path: Path) -> None:
    """A broken own row is no fault of the file; nothing is written, and the row is named."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    accept(proposal_of(home, folder, "Een"), folder, home)
    path = folder / "datasets" / "contact_points.csv"
    path.write_text(path.read_text().replace("leerwerkloket,", "kermis,"))
    before = hashes(folder)
    given = tidied({"contact_points": [contact("AM05", "Twee")]})
    proposal = propose(
        given, FORM, open_dataset("2026", home / "datasets", home / "geodata"), today=TODAY
    )
    with pytest.raises(ImportRefusedError, match=r"contact_points.csv, rij 2"):
        accept(proposal, folder, home)
    assert before == hashes(folder)


def test_another_edition_is_refused(tmp_path: Path) -> None:
    """Rows of one edition do not go into the folder of another."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    proposal = proposal_of(home, folder, "Een")
    accept(proposal, folder, home)
    with pytest.raises(ImportRefusedError, match="editie 2026"):
        examined(replace(proposal, edition="2021"), folder, home)


def test_answers_and_columns_are_remembered_per_layout(tmp_path: Path) -> None:
    """What was told of one layout of files comes back for that one only."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    given = tidied({"contact_points": [contact("AM01", "Een")]})
    proposal = propose(given, FORM, dataset_with(folder, home), today=TODAY)
    told = replace(proposal, layout="toets:1", columns={"kind": "Soort loket"})
    accept(told, folder, home)
    assert Remembered({"kind": "Soort loket"}, {}) == memory(folder).of("toets:1")
    assert Remembered() == memory(folder).of("toets:2")
    (folder / ".ingevoerd" / "onthouden.json").write_text("{")
    assert Remembered() == memory(folder).of("toets:1"), "a damaged memory is no memory"


def test_markup_and_formulas_are_left_out_and_told(tmp_path: Path) -> None:
    """What a spreadsheet or a browser might run never becomes a row; the sentence shows it."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    name = '=HYPERLINK("x");<script>'
    whole, _ = accepted(proposal_of(home, folder, name, "Twee"), folder, home)
    assert {"leerwerkloket-AM05": "Twee"} == _names(folder)
    assert all(each.at_row == 2 and each.is_left_out for each in whole.findings)
    assert "HYPERLINK" in whole.findings[0].sentence(NL)


def test_more_than_a_map_can_be_made_of_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that together are too large to be shown are not written at all."""
    home, folder = home_in(tmp_path), tmp_path / "imports"
    monkeypatch.setattr("inspiratiekaart.importing.accepting.MOST_BYTES", 100)
    with pytest.raises(ImportRefusedError, match="Kies een regio"):
        accept(proposal_of(home, folder, "Een"), folder, home)
    assert {} == hashes(folder)
