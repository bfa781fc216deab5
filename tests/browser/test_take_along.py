"""The end of the first journey: six files on disk, each opened by a reader that is not ours."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from playwright.sync_api import Browser, expect
from pptx import Presentation

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.export.pdf_reader import Reader, squeezed

pytestmark = pytest.mark.browser

NORTH = "regios=AM01,AM02,AM03"
NOTE = "Samen één klas vullen <b>voor het Noorden</b> =1+1"
FILES = {
    "html": "Webpagina",
    "poster": "Poster",
    "pdf": "Boekje",
    "pptx": "Dia's",
    "xlsx": "Tabellen (Excel)",
    "gpkg": "GeoPackage",
}


def _compose(visitor: Visitor) -> None:
    """From the map of optics in the North to a map with three things, a note and a title."""
    cards = visitor.page.locator(".ik-card")
    news = visitor.page.locator(".ik-news")
    cards.nth(0).locator("li").filter(has_text="Opticiens").locator(".ik-put").click()
    expect(news).to_contain_text("Opticiens staat op uw kaart.")
    cards.nth(1).locator("li").filter(has_text="Opticiens").locator(".ik-put").click()
    expect(news).to_contain_text("De witte vlek")
    cards.nth(2).locator(".ik-put").first.click()
    expect(news).to_contain_text("Deltion College")
    news.get_by_role("link", name="Naar mijn kaart").click()
    visitor.sees_page("samenstellen", "Inspiratiekaart Noord-Nederland")
    visitor.page.get_by_text("Notitie bij Opticiens", exact=True).click()
    box = visitor.page.get_by_label("Wat wilt u zeggen bij Opticiens?", exact=True)
    box.fill(NOTE)
    box.press("Control+Enter")
    expect(visitor.page.locator(".ik-making-note").first).to_contain_text("Samen één klas")


def _download(visitor: Visitor, name: str, folder: Path) -> Path:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=name).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_six_files_hold_what_was_composed(visit: Visit, browser: Browser, tmp_path: Path) -> None:
    """Name, note, white spot, provider, source and the link to read the map, in each of them."""
    visitor = visit(f"/?{NORTH}&sector=optiek")
    _compose(visitor)
    paths = {key: _download(visitor, name, tmp_path) for key, name in FILES.items()}
    for path in paths.values():
        assert re.fullmatch(r"inspiratiekaart-noord-nederland-2026-\d{4}-\d\d-\d\d\S+", path.name)
    edit_key = visitor.query()["kaart"]
    assert f'href="{visitor.guard.origin}/deel/' in paths["html"].read_text(encoding="utf-8")
    readers: dict[str, Callable[[Path], str]] = {
        "html": lambda path: _in_chromium(browser, path),
        "poster": _in_pdf,
        "pdf": _in_pdf,
        "pptx": _in_slides,
        "xlsx": _in_sheets,
        "gpkg": _in_layers,
    }
    for key, read in readers.items():
        text = read(paths[key])
        for expected in ("Noord-Nederland", "Opticiens", "Deltion College", "UWV", NOTE):
            assert squeezed(expected) in squeezed(text), f"{key}: {expected}"
        assert edit_key not in text, key
        assert edit_key.encode() not in paths[key].read_bytes(), key


def _in_chromium(browser: Browser, path: Path) -> str:
    context = browser.new_context(offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator("h1")).to_be_visible()
    text = page.locator("body").inner_text()
    expect(page.locator("svg path[data-code]")).to_have_count(35)
    context.close()
    assert [path.as_uri()] == asked
    return text


def _in_pdf(path: Path) -> str:
    reader = Reader(path.read_bytes())
    for page in reader.pages:
        picture = page.render(scale=0.4).to_pil().convert("L")
        darkest, lightest = picture.getextrema()
        assert darkest < 100 < 240 < lightest  # something is printed on paper
    return "\n".join(reader.texts)


def _in_slides(path: Path) -> str:
    said = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def _in_sheets(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def _in_layers(path: Path) -> str:
    names = [name for name, _ in pyogrio.list_layers(path)]
    frames = [pyogrio.read_dataframe(path, layer=name) for name in names]
    assert 35 == len(frames[names.index("arbeidsmarktregios")])
    return "\n".join(frame.to_csv() for frame in frames)


def test_files_of_every_region_can_be_stopped(visit: Visit, tmp_path: Path) -> None:
    """Progress is told; after a stop there is nothing to download, and it can be started again."""
    visitor = visit("/regio?regios=AM01")
    page = visitor.page
    page.get_by_text("Bestanden voor alle regio's").click()
    start = page.get_by_role("button", name="Maak de bestanden")
    start.click()
    expect(page.get_by_text(re.compile(r"Bestand [2-9] van 35"))).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Gestopt. Er is niets bewaard.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Bestand \d+ van 35"))).to_have_count(0)
    ready = page.get_by_role("button", name="Download inspiratiekaart")
    expect(ready).to_have_count(0)
    start.click()
    expect(ready).to_be_visible(timeout=60_000)
    path = _download(visitor, "Download inspiratiekaart", tmp_path)
    with zipfile.ZipFile(path) as made:
        assert 35 == len(set(made.namelist()))
