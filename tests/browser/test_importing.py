"""In a browser: Twente reads in a list of its own, sees it on the map, and takes it back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from bench.access import SIZES, axe_script, violations
from bench.apps import OURS
from bench.server import Server, serving
from inspiratiekaart.importing import imports
from inspiratiekaart.importing.memory import JOURNAL, MEMORY_FILE
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.texts import Texts
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PASSWORD = "een-lang-wachtwoord"  # noqa: S105  # of this test
TWENTE = "AM05"
NL = Texts("nl")
HOSTILE = "<img src=x onerror=window.hit=1>"
ROWS = (
    ("Vak", "Wat denken wij", "Jaartal", HOSTILE),
    ("Opticiens", "kansrijk", 2026, HOSTILE),
    ("Kappers", "kansrijk", 2026, ""),
    ("Verpleegkundige", "zeer kansrijk", 2026, ""),
    (f"Assistent {HOSTILE}", "kansrijk", 2026, ""),
    ("Bakkers", "wie weet", 2026, ""),
)
"""Shaped like a list of UWV and not of UWV: made up for this test."""

POINTED_OUT = {"occupation": "Vak", "status": "Wat denken wij", "period": "Jaartal"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twente's own folder."""
    folder = tmp_path_factory.mktemp("fork") / "twente"
    command = [sys.executable, "-m", "inspiratiekaart", "fork", str(folder), "--region", TWENTE]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return folder


@pytest.fixture(autouse=True)
def _nothing_is_remembered(home: Path) -> None:
    """Each test points its columns out itself; an earlier one was remembered for this layout."""
    (home / JOURNAL / MEMORY_FILE).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def twente(home: Path) -> Iterator[Server]:
    """The app on Twente's own folder, where who has the password may edit."""
    settings = {"INSPIRATIEKAART_HOME": str(home), "INSPIRATIEKAART_EDITING": PASSWORD}
    with serving(OURS.script, environment=settings) as running:
        yield running


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The list, under a hostile name."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Verzonnen voor een test"])
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / f"{HOSTILE}.xlsx"
    made.save(path)
    return path


def _enter(visitor: Visitor, t: Texts = NL) -> None:
    visitor.page.get_by_label(t("editing.password"), exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name=t("editing.enter"), exact=True).click()
    expect(visitor.page.get_by_test_id("stFileUploader")).to_be_visible()


def _hand_in(visitor: Visitor, path: Path) -> None:
    visitor.page.get_by_test_id("stFileUploader").locator("input").set_input_files(path)


def _pick(visitor: Visitor, label: str, option: str) -> None:
    visitor.page.get_by_role("combobox", name=label, exact=True).click()
    visitor.page.keyboard.type(option)
    visitor.page.get_by_role("option", name=option, exact=True).click()


def _press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def _point_out(visitor: Visitor, t: Texts = NL) -> None:
    for role, heading in POINTED_OUT.items():
        name = t(f"managing.role.{role}")
        needed = t("managing.columns.needed", role=name)
        _pick(visitor, needed if role == "occupation" else name, heading)
    _press(visitor, t("managing.columns.button"))


def _answer_region(visitor: Visitor) -> None:
    _pick(visitor, NL("importing.question.area", n="4", said=""), "Twente")
    _press(visitor, NL("managing.questions.button"))


