"""Somebody takes an edition along from the page Verantwoording, and checks what arrived."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_what_arrives_has_the_hash_that_the_page_tells(visit: Visit, tmp_path: Path) -> None:
    """A button gives the file at once; its hash is in the table as soon as it is known."""
    visitor = visit("/verantwoording?taal=en")
    page = visitor.page
    with page.expect_download() as given:
        page.get_by_role("button", name="Edition 2026: GeoPackage", exact=True).click()
    path = tmp_path / given.value.suggested_filename
    given.value.save_as(path)
    assert path.name.startswith("inspiratiekaart-2026-")
    assert {"sites", "offers"} <= {name for name, _ in pyogrio.list_layers(path)}
    row = page.get_by_role("row", name="GeoPackage, edition 2026")
    told = row.locator("code")
    expect(told).to_have_text(hashlib.sha256(path.read_bytes()).hexdigest())
    expect(page.get_by_text("being made")).to_have_count(0)
    with page.expect_download() as linked:
        page.get_by_role("link", name="catalogue as JSON-LD").click()
    assert json.loads(Path(linked.value.path()).read_text("utf-8"))["@graph"]
