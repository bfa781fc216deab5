"""The app in Chromium behind the shipped proxy, with HTTPS and HTTP/2, while a process dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench import postgres
from bench.cluster import Cluster, cluster
from bench.server import free_port
from tests.deploy.stubs import haproxy, signed_by_ourselves

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def safe_port() -> int:
    """Where HTTPS is spoken."""
    return free_port()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, safe_port: int) -> Iterator[Cluster]:
    """Two processes behind the proxy; where a program is not installed, the test says so."""
    haproxy()
    if postgres.programs() is None:
        pytest.skip("NO POSTGRESQL here (package postgresql), so the processes shared no store")
    certificate = signed_by_ourselves(tmp_path_factory.mktemp("certificate"))
    settings = {"BIND_TLS": f"127.0.0.1:{safe_port}", "TLS_CERTIFICATE": str(certificate)}
    with cluster(proxy=settings) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor who takes our certificate."""
    context = browser.new_context(ignore_https_errors=True, locale="nl-NL")
    try:
        yield context.new_page()
    finally:
        context.close()


def test_a_visitor_goes_on_when_the_process_dies(
    running: Cluster, safe_port: int, page: Page
) -> None:
    """The browser reconnects to the other process by itself; selection and map are there."""
    regions = page.frame_locator("iframe[src*=streamlit_folium]").locator("path.ik-region")
    lead = page.locator(".ik-lead").first
    page.goto(f"https://localhost:{safe_port}/?regio=AM01")
    expect(regions).to_have_count(35)
    seen = lead.inner_text()
    protocols = "performance.getEntries().map((each) => each.nextHopProtocol).filter(Boolean)"
    assert {"h2"} == set(page.evaluate(protocols))
    (cookie,) = [each for each in page.context.cookies() if "process" in each.get("name", "")]
    assert (True, True, "Lax") == (cookie["httpOnly"], cookie["secure"], cookie["sameSite"])
    home = int(cookie["value"].removeprefix("app")) - 1
    with page.expect_websocket(timeout=30_000):
        running.kill(home)
    app = page.locator(".stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    assert seen == lead.inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=30_000)
    assert "regio=AM01" in page.url
    expect(regions).to_have_count(35)
    assert page.get_by_test_id("stException").count() == 0