def test_a_list_goes_on_the_map_and_off(
    visit: Visit, twente: Server, home: Path, workbook: Path
) -> None:
    """Columns are pointed out; Twente's own professions are marked regional; then all is back."""
    before = _files(home)
    visitor = visit("/beheren", at=twente)
    _enter(visitor)
    _hand_in(visitor, workbook)
    page = visitor.page
    expect(page.get_by_text("Wij vonden geen kolom voor: Beroep.")).to_be_visible()
    _point_out(visitor)
    _answer_region(visitor)
    rows = page.locator(".ik-managing details tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Opticiens")
    wrong = page.locator(".ik-card", has_text=NL("managing.wrong.heading"))
    for why in (
        NL("validation.html", value=f"Assistent {HOSTILE}"),
        NL("published.rejected.uwv.judgement-unknown", value="wie weet"),
    ):
        expect(wrong).to_contain_text(why)
    assert before == _files(home)
    _press(visitor, NL("managing.end.accept"))
    expect(visitor.notice.first).to_contain_text("is overgenomen, rijen: 3")
    assert [3] == [each.rows_count for each in imports(home)]
    visitor.follow(NL("managing.news.map"))
    visitor.sees_regions(TWENTE)
    regional = page.locator(".ik-card li", has=page.locator(".ik-regional"))
    for name in ("Opticiens", "Kappers"):
        expect(regional.filter(has_text=name).filter(has_text="2026")).to_have_count(1)
    visitor.go(f"/regio?regios={TWENTE}")
    expect(page.locator("li, tr", has_text="Opticiens").first).to_contain_text("regionaal")

    visitor.go("/beheren")
    _enter(visitor)
    expect(page.locator(".ik-managing tbody tr")).to_have_count(1)
    _press(visitor, NL("managing.imports.take_back", number=1))
    expect(visitor.notice.first).to_contain_text("is teruggenomen")
    expect(page.get_by_text(NL("managing.imports.none"))).to_be_visible()
    assert before == _files(home)
    visitor.follow(NL("managing.news.map"))
    visitor.sees_regions(TWENTE)
    expect(page.locator(".ik-card li").filter(has_text="Kappers")).to_have_count(0)
    assert page.evaluate("window.hit ?? null") is None


def _files(home: Path) -> dict[str, bytes]:
    """The own rows as they lie on disk."""
    return {path.name: path.read_bytes() for path in (home / "datasets").iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_state_is_accessible(
    visit: Visit, twente: Server, workbook: Path, language: Language, size: str
) -> None:
    """Before the password, at the start, with a file, and with its rows; nothing is wider."""
    t, axe = Texts(language), axe_script()
    visitor = visit(f"/beheren?taal={language}", SIZES[size], at=twente)
    states = {}

    def look(name: str) -> None:
        visitor.settles()
        states[name] = (violations(visitor.page, axe), visitor.overflow())

    look("password")
    _enter(visitor, t)
    look("start")
    _hand_in(visitor, workbook)
    expect(visitor.page.get_by_text(t("managing.columns.intro"))).to_be_visible()
    look("file")
    _point_out(visitor, t)
    expect(
        visitor.page.get_by_role("heading", name=t("managing.questions.heading"))
    ).to_be_visible()
    visitor.page.get_by_text(t("managing.wrong.rows", n="5")).click()
    look("rows")
    assert dict.fromkeys(states, ([], 0)) == states
    assert visitor.page.evaluate("window.hit ?? null") is None


def test_a_wrong_file_leaves_everything_as_it_was(
    visit: Visit, twente: Server, home: Path, tmp_path: Path
) -> None:
    """It is told in a sentence, under the name that it came with, as text."""
    before = _files(home)
    wrong = tmp_path / f"{HOSTILE}.xlsx"
    wrong.write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    visitor = visit("/beheren", at=twente)
    _enter(visitor)
    _hand_in(visitor, wrong)
    said = NL("reading.refused.document", file=f"{HOSTILE}.xlsx")
    expect(visitor.notice.first).to_have_text(said)
    expect(visitor.page.get_by_test_id("stFileUploader")).to_be_visible()
    assert before == _files(home)
    assert visitor.page.evaluate("window.hit ?? null") is None


def test_without_the_password_there_is_no_place_for_a_file(visit: Visit, twente: Server) -> None:
    """A wrong one does not open it; the header leads here all the same."""
    visitor = visit("/", at=twente)
    visitor.open_page(NL("nav.managing"))
    visitor.sees_page("beheren", NL("managing.title"))
    visitor.page.get_by_label(NL("editing.password"), exact=True).fill("dit-is-het-niet")
    _press(visitor, NL("editing.enter"))
    expect(visitor.notice).to_have_text(NL("editing.wrong"))
    expect(visitor.page.get_by_test_id("stFileUploader")).to_have_count(0)


def test_where_nobody_may_edit_the_page_says_so(visit: Visit) -> None:
    """On the national app without a folder: no link in the header, no place for a file."""
    visitor = visit("/beheren")
    expect(visitor.notice).to_have_text(NL("managing.closed.no_folder"))
    expect(visitor.page.get_by_test_id("stFileUploader")).to_have_count(0)
    expect(visitor.page.locator(".ik-header nav a[href=beheren]")).to_have_count(0)
