"""The verbs of a region's own folder: the third journey, from a fork to a new edition and on."""

from __future__ import annotations

import csv
import json
import re
from functools import partial
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.editions.difference import read_rows
from inspiratiekaart.editions.gathering import gather
from inspiratiekaart.editions.regional_addresses import Limits, fetch
from inspiratiekaart.paths import PROJECT
from tests.editions.by_hand import newer_home, spreadsheet
from tests.editions.web_folder import published

KEY = "leerwerkloket-AM07"
LOCAL = partial(fetch, limits=Limits(is_local_allowed=True))


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


def website(home: Path) -> tuple[str, str]:
    """What is shown of the contact point: its website and opening hours."""
    row = read_rows(home / "datasets" / "common" / "contact_points.csv")[KEY,]
    return row["website"], row["opening_hours"]


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

    newer = newer_home(
        tmp_path / "newer", "contact_points", KEY, website="https://example.org/landelijk"
    )
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
    assert re.search(r"To be checked: \d+ of the \d+ rows \(\d+ %\)\.", said)
    assert "rows were never checked" in said
    assert "Contact points: 1 own (1 of them in place of a national row), 0 left out" in said
    assert "There are no conflicts." in said
    found = json.loads(say("status", region, "--from", newer, "--json")[1])
    assert (2, False, []) == (found["own_count"], found["is_behind"], found["choices"])
    assert 0 < found["to_check"]["rows"] < found["to_check"]["of"]
    assert before == path.read_bytes()

    with published(region) as address:
        out = tmp_path / "elsewhere"
        shown = gather(PROJECT, [address], out, get=LOCAL)
        assert ["valid"] == [each.state for each in shown.regions]
        assert ("https://example.org/landelijk", "maandag 9-12") == website(out)
        path.write_bytes(before.replace(b"AM07-eigen-1", b""))
        code, said = say("validate", region)
        assert (1, True) == (code, "kolom outlook_id" in said)
        shown = gather(PROJECT, [address], out, get=LOCAL)
        assert [("last_valid", 2)] == [(each.state, each.rows_count) for each in shown.regions]
        assert ("https://example.org/landelijk", "maandag 9-12") == website(out)
        path.write_bytes(before)
        assert "valid" == gather(PROJECT, [address], out, get=LOCAL).regions[0].state

    code, said = say("merge", region, "--undo")
    assert 0 == code
    assert "https://example.org/eigen" in (region / "datasets" / "contact_points.csv").read_text()
    code, said = say("merge", region, "--undo", "--language", "en")
    assert 2 == code
    assert "there is nothing to undo" in said


def test_a_region_accepts_a_warning_with_a_reason(tmp_path: Path, say: Say) -> None:
    """It is apart in ``validate`` and listed by ``status``; an error stays one."""
    region = tmp_path / "regio"
    say("fork", region, "--region", "AM07")
    path = region / "datasets" / "contact_points.csv"
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*line, ""] for line in lines)
    text = path.read_text(encoding="utf-8").replace("status,\n", "status,eigen\n", 1)
    path.write_text(text, encoding="utf-8")
    code, said = say("validate", region)
    assert (0, True) == (code, "(regional-column-unknown)" in said)
    accepted = region / "datasets" / "accepted.toml"
    accepted.write_text(
        '[[accepted]]\ncode = "regional-column-unknown"\nreason = "Voor onszelf."\n'
    )
    code, said = say("validate", region)
    assert (0, False) == (code, "[waarschuwing]" in said)
    _, said = say("status", region)
    assert "Waarschuwingen die de regio accepteert: 1." in said
    assert "Reden: Voor onszelf." in said
    found = json.loads(say("status", region, "--json")[1])
    assert ["Voor onszelf."] == [each["reason"] for each in found["accepted"]]


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
