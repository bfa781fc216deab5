"""The third journey: another region forks, is corrected, follows, publishes, and loses nothing."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bench.apps import OURS
from bench.browser import PHONE
from bench.server import Server, serving
from inspiratiekaart.cli import main
from inspiratiekaart.editions.difference import read_rows
from inspiratiekaart.paths import PROJECT
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.editions.by_hand import newer_home, spreadsheet
from tests.editions.web_folder import published

pytestmark = pytest.mark.browser

PASSWORD = "een-wachtwoord-van-deze-toets"  # noqa: S105  # of this test
KEY = "am05-2021-verzorgenden-ig"
OWN = {
    "outlook_id": "AM05-eigen-1", "occupation_id": "opticien", "name_as_said": "Opticiens",
    "scope": "regional", "arbeidsmarktregio_code": "AM05", "status": "kansrijk",
    "status_as_said": "kansrijk volgens deze toets", "period_end_year": "2027",
    "publisher": "Toets", "found_at": "de regio", "match_basis": "exact",
    "source_id": "regio-am05", "period": "2026-2027",
}  # fmt: skip
PAGE = "/regio?regios=AM05"
_WITHIN_S = 60


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Twente, just made."""
    folder = tmp_path_factory.mktemp("regions") / "twente"
    assert 0 == main(["fork", str(folder), "--region", "AM05"])
    return folder


@pytest.fixture(scope="module")
def home(region: Path) -> Iterator[Server]:
    """The app as the region runs it for itself."""
    settings = {"INSPIRATIEKAART_HOME": str(region), "INSPIRATIEKAART_EDITING": PASSWORD}
    with serving(OURS.script, environment=settings) as running:
        yield running


