"""Many regions together: each keeps its last valid version, and none takes another with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspiratiekaart import validation
from inspiratiekaart.checks import Check, checks_of, marks_on
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.division import shown_division
from inspiratiekaart.editions import gathered
from inspiratiekaart.editions.checking import mark
from inspiratiekaart.editions.choices import Choice, choices_text
from inspiratiekaart.editions.gathered import Gathered, Region
from inspiratiekaart.editions.gathered_sentences import as_json, findings, said
from inspiratiekaart.editions.gathering import gather
from inspiratiekaart.editions.regional_files import RegionalFilesError
from inspiratiekaart.editions.regional_home import RegionalHome, Step
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.texts import Texts
from inspiratiekaart.worklist import Worklist
from tests.editions.regional_folders import contact, source, write_region
from tests.validation import synthetic

REGION_CODES = shown_division().regions

NL = Texts("nl")
BROKEN, EMPTY, OLDER, GONE = "AM02", "AM03", "AM05", "AM06"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The national data that the regions stand beside."""
    return synthetic.write(tmp_path_factory.mktemp("country"))


@pytest.fixture
def home(tmp_path: Path, country: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(country, tmp_path / "home"))


def _contacts(out: Path) -> dict[str, str]:
    frame = open_dataset("2026", out / "datasets", out / "geodata")["contact_points"]
    return dict(zip(frame["contact_point_id"], frame["organisation"], strict=True))


def _by_code(status: Gathered) -> dict[str, Region]:
    return {region.code or region.name.upper(): region for region in status.regions}


def _codes(region: Region) -> list[str]:
    return [each.code for each in region.findings]


def _thirty_five(folder: Path) -> list[Path]:
    """A folder for each region, of which one is broken, one empty, one of an older schema."""
    made = []
    for code in REGION_CODES:
        place = folder / code.lower()
        if code == BROKEN:
            write_region(place, code, {"contact_points": [contact(code, kind="gemeentehuis")]})
        elif code == EMPTY:
            place.mkdir()
        elif code == OLDER:
            write_region(place, code, without=["opening_hours", "website"])
        else:
            write_region(place, code)
        made.append(place)
    return made


@pytest.fixture
def regional(tmp_path: Path, country: Path) -> Iterator[tuple[RegionalHome, Path, Path]]:
    """A home of 35 regions, where it is, and where the folders are."""
    folders = tmp_path / "regions"
    folders.mkdir()
    out = tmp_path / "out"
    kept = RegionalHome([Step(country, tuple(_thirty_five(folders)), out)])
    kept.look()
    yield kept, out, folders
    kept.close()


def test_all_regions_are_shown_whatever_became_of_their_folders(
    regional: tuple[RegionalHome, Path, Path],
) -> None:
    """35 regions, the rows of those that are right, and three plain sentences on the others."""
    kept, out, _ = regional
    shown = open_dataset("2026", out / "datasets", out / "geodata")
    assert set(REGION_CODES) == set(shown["arbeidsmarktregios"]["arbeidsmarktregio_code"])
    assert 35 == len(shown.shapes("arbeidsmarktregios"))
    right = set(REGION_CODES) - {BROKEN, EMPTY}
    assert {f"wc-{code.lower()}" for code in right} == set(_contacts(out))
    status = kept.status
    assert 35 == len(status.regions)
    assert [BROKEN, EMPTY, OLDER] == [r.code or r.name.upper() for r in status.to_mend]
    sentences = [said(region, NL) for region in status.to_mend]
    assert [
        "Met de bestanden is iets mis, en een goede versie was er nog niet.",
        "Er staan geen eigen rijen in.",
        "De bestanden zijn van een ouder schema.",
    ] == [f"{sentence.partition('. ')[0]}." for sentence in sentences]


