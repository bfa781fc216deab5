"""The verbs of a region's own folder: the third journey, from a fork to a new edition and on."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.editions import datapackage
from inspiratiekaart.editions.difference import read_rows
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import tables

KEY = "leerwerkloket-AM07"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Carry out a verb: its exit code and what it said."""
    return Say(capsys)


class Say:
    """Carries out verbs and hears what they say."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str]:
        """The exit code and everything that was printed."""
        code = main([str(each) for each in arguments])
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err


def newer_home(home: Path, website: str) -> Path:
    """Our own data as a next version, in which the country changed one contact point."""
    for name in ("datasets", "geodata"):
        shutil.copytree(PROJECT / name, home / name)
    path = home / "datasets" / "common" / "contact_points.csv"
    rows = {**read_rows(path)}
    rows[KEY,] = {**rows[KEY,], "website": website}
    with path.open("w", encoding="utf-8", newline="") as file:
        names = tables()["contact_points"].column_names
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
    log = home / "datasets" / "CHANGELOG.md"
    log.write_text(log.read_text(encoding="utf-8").replace("## 1.0.0", "## 9.0.0\n\n## 1.0.0", 1))
    datapackage.write(home / "datasets", home / "geodata")
    return home


def spreadsheet(path: Path, *rows: dict[str, str]) -> None:
    """Add ``rows`` as a Dutch Excel saves them: semicolons, a mark in front, CRLF."""
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    lines += [[row.get(name, "") for name in lines[0]] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines)


def test_the_third_journey(tmp_path: Path, say: Say) -> None:
    """Fork, a mistake in a spreadsheet, a new edition, a conflict, a choice; nothing is lost."""
    region = tmp_path / "midden-gelderland"
    code, said = say("fork", region, "--region", "AM07")
    assert 0 == code
    assert "klaar, voor Midden-Gelderland (AM07)" in said
    assert (0, "Alles klopt: geen fouten en geen waarschuwingen.\n") == say("validate", region)

    outlook = {
        "outlook_id": "AM07-eigen-1", "occupation_id": "bestaat-niet", "name_as_said": "iets",
        "scope": "regional", "arbeidsmarktregio_code": "AM07", "status": "kansrijk",
        "status_as_said": "kansrijk", "period_end_year": "2026", "publisher": "de regio",
        "found_at": "de regio", "match_basis": "editorial", "source_id": "regio-am07",
        "period": "2026",
    }  # fmt: skip
    path = region / "datasets" / "outlooks.csv"
    spreadsheet(path, outlook)
    national = read_rows(PROJECT / "datasets" / "common" / "contact_points.csv")[KEY,]
    own = {**national, "opening_hours": "maandag 9-12", "website": "https://example.org/eigen"}
    spreadsheet(region / "datasets" / "contact_points.csv", {**own, "source_id": "regio-am07"})

    code, said = say("validate", region)
    assert 1 == code
    assert "datasets/outlooks.csv, rij 4, kolom occupation_id: ‘bestaat-niet’ staat niet in" in said
    assert "Voeg het daar toe of verbeter de code." in said
    assert 1 == said.count("[fout]")
    _, said = say("validate", region, "--language", "en")
    assert "datasets/outlooks.csv, row 4, column occupation_id: ‘bestaat-niet’ is not in" in said
    mended = path.read_text(encoding="utf-8").replace("bestaat-niet", "").replace(
        "editorial;;regio", "none;;regio"
    )  # fmt: skip
    path.write_text(mended, encoding="utf-8")
    assert (0, "Alles klopt: geen fouten en geen waarschuwingen.\n") == say("validate", region)

    newer = newer_home(tmp_path / "newer", "https://example.org/landelijk")
    code, said = say("status", region, "--from", newer)
    assert 0 == code
    assert "Er is een nieuwere: editie 2026, versie 9.0.0" in said
    assert "Contactpunten: 0 erbij, 0 eraf, 1 anders" in said
    assert "Uitspraken over kansen: 1 eigen (waarvan 0 in plaats van een landelijke rij)" in said

    before = path.read_bytes()
    code, said = say("merge", region, "--from", newer)
    assert 1 == code
    assert "Midden-Gelderland volgt nu editie 2026, versie 9.0.0" in said
    assert f"Contactpunten, {KEY}, website: was ‘https://middengelderland" in said
    assert "bij u ‘https://example.org/eigen’, landelijk ‘https://example.org/landelijk’" in said
    assert before == path.read_bytes()
    code, said = say("merge", region, "--from", newer)
    assert 1 == code
    assert "Er is niets nieuws" in said

    listed = region / "datasets" / "conflicten.csv"
    listed.write_text(listed.read_text().rstrip("\n") + "Landelyk\n")
    code, said = say("validate", region)
    assert "datasets/conflicten.csv, rij 2, kolom choice: ‘Landelyk’ mag hier niet" in said
    code, said = say("merge", region, "--from", newer)
    assert 2 == code
    assert "Kies uit: eigen, landelijk. Er is niets veranderd." in said
    listed.write_text(listed.read_text().replace("Landelyk", "landelijk"))
    code, said = say("merge", region, "--from", newer)
    assert 0 == code
    assert "Keuzes uitgevoerd: 1." in said
    merged = (region / "datasets" / "contact_points.csv").read_text(encoding="utf-8")
    assert merged.startswith("\ufeffcontact_point_id;")
    assert "https://example.org/landelijk;maandag 9-12" in merged
    assert (0, "Alles klopt: geen fouten en geen waarschuwingen.\n") == say("validate", region)

    code, said = say("status", region, "--from", newer, "--language", "en")
    assert 0 == code
    assert "That is the newest." in said
    assert "Contact points: 1 own (1 of them in place of a national row), 0 left out" in said
    assert "There are no conflicts." in said
    found = json.loads(say("status", region, "--from", newer, "--json")[1])
    assert (2, False, []) == (found["own_count"], found["is_behind"], found["choices"])

    code, said = say("merge", region, "--undo")
    assert 0 == code
    assert "https://example.org/eigen" in (region / "datasets" / "contact_points.csv").read_text()
    code, said = say("merge", region, "--undo", "--language", "en")
    assert 2 == code
    assert "there is nothing to undo" in said


def test_refusals_are_said_in_the_language_asked_for(tmp_path: Path, say: Say) -> None:
    """With exit code 2 and nothing made."""
    code, said = say("fork", tmp_path / "regio", "--region", "AM99", "--language", "en")
    assert (2, True) == (code, "AM99 is no region in these data. There are: AM01 Gron" in said)
    code, said = say("fork", tmp_path, "--region", "AM01", "--from", tmp_path)
    assert (2, True) == (code, "heeft geen landelijke gegevens" in said)
    code, said = say("status", tmp_path)
    assert (2, True) == (code, "heeft geen regio.toml" in said)
    assert [] == list(tmp_path.iterdir())


def test_what_is_followed_must_be_whole(tmp_path: Path, say: Say) -> None:
    """A change by hand in the national data is named: it would be gone at the next merge."""
    say("fork", tmp_path / "regio", "--region", "AM01")
    (tmp_path / "regio" / "landelijk" / "datasets" / "common" / "themes.csv").unlink()
    code, said = say("validate", tmp_path / "regio")
    assert 2 == code
    assert "landelijk is niet heel: common/themes.csv ontbreekt of is veranderd" in said