@pytest.fixture(scope="module")
def elsewhere(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app of another operator, who reads what the region publishes on a web server."""
    with published(region) as address:
        settings = {
            "INSPIRATIEKAART_REGIONS": address,
            "INSPIRATIEKAART_LOCAL_ADDRESSES": "1",
            "INSPIRATIEKAART_FETCH_AGAIN_S": "1",
            "INSPIRATIEKAART_GATHERED": str(tmp_path_factory.mktemp("gathered")),
        }
        with serving(OURS.script, environment=settings) as running:
            yield running


def test_from_fork_to_a_published_change(
    region: Path, home: Server, elsewhere: Server, visit: Visit, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A mistake, a new edition, a conflict, a choice, a change, a breakdown; nothing is lost."""

    def say(*arguments: object) -> tuple[int, str]:
        code = main([str(each) for each in arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    table = region / "datasets" / "outlooks.csv"
    occupations = read_rows(PROJECT / "datasets" / "common" / "occupations.csv")
    own = {**OWN, "occupation_id": next(k[0] for k in occupations if k[0].startswith("opticien"))}
    national = read_rows(PROJECT / "datasets" / "2026" / "outlooks.csv")[KEY,]
    replaced = {**national, "status_as_said": "kansrijk, zegt de regio", "source_id": "regio-am05"}

    # a mistake in a spreadsheet: the file, the row, the column, the value, the remedy; mended
    spreadsheet(table, {**own, "status": "veelbelovend"}, replaced)
    code, said = say("validate", region)
    assert 1 == code
    assert "datasets/outlooks.csv, rij 4, kolom status: ‘veelbelovend’ mag hier niet" in said
    assert "kansrijk, structureel kansrijk, minder kansrijk, geen oordeel" in said
    table.write_bytes(table.read_bytes().replace(b"veelbelovend", b"kansrijk"))
    assert 0 == say("validate", region)[0]
    mended = table.read_bytes()

    # the region's own app: its rows on the page of the region and on the map, as regional
    visitor = visit(PAGE, at=home)
    _sees(visitor, "kansrijk volgens deze toets")
    row = visitor.page.locator("#kansberoepen li", has_text="kansrijk volgens deze toets")
    expect(row.locator(".ik-tag")).to_have_text("regionaal")
    visitor.go("/?regios=AM05&sector=optiek")
    card = visitor.page.locator(".ik-card li", has_text="Toets, 2026-2027")
    expect(card.locator(".ik-tag")).to_have_text("regionaal")

    # a new national edition changes a row that the region changed too
    newer = newer_home(
        tmp_path / "newer", "outlooks", KEY, status_as_said="kansrijk, zegt het land"
    )
    code, said = say("merge", region, "--from", newer)
    assert 1 == code
    values = "bij u ‘kansrijk, zegt de regio’, landelijk ‘kansrijk, zegt het land’"
    assert values in said
    assert mended == table.read_bytes()
    _until(lambda: 1 == len(_status(home)["choices"]))
    visitor.go("/verantwoording")
    _sees(visitor, values)
    code, said = say("status", region, "--from", newer)
    assert (0, True) == (code, values in said)

    # the choice; the rest of the file stays as it was
    listed = region / "datasets" / "conflicten.csv"
    listed.write_text(listed.read_text().rstrip("\n") + "landelijk\n")
    assert 0 == say("merge", region, "--from", newer)[0]
    chosen = mended.replace(b"zegt de regio", b"zegt het land")
    assert chosen == table.read_bytes()
    visitor.go(PAGE)
    _sees(visitor, "kansrijk, zegt het land")
    _until(lambda: [] == _status(home)["choices"])

    # published: another operator shows the rows, a change, and the last good of what broke
    other = visit(PAGE, at=elsewhere)
    _sees(other, "kansrijk volgens deze toets")
    changed = chosen.replace(b"volgens deze toets", b"volgens de nieuwe toets")
    table.write_bytes(changed)
    assert 0 == say("validate", region)[0]
    _sees(other, "kansrijk volgens de nieuwe toets")
    row = other.page.locator("#kansberoepen li", has_text="volgens de nieuwe toets")
    expect(row.locator(".ik-tag")).to_have_text("regionaal")
    table.write_bytes(changed.replace(b";kansrijk;", b";stuk;"))
    for server in (home, elsewhere):
        _until(lambda at=server: "last_valid" == _status(at)["state"])  # type: ignore[misc]
    other.go("/verantwoording")
    _sees(other, "Daarom is de laatste goede versie te zien")
    for each in (visitor, other):
        each.go(PAGE)
        expect(each.page.locator("#kansberoepen")).to_contain_text("volgens de nieuwe toets")
    table.write_bytes(changed)
    for server in (home, elsewhere):
        _until(lambda at=server: "valid" == _status(at)["state"])  # type: ignore[misc]
    assert changed == table.read_bytes()


@pytest.mark.parametrize("size", [PHONE])
def test_rows_are_marked_as_checked(
    region: Path, home: Server, elsewhere: Server, visit: Visit, size: tuple[int, int]
) -> None:
    """On a phone: the password, a tick, a mark, undo; the page and other operators follow."""
    stranger = visit(PAGE, at=elsewhere)
    expect(stranger.page.locator("#controleren strong")).to_contain_text("rijen")
    expect(stranger.page.locator("input[type=password]")).to_have_count(0)

    visitor = visit(PAGE, size, at=home)
    page, share = visitor.page, visitor.page.locator("#controleren strong")
    before = share.inner_text()
    field = page.get_by_label("Wachtwoord", exact=True)
    field.fill("een ander wachtwoord")
    field.press("Enter")
    expect(visitor.notice).to_have_text("Dit wachtwoord klopt niet.")
    expect(page.locator(".st-key-trust_mark")).to_have_count(0)
    field.fill(PASSWORD)
    field.press("Enter")
    button = page.get_by_role("button", name="Markeer als nagekeken")
    button.click()
    expect(visitor.notice).to_have_text("U hebt nog niets aangevinkt.")

    visitor.choose("trust_table", "Uitspraken over kansen")
    visitor.choose("trust_role", "Werkcentrum")
    box = page.locator("[class*=st-key-trust_row_outlooks]").first
    box.locator("label").click()
    expect(box.get_by_role("checkbox")).to_be_checked()
    button.click()
    expect(visitor.notice).to_contain_text("1 rij is nagekeken")
    expect(visitor.notice).to_contain_text("door: Werkcentrum")
    expect(share).not_to_have_text(before)
    marks = region / "datasets" / "nagekeken.csv"
    line = marks.read_text().splitlines()[1]
    assert ["outlooks", "werkcentrum"] == [line.split(",")[at] for at in (0, 3)]
    assert 0 == visitor.overflow()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(visitor.notice).to_contain_text("Ongedaan gemaakt")
    expect(share).to_have_text(before)
    assert 1 == len(marks.read_text().splitlines())
    box.locator("label").click()
    expect(box.get_by_role("checkbox")).to_be_checked()
    button.click()
    expect(visitor.notice).to_contain_text("1 rij is nagekeken")
    _sees(visit(PAGE, at=home), "Nagekeken op")
    _sees(stranger, "Nagekeken op")


def _sees(visitor: Visitor, text: str) -> None:
    """Load the page again until it has ``text``, as somebody does who waits for news."""
    ends_at = time.monotonic() + _WITHIN_S
    while True:
        expect(visitor.title).to_be_visible()
        visitor.settles()
        if text in visitor.page.locator(".stMain").inner_text():
            return
        assert time.monotonic() < ends_at, text
        visitor.page.reload()


def _until(holds: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + _WITHIN_S
    while not holds():
        assert time.monotonic() < ends_at
        time.sleep(0.1)


def _status(server: Server) -> dict[str, Any]:
    with urllib.request.urlopen(f"{server.url}/status.json", timeout=60) as answer:
        regions: list[dict[str, Any]] = json.load(answer)["regions"]
    return regions[0]