def test_what_is_put_together_is_a_valid_dataset(
    regional: tuple[RegionalHome, Path, Path],
) -> None:
    """The rules of the whole dataset say no more of it than of the national data."""
    _, out, _ = regional
    assert () == validation.validate(out).errors


def test_a_finding_names_the_file_and_row_of_the_region(
    regional: tuple[RegionalHome, Path, Path],
) -> None:
    """Who mends it finds it in their own folder."""
    kept, _, _ = regional
    region = _by_code(kept.status)[BROKEN]
    (finding,) = region.findings
    assert ("datasets/contact_points.csv", 2, "kind", "gemeentehuis") == (
        finding.spot.path,
        finding.spot.row,
        finding.spot.column,
        finding.spot.value,
    )
    (sentence,) = findings(region, NL, 5)
    assert sentence.startswith("datasets/contact_points.csv, rij 2, kolom kind: ‘gemeentehuis’")


def test_a_folder_that_disappears_stays_on_the_map(
    regional: tuple[RegionalHome, Path, Path],
) -> None:
    """Its last valid version is shown, and the board says since when; then it comes back."""
    kept, out, folders = regional
    shutil.rmtree(folders / GONE.lower())
    assert kept.look()
    region = _by_code(kept.status)[GONE]
    assert ("gone", {"contact_points": 1}) == (region.state, dict(region.rows))
    assert said(region, NL).startswith("De map of het adres is er niet meer.")
    assert f"wc-{GONE.lower()}" in _contacts(out)
    write_region(folders / GONE.lower(), GONE, {"contact_points": [contact(GONE, "Terug")]})
    assert kept.look()
    assert "valid" == _by_code(kept.status)[GONE].state
    assert "Terug" == _contacts(out)[f"wc-{GONE.lower()}"]


def test_a_region_that_mends_its_file_is_shown_at_once(
    regional: tuple[RegionalHome, Path, Path],
) -> None:
    """Recovery asks for no restart; the revision changes, so that everyone sees it."""
    kept, out, folders = regional
    before = open_dataset("2026", out / "datasets", out / "geodata").revision
    write_region(folders / BROKEN.lower(), BROKEN)
    write_region(folders / EMPTY.lower(), EMPTY)
    assert kept.look()
    assert [OLDER] == [region.code for region in kept.status.to_mend]
    assert {f"wc-{code.lower()}" for code in REGION_CODES} == set(_contacts(out))
    assert before != open_dataset("2026", out / "datasets", out / "geodata").revision
    assert not kept.look()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "regio.toml").write_text("dit is geen TOML ["),
        lambda folder: (folder / "regio.toml").unlink(),
        lambda folder: (folder / "datasets" / "contact_points.csv").write_bytes(b"\xff\xfe\x00"),
        lambda folder: (folder / "datasets" / "contact_points.csv").write_text("x,y\n1,2\n"),
        lambda folder: (folder / "datasets" / "sources.toml").write_text("[x]\n"),
        lambda folder: write_region(
            folder, "AM01", {"contact_points": [contact("AM01")] * 2}, without=[]
        ),
        lambda folder: write_region(folder, "AM01", without=["organisation"]),
        lambda folder: write_region(folder, "AM01", {"contact_points": [contact("AM99")]}),
    ],
)
def test_whatever_breaks_in_a_folder_its_last_valid_version_is_shown(
    tmp_path: Path, country: Path, spoil: object
) -> None:
    """Damaged, missing, doubled, out of the schema, pointing nowhere: the map stays as it was."""
    assert callable(spoil)
    folder, other = write_region(tmp_path / "am01", "AM01"), write_region(tmp_path / "am07", "AM07")
    out = tmp_path / "out"
    gather(country, [folder, other], out)
    before = _contacts(out)
    spoil(folder)
    region, fine = gather(country, [folder, other], out).regions
    assert ("last_valid", "AM01") == (region.state, region.code)
    assert "error" in {each.severity for each in region.findings}
    assert all(each.sentence(Texts("en")) for each in region.findings)
    assert "valid" == fine.state
    assert before == _contacts(out)


