"""Budgets 3 to 6, in Chromium: the changed map, pan and zoom, geometry, the first map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice

from playwright.sync_api import Browser, Response
from playwright.sync_api import Error as PlaywrightError

from bench.apps import BARE_IMPORTS, BASELINE, OURS, App, changes
from bench.browser import BrowserError, Screen, chromium, said, screen
from bench.cdn import UnavailableError, network
from bench.client import Client
from bench.figures import Figure, median, p95
from bench.server import ServerError, serving

CHANGES = 30
STARTS = 5
TURN = 5
CLICKED = ("bar_topic", "bar_sector")
"""The filter changed in the browser: the one that certainly changes the map in both apps."""

TROUBLE = (BrowserError, ServerError, LookupError, PlaywrightError)


@dataclass(frozen=True)
class Moved:
    """What a pan and three zooms sent."""

    payload: int
    reruns: int


@dataclass
class Eye:
    """What the browser saw of one app; empty where it could not be seen."""

    clicks_ms: list[float]
    moved: Moved | None = None
    geometry: tuple[float, float, str] | None = None
    starts_s: tuple[float, ...] = ()
    trouble: str = ""


@contextmanager
def _noting(eye: Eye) -> Iterator[None]:
    """Keep what went wrong in the block as this eye's trouble, and go on with the others."""
    try:
        yield
    except TROUBLE as error:
        eye.trouble = eye.trouble or said(error)


def _address(url: str, app: App) -> str:
    return f"{url}/?{app.query}" if app.query else url


def _clicks(url: str, app: App, shown: Screen, count: int) -> Iterator[float]:
    """Milliseconds from each click to the last change of the map.

    Two options may look the same on the map; such a click is not timed, and at most ``count`` of
    them are borne.
    """
    with Client(url, query=app.query) as client:
        first = client.open()
        if first.errors:
            raise BrowserError(f"{app.name}: the first view showed an error: {first.errors[0]}")
        todo = changes(client.widgets, CLICKED)
    same = 0
    for key, option in todo:
        shown.choose(key, str(option))
        taken = shown.changed_after_click_ms(limit_ms=8000)
        if taken is not None:
            yield taken
            continue
        same += 1
        if same > count:
            raise BrowserError(f"{app.name}: {same} clicks left the map as it was")


def pan_and_zoom(shown: Screen) -> Moved:
    """Drag the map, turn the wheel in and out, press the zoom button; then wait for traffic."""
    shown.quiet()
    frame = shown.map_frame()
    frame.locator(".leaflet-container").first.scroll_into_view_if_needed()
    pane = frame.locator(".leaflet-map-pane").first
    box = frame.locator(".leaflet-container").first.bounding_box()
    if box is None:
        raise BrowserError("the map has no size")
    before = pane.get_attribute("style")
    shown.traffic.reset()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 500) / 2
    mouse = shown.page.mouse
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 11):
        mouse.move(x + 9 * step, y + 4 * step)
    mouse.up()
    shown.page.wait_for_timeout(500)
    after = pane.get_attribute("style")
    for turn in (-240, 240):
        mouse.wheel(0, turn)
        shown.page.wait_for_timeout(500)
    zoom = frame.locator(".leaflet-control-zoom-in")
    if zoom.count():
        zoom.first.click()
    shown.page.wait_for_timeout(2500)
    if before == after:
        raise BrowserError("the map did not move when dragged")
    return Moved(shown.traffic.payload, shown.traffic.reruns)


