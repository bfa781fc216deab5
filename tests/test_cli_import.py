"""The verb ``import``: a file as it was downloaded, its report, and back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from inspiratiekaart.cli import main
from inspiratiekaart.editions.forking import fork
from inspiratiekaart.editions.overlay import read_overlay
from inspiratiekaart.paths import PROJECT

TWENTE = ("--region", "AM05")
LIST = "Beroepsnaam;Kans;Jaar\nLassers;kansrijk;2026\nMonteurs;kansrijk;2026\n;kansrijk;2026\n"


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The folder of Twente, which follows the national data of the project."""
    folder = tmp_path / "twente"
    fork(folder, "AM05", PROJECT)
    return folder


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["import", *(str(each) for each in arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_list_goes_in_and_out_again(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trial writes nothing; the import makes regional rows; undo takes them back."""
    file = tmp_path / "lijst.csv"
    file.write_text(LIST)
    code, said, _ = _run(capsys, file, *TWENTE, "--into", region, "--dry-run")
    assert 0 == code
    assert "Proef: er is niets geschreven." in said
    assert "2 nieuw, 0 gewijzigd, 0 al zo." in said
    assert "outlooks" not in read_overlay(region).rows
    code, said, progress = _run(capsys, file, *TWENTE, "--into", region)
    assert (0, "lijst.csv ...\n") == (code, progress)
    assert "Alleen rijen over AM05 doen mee." in said
    assert "Niet overgenomen: 1." in said
    rows = read_overlay(region).rows["outlooks"].values()
    assert [("lassers", "AM05"), ("", "AM05")] == [
        (row["occupation_id"], row["arbeidsmarktregio_code"]) for row in rows
    ]
    assert ["regional", "regional"] == [row["scope"] for row in rows]
    code, said, _ = _run(capsys, file, *TWENTE, "--into", region)
    assert "Er is niets nieuws" in said
    code, said, _ = _run(capsys, "--undo", "--into", region)
    assert (0, "Teruggedraaid: nummer 1, lijst.csv.\n") == (code, said)
    assert "outlooks" not in read_overlay(region).rows


def test_headings_can_be_pointed_out_and_are_remembered(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column with an unfamiliar heading is named once; the next file of that layout knows it."""
    file = tmp_path / "lijst.csv"
    file.write_text("Wat wij zoeken;Kans;Jaar\nLassers;kansrijk;2026\nSlagers;kansrijk;2026\n")
    form = ("--as", "uwv-kansrijke-beroepen")
    code, said, _ = _run(
        capsys, file, *TWENTE, "--into", region, *form, "--map", "occupation=Wat wij zoeken"
    )
    assert 0 == code
    assert "occupation = ‘Wat wij zoeken’" in said
    assert 2 == len(read_overlay(region).rows["outlooks"])
    file.write_text("Wat wij zoeken;Kans;Jaar\nKappers;kansrijk;2026\nSlagers;kansrijk;2026\n")
    code, said, _ = _run(capsys, file, *TWENTE, "--into", region, *form)
    assert (0, 3) == (code, len(read_overlay(region).rows["outlooks"]))


def test_a_question_is_asked_and_answered(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not sure leaves exit code 1 until it is answered; the answer is remembered."""
    file = tmp_path / "lijst.csv"
    file.write_text("Beroep;Kans;Jaar\nBuschauffeurs;kansrijk;2026\nLassers;kansrijk;2026\n")
    code, said, _ = _run(capsys, file, *TWENTE, "--into", region, "--json")
    report = json.loads(said)
    (question,) = report["questions"]
    assert (1, "occupation:buschauffeurs") == (code, question["id"])
    answer = "buschauffeurs-lijndienst"
    assert answer in question["candidates"]
    code, _, _ = _run(
        capsys, file, *TWENTE, "--into", region, "--choose", f"occupation:buschauffeurs={answer}"
    )
    rows = read_overlay(region).rows["outlooks"].values()
    assert (0, [("editorial", answer)]) == (
        code,
        [
            (row["match_basis"], row["occupation_id"])
            for row in rows
            if row["name_as_said"] == "Buschauffeurs"
        ],
    )
    code, _, _ = _run(capsys, file, *TWENTE, "--into", region)
    assert 0 == code


def test_whether_a_list_is_of_the_region_or_the_country_is_asked(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that names no region is not taken for one of the folder's region by itself."""
    file = tmp_path / "lijst.csv"
    file.write_text("Beroep;Kans;Jaar\nLassers;kansrijk;2024\nKappers;kansrijk;2024\n")
    code, said, _ = _run(capsys, file, "--into", region)
    assert 1 == code
    assert "area: In dit bestand staat bij 2 rijen niet over welke regio het gaat." in said
    assert "outlooks" not in read_overlay(region).rows
    code, said, _ = _run(capsys, file, "--into", region, "--choose", "area=NL")
    rows = read_overlay(region).rows["outlooks"].values()
    assert (0, ["national", "national"]) == (code, [row["scope"] for row in rows])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--into", "{region}"), "lijst.csv herkennen wij niet"),
        (("--into", "{region}", "--as", "kruiswoord"), "kruiswoord is geen soort bestand"),
        ((), "Er is nog geen map"),
        (("--into", "{region}", "--undo"), "Er is niets om terug te draaien"),
    ],
)
def test_a_refusal_says_what_to_do(
    tmp_path: Path,
    region: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    """No traceback, exit code 2, a sentence with the way out."""
    file = tmp_path / "lijst.csv"
    file.write_text("Merk;Kleur\nSaab;rood\nVolvo;groen\n")
    given = [each.format(region=region) for each in arguments]
    code, out, err = _run(capsys, file, *given)
    assert (2, "") == (code, out)
    assert said in err


def test_english_and_an_unknown_region(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report speaks English where asked, refusals too."""
    file = tmp_path / "lijst.csv"
    file.write_text(LIST)
    code, said, _ = _run(
        capsys, file, *TWENTE, "--into", region, "--dry-run", "--language", "en", "--all"
    )
    assert 0 == code
    assert re.search(r"Row 4: .+", said)
    assert "Trial: nothing was written." in said
    code, _, err = _run(capsys, file, "--into", region, "--region", "AM99", "--language", "en")
    assert 2 == code
    assert "AM99 is no region in this data" in err