def test_an_older_schema_is_told_and_filled_with_unknown(tmp_path: Path, country: Path) -> None:
    """A column that may be empty is missing, another has an old name: shown, with a word on it."""
    folder = write_region(tmp_path / "am01", "AM01", without=["website"])
    path = folder / "datasets" / "contact_points.csv"
    path.write_text(path.read_text().replace("opening_hours", "open", 1))
    (region,) = gather(country, [folder], tmp_path / "out").regions
    assert "older_schema" == region.state
    told = {each.code: each.spot.column for each in region.findings}
    assert {
        "regional-column-missing": "website, opening_hours",
        "regional-column-unknown": "open",
    } == told
    assert {"wc-am01"} == set(_contacts(tmp_path / "out"))


def test_a_region_has_its_say_over_its_own_rows_only(tmp_path: Path, country: Path) -> None:
    """It cannot leave out or change what is the country's or another region's, and is told so."""
    provider = {"provider_id": "a", "name": "Gekaapt", "kind": "mbo", "source_id": "regio-am07"}
    folder = write_region(
        tmp_path / "am07",
        "AM07",
        {"providers": [{**provider, "period": "2026", "status": "final"}]},
        left_out=[
            {"table": "outlooks", "key": "2", "reason": "van AM01"},
            {"table": "occupations", "key": "bakkers", "reason": "van iedereen"},
        ],
    )
    out = tmp_path / "out"
    (region,) = gather(country, [folder], out).regions
    assert ["regional-not-own"] * 3 == _codes(region)
    assert [2, 2, 3] == sorted(each.spot.row for each in region.findings)
    shown = open_dataset("2026", out / "datasets", out / "geodata")
    assert "School A" == shown["providers"].set_index("provider_id")["name"]["a"]
    assert 2 == len(shown["outlooks"])
    assert 1 == len(shown["occupations"])


def test_a_region_may_replace_and_leave_out_its_own(tmp_path: Path, country: Path) -> None:
    """The national judgement on its own region goes; the national one stays."""
    folder = write_region(
        tmp_path / "am01",
        "AM01",
        left_out=[{"table": "outlooks", "key": "2", "reason": "niet meer waar"}],
    )
    out = tmp_path / "out"
    (region,) = gather(country, [folder], out).regions
    assert "valid" == region.state
    shown = open_dataset("2026", out / "datasets", out / "geodata")
    assert ["1"] == shown["outlooks"]["outlook_id"].tolist()


def test_leaving_out_what_others_point_to_is_an_error_of_the_region(
    tmp_path: Path, country: Path
) -> None:
    """The national offer that stands at the site would point nowhere; it keeps its site."""
    folder = write_region(
        tmp_path / "am01", "AM01", left_out=[{"table": "sites", "key": "a-ergens", "reason": "x"}]
    )
    (region,) = gather(country, [folder], tmp_path / "out").regions
    assert ("never_valid", ["regional-suffers"]) == (region.state, _codes(region))
    assert () == validation.validate(tmp_path / "out").errors


def test_the_region_that_a_row_belongs_to_wins(tmp_path: Path, country: Path) -> None:
    """Two regions have a row of one key: that of its own region is shown, and both are right."""
    theirs = {**contact("AM07", "Echt"), "contact_point_id": "wc"}
    mine = {**contact("AM01", "Over AM07"), "contact_point_id": "wc"}
    mine["arbeidsmarktregio_code"] = "AM07"
    one = write_region(tmp_path / "am01", "AM01", {"contact_points": [mine]})
    other = write_region(tmp_path / "am07", "AM07", {"contact_points": [theirs]})
    for order in ([one, other], [other, one]):
        status = _by_code(gather(country, order, tmp_path / "out"))
        assert {"wc": "Echt"} == _contacts(tmp_path / "out")
        assert ["regional-of-another"] == _codes(status["AM01"])
        assert [] == _codes(status["AM07"])
        assert "AM07" in findings(status["AM01"], NL, 5)[0]