def _geometry(shown: Screen, address: str) -> tuple[float, float, str]:
    """Kilobytes of JSON that the map fetches at the first view and at the next; in words which."""
    found: list[Response] = []

    def keep(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if "json" in kind and "_stcore" not in response.url:
            found.append(response)

    shown.page.on("response", keep)
    shown.page.goto(address)
    shown.mark("first")
    shown.quiet()
    total, words = 0, []
    for response in found:
        size = response.request.sizes()["responseBodySize"]
        total += size
        coding = response.headers.get("content-encoding", "plain")
        name = response.url.rsplit("/", 1)[-1]
        words.append(f"{name} {size / 1000:.1f} kB {coding}")
    found.clear()
    shown.page.goto("about:blank")
    shown.page.goto(address)
    shown.mark("first")
    shown.quiet()
    # Chromium counts below zero what comes from its own cache.
    again = sum(max(0, response.request.sizes()["responseBodySize"]) for response in found)
    return total / 1000, again / 1000, ", ".join(words)


def _first_map_s(browser: Browser, app: App) -> float:
    """Seconds from starting the server until its first picture stands in a fresh browser."""
    with serving(app.script) as server, screen(browser) as shown:
        shown.page.goto(_address(server.url, app))
        return shown.mark(app.mark) - server.started_at


def _look(browser: Browser, budgets: set[int], count: int) -> dict[str, Eye]:
    """Open ours and the baseline; click in turns of five, then pan and zoom, as asked for."""
    eyes = {app.name: Eye([]) for app in (OURS, BASELINE)}
    with ExitStack() as stack:
        going: dict[str, tuple[Screen, Iterator[float]]] = {}
        for app in (OURS, BASELINE):
            with _noting(eyes[app.name]):
                server = stack.enter_context(serving(app.script))
                shown = stack.enter_context(screen(browser))
                eyes[app.name].geometry = _geometry(shown, _address(server.url, app))
                going[app.name] = (shown, _clicks(server.url, app, shown, count))
        for _ in range(count // TURN if 3 in budgets else 0):
            for name, (_shown, clicks) in going.items():
                with _noting(eyes[name]):
                    eyes[name].clicks_ms.extend(islice(clicks, TURN))
        for name, (shown, _clicked) in going.items() if 4 in budgets else ():
            with _noting(eyes[name]):
                eyes[name].moved = pan_and_zoom(shown)
    return eyes


def _starts(browser: Browser, count: int) -> dict[str, Eye]:
    """Start each app ``count`` times in turn, after one start that does not count."""
    eyes = {app.name: Eye([]) for app in (OURS, BARE_IMPORTS, BASELINE)}
    for turn in range(count + 1):
        for app in (OURS, BARE_IMPORTS, BASELINE):
            eye = eyes[app.name]
            if not eye.trouble:
                with _noting(eye):
                    taken = _first_map_s(browser, app)
                    eye.starts_s += (taken,) if turn else ()
    return eyes


def measure(budgets: set[int], clicks: int = CHANGES, starts: int = STARTS) -> list[Figure]:
    """The figures of budgets 3, 4, 6 and the geometry part of 5, those in ``budgets``."""
    with ExitStack() as stack:
        try:
            arguments = stack.enter_context(network()).chromium_arguments
            stand_in = ""
        except UnavailableError as error:
            arguments, stand_in = [], f"no stand-in for the content networks: {error}"
        try:
            browser = stack.enter_context(chromium(arguments))
        except PlaywrightError as error:
            return [_unseen(number, said(error)) for number in sorted(budgets)]
        looked = _look(browser, budgets, clicks) if budgets & {3, 4, 5} else {}
        started = _starts(browser, starts) if 6 in budgets else {}
    ours, base = looked.get(OURS.name, Eye([])), looked.get(BASELINE.name, Eye([]))
    why = "; ".join(text for text in (stand_in, ours.trouble, base.trouble) if text)
    rows = [
        _clicked(ours, base, why),
        *_panned(ours, base, why),
        *_shapes(ours, why),
        _started(started),
    ]
    return [row for row in rows if row.budget in budgets]


def _unseen(budget: int, why: str) -> Figure:
    return Figure(budget, "needs Chromium", "", note=why)


def _clicked(ours: Eye, base: Eye, why: str) -> Figure:
    spread = ""
    if ours.clicks_ms and base.clicks_ms:
        spread = (
            f"medians {median(ours.clicks_ms):.0f} ms and {median(base.clicks_ms):.0f} ms, "
            f"of {len(ours.clicks_ms)} and {len(base.clicks_ms)} clicks"
        )
    return Figure(
        budget=3,
        what=f"filter change until the map has changed, p95 of {len(ours.clicks_ms)}",
        unit="ms",
        value=p95(ours.clicks_ms) if ours.clicks_ms else None,
        reference="baseline",
        reference_value=p95(base.clicks_ms) if base.clicks_ms else None,
        ratio_limit=1 / 5,
        note="; ".join(text for text in (why, spread) if text),
    )


def _panned(ours: Eye, base: Eye, why: str) -> list[Figure]:
    rows = []
    for what, unit in (("payload", "B"), ("reruns", "reruns")):
        rows.append(
            Figure(
                budget=4,
                what=f"pan and zoom, {what}",
                unit=unit,
                value=getattr(ours.moved, what) if ours.moved else None,
                limit=0,
                reference="baseline",
                reference_value=getattr(base.moved, what) if base.moved else None,
                note="" if ours.moved and base.moved else why,
            )
        )
    return rows


def _shapes(ours: Eye, why: str) -> list[Figure]:
    if not ours.geometry or not ours.geometry[0]:
        first, again, words = None, None, why or "no geometry was fetched by address"
    else:
        first, again, words = ours.geometry
    return [
        Figure(5, "first view, geometry as it travels", "kB", first, limit=60, note=words),
        Figure(5, "next view, geometry not kept by the browser", "kB", again, limit=0),
    ]


def _started(eyes: dict[str, Eye]) -> Figure:
    def middle(app: App) -> float | None:
        eye = eyes.get(app.name)
        return median(eye.starts_s) if eye and eye.starts_s else None

    base = middle(BASELINE)
    words = [eye.trouble for eye in eyes.values() if eye.trouble]
    words += [f"baseline {base:.1f} s"] if base else []
    spread = {name: [round(value, 2) for value in eye.starts_s] for name, eye in eyes.items()}
    return Figure(
        budget=6,
        what="start of the server until the first map is drawn, median",
        unit="s",
        value=middle(OURS),
        reference="bare with imports",
        reference_value=middle(BARE_IMPORTS),
        ratio_limit=1.5,
        note="; ".join([*words, f"all starts: {json.dumps(spread)}"]),
    )
