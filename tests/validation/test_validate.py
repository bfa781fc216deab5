"""Tests of a whole run: rows as in a spreadsheet, accepted findings, and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspiratiekaart import validation
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.texts import Texts
from inspiratiekaart.validation import Finding, Spot
from inspiratiekaart.validation import files as files_module
from inspiratiekaart.validation.structure import structural
from tests.validation.broken import EXAMPLES, cell

_SPACE = cell("datasets/common/sectors.csv", 2, "name_nl", " Voeding")


def _accept(home: Path, **fields: str) -> None:
    lines = [f'{name} = "{value}"' for name, value in fields.items()]
    (home / "datasets/accepted.toml").write_text("\n".join(["[[accepted]]", *lines, ""]))


def _codes(home: Path) -> set[str]:
    return {one.code for one in validation.validate(home).findings}


def test_sentence_names_file_row_column_value_and_remedy() -> None:
    """A finding says where it is, what stands there and what to do, in both languages."""
    spot = Spot("datasets/2026/offers.csv", 18, "site_id", "NP-07", {"target": "x", "field": "y"})
    finding = Finding("ref", "error", spot)
    expected = (
        "datasets/2026/offers.csv, rij 18, kolom site_id: "
        "‘NP-07’ staat niet in x, kolom y. Voeg het daar toe of verbeter de code."
    )
    assert expected == finding.sentence(Texts("nl"))
    assert "row 18, column site_id" in finding.sentence(Texts("en"))


def test_accepted_finding_is_set_apart_with_its_reason(home: Path) -> None:
    """What people accepted is no longer an error, and keeps its reason."""
    _SPACE.change(home / _SPACE.path)
    _accept(home, code="space", column="name_nl", value=" Voeding", reason="so it is called")
    report = validation.validate(home)
    assert "space" not in {one.code for one in report.findings}
    assert ["so it is called"] == [reason for _, reason in report.accepted]


def test_acceptance_covers_only_what_it_names(home: Path) -> None:
    """An exception for one value does not hide another."""
    _SPACE.change(home / _SPACE.path)
    _accept(home, code="space", value=" Zorg", reason="so it is called")
    assert {"space", "accepted-gone"} <= _codes(home)


def test_acceptance_without_reason_is_refused(home: Path) -> None:
    """An exception must say why."""
    _accept(home, code="space", reason=" ")
    with pytest.raises(DatasetError, match="has a code and a reason"):
        validation.validate(home)


def test_rows_are_numbered_as_in_a_spreadsheet(home: Path) -> None:
    """The heading is row 1, and a line break inside a cell does not shift what follows."""
    path = home / "datasets/2026/offers.csv"
    path.write_text(path.read_text().replace("Bakken", '"Bak\nken"').replace("offered", "often"))
    rows = [
        one.spot.row
        for one in validation.validate(home).findings
        if one.code == "enum" and one.spot.path == "datasets/2026/offers.csv"
    ]
    assert [2, 3] == rows


def test_missing_folder_is_a_dataset_with_everything_missing(tmp_path: Path) -> None:
    """A folder without a dataset gives findings, not a crash."""
    assert {"file-missing", "sources-file", "package-file"} <= _codes(tmp_path)


def test_a_broken_file_does_not_hide_the_others(home: Path) -> None:
    """When one file cannot be read, the rest is still checked."""
    for code in ("file-encoding", "url"):
        EXAMPLES[code].change(home / EXAMPLES[code].path)
    assert {"file-encoding", "url"} <= _codes(home)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400), st.sampled_from(["sectors", "providers", "kwalificaties"]))
def test_any_bytes_give_findings_and_no_crash(home: Path, content: bytes, name: str) -> None:
    """Whatever bytes a file holds, structure is judged without an exception."""
    (home / f"datasets/common/{name}.csv").write_bytes(content)
    found = list(structural(files_module.read(home)))
    assert all(one.sentence(Texts("nl")) for one in found)
    assert found


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_cell_gives_findings_and_no_crash(home: Path, content: str) -> None:
    """Whatever a cell holds, every rule can judge it, in every kind of column."""
    quoted = '"' + content.replace('"', '""') + '"'
    for name in ("2026/offers", "2026/sites", "common/sectors"):
        path = home / f"datasets/{name}.csv"
        lines = path.read_text(encoding="utf-8").split("\n")
        width = lines[0].count(",") + 1
        changed = [lines[0], ",".join([quoted] * width), ""]
        path.write_text("\n".join(changed), encoding="utf-8", newline="")
    report = validation.validate(home)
    assert all(one.sentence(Texts("en")) for one in report.findings)
    assert report.errors