def test_a_row_of_nobody_that_two_have_is_as_the_country_says(
    tmp_path: Path, country: Path
) -> None:
    """Neither is shown where it belongs to no region, and both are told."""
    folders = []
    for code in ("AM01", "AM07"):
        row = {**contact(code), "contact_point_id": "wc", "arbeidsmarktregio_code": ""}
        folders.append(write_region(tmp_path / code, code, {"contact_points": [row]}))
    status = gather(country, folders, tmp_path / "out")
    assert [["regional-contested"]] * 2 == [_codes(region) for region in status.regions]
    assert {} == _contacts(tmp_path / "out")


def test_a_source_of_one_name_in_two_regions_stays_apart(tmp_path: Path, country: Path) -> None:
    """The rows of each name the source of their own region."""
    from inspiratiekaart.provenance import sources_text

    folders = []
    for code in ("AM01", "AM07"):
        row = {**contact(code), "source_id": "regio-am01"}
        folder = write_region(tmp_path / code, code, {"contact_points": [row]})
        (folder / "datasets" / "sources.toml").write_text(
            sources_text([source("AM01", f"Van {code}")])
        )
        folders.append(folder)
    out = tmp_path / "out"
    gather(country, folders, out)
    shown = open_dataset("2026", out / "datasets", out / "geodata")
    rows = shown["contact_points"].set_index("arbeidsmarktregio_code")["source_id"]
    assert {"AM01": "Van AM01", "AM07": "Van AM07"} == {
        code: shown.sources[rows[code]].title_nl for code in ("AM01", "AM07")
    }


def test_a_row_that_points_to_what_another_region_left_out_is_not_shown(
    tmp_path: Path, country: Path
) -> None:
    """The two are right alone; together one would point nowhere, so it waits, and is told."""
    kept = {"offer_id": "1", "site_id": "a-ergens", "provider_id": "a", "title": "Bakken"}
    offer = {
        "provider_id": "a", "title": "Nieuw", "is_online": "false", "evidence_year": "2026",
        "certainty": "offered", "students_status": "unknown", "source_id": "regio-am07",
        "period": "2026", "status": "final",
    }  # fmt: skip
    one = write_region(
        tmp_path / "am01",
        "AM01",
        left_out=[
            {"table": "sites", "key": "a-ergens", "reason": "dicht"},
            {"table": "offers", "key": kept["offer_id"], "reason": "dicht"},
        ],
    )
    other = write_region(
        tmp_path / "am07", "AM07", {"offers": [{**offer, "offer_id": "n", "site_id": "a-ergens"}]}
    )
    out = tmp_path / "out"
    status = _by_code(gather(country, [one, other], out))
    assert ([], ["regional-loose"]) == (_codes(status["AM01"]), _codes(status["AM07"]))
    assert 0 == status["AM07"].rows_count
    assert () == validation.validate(out).errors


def test_a_home_of_its_own_shows_all_rows_of_the_region(tmp_path: Path, country: Path) -> None:
    """In its own home a region may say of a provider what it likes."""
    provider = {"provider_id": "a", "name": "Eigen naam", "kind": "mbo", "source_id": "regio-am07"}
    rows = {"providers": [{**provider, "period": "2026", "status": "final"}]}
    folder = write_region(tmp_path / "am07", "AM07", rows)
    out = folder / ".samengesteld"
    (region,) = gather(country, [folder], out, is_own=True).regions
    assert ("valid", {"providers": 1}) == (region.state, dict(region.rows))
    frame = open_dataset("2026", out / "datasets", out / "geodata")["providers"]
    assert "Eigen naam" == frame.set_index("provider_id")["name"]["a"]


