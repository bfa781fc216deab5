"""Budget 15: axe-core, WCAG 2.2 A and AA, on each page, in both languages, on desktop and phone."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bench.apps import OURS
from bench.browser import DESKTOP, PHONE, Screen, chromium, said, screen
from bench.figures import Figure
from bench.pages import PAGES
from bench.server import Server, ServerError, serving

LANGUAGES = ("nl", "en")
SIZES = {"desktop": DESKTOP, "phone": PHONE}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


@dataclass(frozen=True)
class Violation:
    """One rule of axe that a page breaks, and where first."""

    rule: str
    impact: str
    count: int
    first: str


def axe_script() -> str:
    """The source of axe-core, from the package that carries it. Raises ModuleNotFoundError."""
    package = files("axe_playwright_python")
    for name in ("axe.min.js", "axe.js"):
        for place in (package, *(part for part in package.iterdir() if part.is_dir())):
            found = place.joinpath(name)
            if found.is_file():
                return found.read_text(encoding="utf-8")
    raise ModuleNotFoundError("axe-playwright-python is installed but carries no axe.min.js")


def violations(page: Page, script: str) -> list[Violation]:
    """What axe finds on ``page`` as it stands now, the frames in it included."""
    for frame in page.frames:
        frame.evaluate(script)
    options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
    answer: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        Violation(
            rule=found["id"],
            impact=found["impact"] or "",
            count=len(found["nodes"]),
            first=str(found["nodes"][0]["target"][-1])[:120],
        )
        for found in answer["violations"]
    ]


def settle(shown: Screen) -> None:
    """Wait until the page has its heading and nothing more arrives."""
    shown.page.locator("h1").first.wait_for(timeout=10_000)
    shown.quiet(1000)


def _visit(
    browser: Browser, server: Server, script: str, place: tuple[str, str, str]
) -> list[Violation]:
    page, language, size = place
    with screen(browser, SIZES[size]) as shown:
        shown.page.goto(f"{server.url}/{page}?taal={language}")
        settle(shown)
        return violations(shown.page, script)


def _visits(script: str) -> tuple[list[str], list[str]]:
    """What axe found and which pages could not be read, each as ``where: what``."""
    found, missed = [], []
    with serving(OURS.script) as server, chromium() as browser:
        for place in product(PAGES, LANGUAGES, SIZES):
            where = f"/{place[0]} {place[1]} {place[2]}"
            try:
                items = _visit(browser, server, script, place)
            except PlaywrightError as error:
                missed.append(f"{where}: {said(error)}")
                continue
            found += [
                f"{where}: {item.rule} ({item.impact}, {item.count} x, first {item.first})"
                for item in items
            ]
    return found, missed


def measure() -> list[Figure]:
    """The figure of budget 15; a page that cannot be read leaves it not measured."""
    what = f"axe violations on {len(PAGES)} pages, 2 languages, 2 sizes"
    try:
        found, missed = _visits(axe_script())
    except (ModuleNotFoundError, ServerError, PlaywrightError) as error:
        found, missed = [], [said(error)]
    value = None if missed else float(len(found))
    return [Figure(15, what, "violations", value, limit=0, note="; ".join([*missed, *found]))]
