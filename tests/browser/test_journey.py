"""The first journey: a kwartiermaker explores, from one place to a map of the North."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import OLD

pytestmark = pytest.mark.browser


def test_from_assen_to_opticians_in_the_north(visit: Visit) -> None:
    """Each step changes the map, the sentence and the table at once, and the next page knows."""
    visitor = visit("/")

    visitor.find_place("Assen")
    visitor.sees_regions("AM01")
    expect(visitor.title).to_have_text("Werk en opleiding in Groningen")
    expect(visitor.notice).to_have_text("Assen ligt in arbeidsmarktregio Groningen.")
    expect(visitor.chips).to_have_text(["Groningen"])
    expect(visitor.lead).to_contain_text("Groningen")
    expect(visitor.rows.first).to_contain_text("Groningen")

    visitor.choose("bar_topic", "Zorg")
    visitor.sees_query("sector", "zorg")
    expect(visitor.title).to_have_text("Zorg in Groningen")
    in_care = (visitor.lead.inner_text(), visitor.rows.all_inner_texts())

    visitor.choose("bar_topic", "Optiek (thema)")
    visitor.sees_query("sector", "optiek")
    expect(visitor.title).to_have_text("Optiek in Groningen")
    in_optics = (visitor.lead.inner_text(), visitor.rows.all_inner_texts())
    assert in_care[0] != in_optics[0]
    assert in_care[1] != in_optics[1]
    expect(visitor.region("AM01")).to_have_attribute(
        "aria-label", "Groningen: geen opleider gevonden"
    )

    visitor.click_region("AM02")
    visitor.sees_regions("AM01", "AM02")
    visitor.click_region("AM03")
    visitor.sees_regions("AM01", "AM02", "AM03")
    expect(visitor.title).to_have_text("Optiek in Noord-Nederland")
    expect(visitor.chips).to_have_text(["Drenthe", "Friesland", "Groningen"])
    expect(visitor.lead).to_contain_text("In Groningen, Friesland en Drenthe is geen opleider")
    expect(visitor.lead).to_contain_text(re.compile(r"Deltion College in Zwolle, .* \d+ km"))

    cards = visitor.page.locator(".ik-card")
    work, gaps, trainers = (cards.nth(index) for index in range(3))
    expect(work).to_contain_text("Opticiens")
    expect(work).to_contain_text("Audiciens")
    expect(work.locator(".ik-tag").first).to_have_text("landelijk")
    expect(work).to_contain_text(re.compile(r"UWV, 2025-2026: kansrijk"))
    expect(work).to_contain_text("Over de regio zelf is niets bekend.")
    expect(gaps.locator(".ik-spot").first).to_have_text("Witte vlek")
    expect(gaps).to_contain_text(re.compile(r"Deltion College in Zwolle, \d+ km \(2019\)"))
    expect(trainers).to_contain_text("Deltion College")
    expect(trainers).to_contain_text(re.compile(r"Zwolle .*\d+ km van Drenthe .*2019"))

    visitor.open_page("Regio")
    visitor.sees_page("regio", "Werk en opleiding in Noord-Nederland")
    visitor.sees_query("sector", "optiek")
    expect(visitor.page.locator("#opleiders")).to_contain_text("Hanzehogeschool")

    visitor.open_page("Beroepen")
    visitor.sees_page("beroepen", "Beroepen in Optiek")
    visitor.sees_query("regios", "AM01,AM02,AM03")
    visitor.page.get_by_role("link", name="Opticiens", exact=True).click()
    visitor.sees_page("beroepen", "Opticiens")
    wanted = visitor.page.locator(".ik-card").first
    expect(wanted).to_contain_text(re.compile(r"landelijk\s+Nederland"))
    expect(wanted).to_contain_text("UWV, 2025-2026")

    visitor.open_page("Opleidingen")
    expect(visitor.page.locator(".ik-header [aria-current=page]")).to_have_text("Opleidingen")
    visitor.sees_query("regios", "AM01,AM02,AM03")
    visitor.sees_query("sector", "optiek")
    expect(visitor.chips).to_have_text(["Drenthe", "Friesland", "Groningen"])


def test_three_topics_give_three_maps(visit: Visit) -> None:
    """Optics, care and ICT differ in colours, sentence, table and work."""
    visitor = visit("/?sector=optiek")
    seen = []
    for topic, title in (("Optiek (thema)", "Optiek"), ("Zorg", "Zorg"), ("ICT", "ICT")):
        visitor.choose("bar_topic", topic)
        expect(visitor.title).to_have_text(f"{title} in Nederland")
        label = visitor.rows.nth(5).locator("th").inner_text()
        figure = visitor.rows.nth(5).locator("td").first.inner_text()
        path = visitor.map.get_by_role("button", name=f"{label}: {figure}", exact=True)
        expect(path).to_have_count(1)
        seen.append(
            (
                visitor.lead.inner_text(),
                tuple(visitor.rows.all_inner_texts()),
                tuple(visitor.page.locator(".ik-card").first.locator("b").all_inner_texts()),
                tuple(
                    visitor.map.locator("path.ik-region").evaluate_all(
                        "(all) => all.map((path) => path.getAttribute('fill'))"
                    )
                ),
            )
        )
    for part in range(4):
        assert 3 == len({each[part] for each in seen})


def test_the_map_and_the_table_say_the_same(visit: Visit) -> None:
    """Each region's name on the map holds the figure that stands in its row."""
    visitor = visit("/?kleur=inwoners")
    labels = visitor.map.locator("path.ik-region").evaluate_all(
        "(all) => all.map((path) => path.getAttribute('aria-label'))"
    )
    rows = visitor.rows.evaluate_all(
        "(all) => all.map((row) => row.cells[0].innerText + ': ' + row.cells[1].innerText)"
    )
    assert sorted(label.removesuffix(OLD).removesuffix(".") for label in labels) == sorted(rows)