def test_a_home_without_own_rows_is_the_national_one(tmp_path: Path, country: Path) -> None:
    """To the byte: its revision is that of the country, so figures and links say the same."""
    folder = write_region(tmp_path / "am01", "AM01", {})
    (region,) = gather(country, [folder], tmp_path / "out", is_own=True).regions
    assert ("empty", False) == (region.state, region.is_earlier)
    assert open_dataset("2026", country / "datasets", country / "geodata").revision == (
        open_dataset("2026", tmp_path / "out/datasets", tmp_path / "out/geodata").revision
    )


def test_nothing_is_written_where_nothing_changed(tmp_path: Path, country: Path) -> None:
    """The same folders give the same home; its files are not touched."""
    folder = write_region(tmp_path / "am01", "AM01")
    out = tmp_path / "out"
    gather(country, [folder], out)
    before = (out / "datasets").stat().st_ino
    assert before == (gather(country, [folder], out) and (out / "datasets").stat().st_ino)
    write_region(folder, "AM01", {"contact_points": [contact("AM01", "Anders")]})
    gather(country, [folder], out)
    assert before != (out / "datasets").stat().st_ino


def test_a_new_national_edition_is_followed(tmp_path: Path, home: Path) -> None:
    """The regions stand beside the new national rows without anybody doing anything."""
    kept = RegionalHome([Step(home, (write_region(tmp_path / "r", "AM01"),), tmp_path / "out")])
    assert kept.look()
    path = home / "datasets" / "common" / "providers.csv"
    path.write_text(path.read_text().replace("School B", "School C"))
    from inspiratiekaart.editions import datapackage

    datapackage.write(home / "datasets", home / "geodata")
    assert kept.look()
    shown = open_dataset("2026", tmp_path / "out" / "datasets", tmp_path / "out" / "geodata")
    assert {"School A", "School C"} == set(shown["providers"]["name"])


def test_a_broken_country_leaves_what_was_there(tmp_path: Path, home: Path) -> None:
    """Where the national data cannot be read, the home as it was keeps being shown."""
    folder = write_region(tmp_path / "am01", "AM01")
    out = tmp_path / "out"
    kept = RegionalHome([Step(home, (folder,), out)])
    kept.look()
    (home / "datasets" / "datapackage.json").unlink()
    assert not kept.look()
    assert {"wc-am01"} == set(_contacts(out))
    shutil.rmtree(out)
    with pytest.raises(DatasetError):
        kept.look()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, country: Path) -> None:
    """A region cannot have the server read its own files."""
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    folder = write_region(tmp_path / "am01", "AM01")
    (folder / "datasets" / "offers.csv").symlink_to(secret)
    (region,) = gather(country, [folder], tmp_path / "out").regions
    assert "valid" == region.state


def test_an_address_that_fails_delays_and_breaks_nobody(tmp_path: Path, country: Path) -> None:
    """What was fetched before is shown; the other regions are as they are."""
    from inspiratiekaart.editions.regional_files import RegionalFiles, read

    found = read(write_region(tmp_path / "am01", "AM01"))
    folder, address = write_region(tmp_path / "am07", "AM07"), "https://regio.example.org/am01"

    def absent(_: str) -> RegionalFiles:
        raise RegionalFilesError("address-unreachable")

    gather(country, [folder, address], tmp_path / "out", get=lambda _: found)
    fine, region = gather(country, [folder, address], tmp_path / "out", get=absent).regions
    assert ("valid", "last_valid") == (fine.state, region.state)
    assert ["address-unreachable"] == _codes(region)
    assert {"wc-am01", "wc-am07"} == set(_contacts(tmp_path / "out"))
    _, gone = gather(country, [folder, address], tmp_path / "out", get=lambda _: None).regions
    assert ("gone", 1) == (gone.state, gone.rows_count)


def test_status_is_read_back_as_written(regional: tuple[RegionalHome, Path, Path]) -> None:
    """Everything there is to say survives the file, and a damaged file says nothing."""
    kept, out, _ = regional
    before = gathered.read(out)
    gathered.write(before, out)
    assert before == gathered.read(out)
    told = [as_json(each, lambda _: Worklist())["regions"] for each in (kept.status, before)]
    assert told[0] == told[1]
    (out / gathered.STATUS_FILE).write_text("{")
    assert Gathered() == gathered.read(out)


def test_two_processes_share_one_home(tmp_path: Path, country: Path) -> None:
    """What one has made, the other need not make."""
    step = Step(country, (write_region(tmp_path / "am01", "AM01"),), tmp_path / "out")
    one, other = RegionalHome([step]), RegionalHome([step])
    assert [True, False] == [one.look(), other.look()]


def test_what_is_open_and_accepted_is_in_the_status(tmp_path: Path, country: Path) -> None:
    """What is still to be chosen, and warnings with the region's reason; both survive the file."""
    folder = write_region(tmp_path / "am01", "AM01", without=["website"])
    choice = Choice("contact_points", "wc-am01", "place", "a", "b", "c")
    (folder / "datasets" / "conflicten.csv").write_text(choices_text([choice]))
    (folder / "datasets" / "accepted.toml").write_text(
        '[[accepted]]\ncode = "regional-column-missing"\nreason = "Wij hebben geen websites."\n'
    )
    found = gather(country, [folder], tmp_path / "out").regions[0]
    assert (choice,) == found.open
    assert [("regional-column-missing", "Wij hebben geen websites.")] == [
        (each.code, reason) for each, reason in found.accepted
    ]
    assert () == found.findings
    assert (found,) == gathered.read(tmp_path / "out").regions


def test_an_error_is_not_accepted(tmp_path: Path, country: Path) -> None:
    """Whatever reason the region gives; what fits nothing is told, and so is a bad file."""
    wrong = {"contact_points": [contact("AM01", kind="gemeentehuis")]}
    folder = write_region(tmp_path / "am01", "AM01", wrong)
    accepted = folder / "datasets" / "accepted.toml"
    accepted.write_text('[[accepted]]\ncode = "enum"\nreason = "Zo heet het hier."\n')
    found = gather(country, [folder], tmp_path / "out").regions[0]
    assert ("never_valid", ()) == (found.state, found.accepted)
    assert ["enum", "accepted-gone"] == [each.code for each in found.findings]
    write_region(folder, "AM01")
    for text in ("[[accepted]", "accepted = 3", '[[accepted]]\ncode = "enum"\n'):
        accepted.write_text(text)
        found = gather(country, [folder], tmp_path / "out").regions[0]
        assert "valid" == found.state
        assert ["datasets/accepted.toml"] == [each.spot.path for each in found.findings]


def test_marks_come_along_with_the_rows_of_a_region(tmp_path: Path, country: Path) -> None:
    """On its own rows and those that belong to it, and not on those of another."""
    marks = [
        Check("contact_points", "wc-am01", "2026-11-01", "werkcentrum"),
        Check("contact_points", "wc-am02", "2026-11-01", "werkcentrum"),
        Check("contact_points", "nowhere", "2026-11-01", "werkcentrum"),
    ]
    folders = [write_region(tmp_path / code, code) for code in ("AM01", "AM02")]
    before = gather(country, folders, tmp_path / "out")
    first = open_dataset("2026", tmp_path / "out" / "datasets", tmp_path / "out" / "geodata")
    assert () == checks_of(first)
    mark(folders[0], marks)
    after = gather(country, folders, tmp_path / "out")
    assert before.made_from != after.made_from
    dataset = open_dataset("2026", tmp_path / "out" / "datasets", tmp_path / "out" / "geodata")
    assert first.revision != dataset.revision
    assert marks[:1] == list(checks_of(dataset))
    assert {("wc-am01",): marks[0]} == marks_on(dataset, "contact_points")
